import { Fields } from '../../../src/domain/event/fields';
import { readFoundLines, readSubscription } from '../../../src/domain/history/subscription';

const payload = (given: object = {}) => ({
  messageType: 'DATA_MESSAGE',
  logEvents: [
    { id: 'line-1', timestamp: 1_772_400_000_000, message: '{"RecordType":"job"}' },
    { id: 'line-2', timestamp: 1_772_400_000_001, message: '' },
  ],
  ...given,
});
const LINES = [
  { id: 'line-1', loggedAt: 1_772_400_000_000, message: '{"RecordType":"job"}' },
  { id: 'line-2', loggedAt: 1_772_400_000_001, message: '' },
];

test('a payload of a subscription has lines, in their order', () => {
  expect(readSubscription(payload())).toEqual(LINES);
});

test('a message that only checks the destination has none', () => {
  expect(readSubscription({ messageType: 'CONTROL_MESSAGE', logEvents: [{ id: '', message: 'CWL CONTROL MESSAGE' }] })).toEqual([]);
});

test('lines that were found have their id under another name', () => {
  const events = LINES.map(({ id, loggedAt, message }) => ({ eventId: id, timestamp: loggedAt, message }));
  expect(readFoundLines(Fields.of({ events }, 'FilterLogEvents'))).toEqual(LINES);
});

test.each<[unknown, string]>([
  [null, 'awslogs.data: expected an object, got null'],
  [payload({ messageType: 'OTHER' }), 'awslogs.data.messageType: is neither DATA_MESSAGE nor CONTROL_MESSAGE'],
  [payload({ messageType: undefined }), 'awslogs.data.messageType: is neither DATA_MESSAGE nor CONTROL_MESSAGE'],
  [payload({ logEvents: [{ id: 'a', message: 'b' }] }), 'awslogs.data.logEvents[0].timestamp: is missing'],
  [payload({ logEvents: [{ id: 'a', timestamp: 1_772_400_000_000 }] }), 'awslogs.data.logEvents[0].message: is missing'],
  [payload({ logEvents: [{ timestamp: 1_772_400_000_000, message: 'b' }] }), 'awslogs.data.logEvents[0].id: is missing'],
])('%j is none', (message, problem) => expect(() => readSubscription(message)).toThrow(new Error(problem)));
