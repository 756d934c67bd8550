import { UnreadFields } from '../../../src/domain/event/unread-fields';

const fieldsOf = (...events: (readonly string[])[]): UnreadFields => {
  const fields = new UnreadFields();
  events.forEach((paths) => fields.add(new Set(paths)));
  return fields;
};

test('GIVEN events of which each field was read WHEN they are counted THEN there is no record', () => {
  expect([fieldsOf([], []).count, fieldsOf([], []).record()]).toEqual([0, undefined]);
});

test('GIVEN fields of several events WHEN they are counted THEN the most frequent comes first, and of equals the one that came first', () => {
  expect(fieldsOf(['b', 'c'], ['c', 'a'], []).record()).toEqual({
    RecordType: 'fields-unread',
    SchemaVersion: 1,
    Count: 4,
    Fields: ['c', 'b', 'a'],
    Events: [2, 1, 1],
  });
});

test('GIVEN more paths than a record names WHEN they are counted THEN the most frequent twenty are named, and all are counted', () => {
  const many = Array.from({ length: 25 }, (_, index) => `field-${index}`);
  const record = fieldsOf(many, ['field-24']).record();
  expect([record?.Count, record?.Fields.length, record?.Fields[0], record?.Events.slice(0, 2)]).toEqual([26, 20, 'field-24', [2, 1]]);
});
