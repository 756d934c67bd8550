import { containerInstances, ownerAt, registration } from '../../../src/domain/instance/registrations';

const FIRST = registration('2026-11-20T10:00:00.000Z', 'first');
const SECOND = registration('2026-11-20T11:00:00.000Z', 'second');

test.each([
  ['before both, as EC2 may warn of an instance that is starting', '2026-11-20T09:59:59.999Z', 'first'],
  ['while it was the first one', '2026-11-20T10:59:59.999Z', 'first'],
  ['in the moment in which it registers again', '2026-11-20T11:00:00.000Z', 'second'],
  ['later', '2026-11-21T00:00:00.000Z', 'second'],
])('a warning is about the container instance that its host then was: %s', (_, at, owner) => {
  expect([ownerAt(at, [FIRST, SECOND]), ownerAt(at, [SECOND, FIRST])]).toEqual([owner, owner]);
});

test('of many, the one that registered last before it', () => {
  const third = registration('2026-11-20T12:00:00.000Z', 'third');
  expect(['2026-11-20T11:30:00.000Z', '2026-11-20T12:30:00.000Z'].map((at) => ownerAt(at, [third, FIRST, SECOND]))).toEqual([
    'second',
    'third',
  ]);
});

test("a warning of a host that is none is nobody's", () => {
  expect(ownerAt('2026-11-20T10:00:00.000Z', [])).toBeUndefined();
});

test('a container instance of which two times are told is one', () => {
  expect(containerInstances([FIRST, SECOND, registration('2026-11-20T11:00:00.001Z', 'second')])).toEqual(['first', 'second']);
});
