import { readWaitingJob } from '../../../src/domain/collect/waiting';
import { readWaitingEntries } from '../../../src/domain/collect/waiting-entries';
import { Fields } from '../../../src/domain/event/fields';
import { MalformedEvent } from '../../../src/domain/event/malformed-event';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { readDeparture } from '../../../src/domain/instance/departure';
import { readHostNotice } from '../../../src/domain/instance/host-notice';
import { readInstanceEvent } from '../../../src/domain/instance/instance-reading';
import { readLookupRequest } from '../../../src/domain/instance/lookup-request';
import { readRunTaskEvent } from '../../../src/domain/run-task/run-task-reading';

const fields = (values: unknown) => Fields.of(values, 'detail');

/** What a reader throws, as a person would read it in the log. */
function problemOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof MalformedEvent) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('a field that is missing or null is absent', () => {
  const empty = fields({ no: null });
  for (const name of ['no', 'missing', '__proto__', 'constructor', 'toString']) {
    expect(empty.optionalName(name)).toBeUndefined();
    expect(empty.reason(name)).toBeUndefined();
    expect(empty.millis(name)).toBeUndefined();
    expect(empty.instant(name)).toBeUndefined();
    expect(empty.secondsOrInstant(name)).toBeUndefined();
    expect(empty.integer(name)).toBeUndefined();
    expect(empty.count(name)).toBeUndefined();
    expect(empty.texts(name)).toBeUndefined();
    expect(empty.flag(name)).toBeUndefined();
    expect(empty.object(name)).toBeUndefined();
    expect(empty.list(name)).toEqual([]);
    expect(empty.names(name)).toEqual([]);
  }
});

test('a field of the right type is read', () => {
  const values = fields({
    name: 'encode',
    reason: 'r'.repeat(9000),
    millis: 1760707430919.7,
    instant: '2025-10-17T13:17:39Z',
    offset: '2025-10-17T15:17:39.25+02:00',
    seconds: 1760707430.9194,
    integer: 12,
    flag: false,
    object: { inner: 'x' },
    list: [{ a: 1 }],
    names: ['EC2'],
  });
  expect(values.name('name')).toBe('encode');
  expect(values.reason('reason')).toBe('r'.repeat(8192));
  expect(values.millis('millis')).toBe(1760707430919);
  expect(values.instant('instant')).toBe(1760707059000);
  expect(values.instant('offset')).toBe(1760707059250);
  expect(values.secondsOrInstant('instant')).toBe(1760707059000);
  expect(values.secondsOrInstant('seconds')).toBe(1760707430919);
  expect(values.integer('integer')).toBe(12);
  expect(values.count('integer')).toBe(12);
  expect(values.texts('object')).toEqual({ inner: 'x' });
  expect(values.flag('flag')).toBe(false);
  expect(values.object('object')?.name('inner')).toBe('x');
  expect(values.list('list')[0].number('a')).toBe(1);
  expect(values.names('names')).toEqual(['EC2']);
});

test.each([
  [null, 'null'],
  [undefined, 'nothing'],
  [[], 'an array'],
  ['text', 'a string'],
  [7, 'a number'],
  [true, 'a boolean'],
])('%p is no object', (value, kind) => {
  expect(problemOf(() => fields(value))).toBe(`detail: expected an object, got ${kind}`);
});

test.each<[string, unknown, (told: Fields) => unknown, string]>([
  ['a missing name', undefined, (told) => told.name('x'), 'is missing'],
  ['an empty name', '', (told) => told.name('x'), 'is missing'],
  ['a name with a line end', 'a\nb', (told) => told.name('x'), 'has characters that are not allowed in a name'],
  ['a name with half a character', 'a\ud800', (told) => told.name('x'), 'has characters that are not allowed in a name'],
  ['a number for a name', 7, (told) => told.name('x'), 'expected a string, got a number'],
  ['a name beyond all limits', 'n'.repeat(513), (told) => told.name('x'), 'is longer than 512 characters'],
  ['a string for a time', '1760707430919', (told) => told.millis('x'), 'expected a finite number, got a string'],
  ['no number', NaN, (told) => told.number('x'), 'expected a finite number, got a number'],
  ['a time in seconds', 1760707430, (told) => told.millis('x'), 'is not a time in epoch milliseconds'],
  ['a time before AWS Batch', Date.UTC(2016, 11, 1) - 1, (told) => told.millis('x'), 'is not a time in epoch milliseconds'],
  ['a time before 1970', -1, (told) => told.millis('x'), 'is not a time in epoch milliseconds'],
  ['a time after the year 9999', Date.UTC(10000, 0, 1), (told) => told.millis('x'), 'is not a time in epoch milliseconds'],
  ['an instant after the year 9999', '9999-12-31T23:59:59-23:59', (told) => told.instant('x'), 'is not a time in ISO 8601'],
  ['less than nothing', -1, (told) => told.count('x'), 'is below zero'],
  ['an object of other than texts', { [String('secret')]: 7 }, (told) => told.texts('x'), 'has a value that is not a string'],
  ['a time beyond all calendars', 8.64e15 + 1, (told) => told.millis('x'), 'is not a time in epoch milliseconds'],
  ['a lone number as an instant', '1', (told) => told.instant('x'), 'is not a time in ISO 8601'],
  ['an instant without a zone', '2025-10-17T13:17:39', (told) => told.instant('x'), 'is not a time in ISO 8601'],
  ['a 13th month', '2025-13-17T13:17:39Z', (told) => told.instant('x'), 'is not a time in ISO 8601'],
  ['an instant before 1970', '1912-06-23T00:00:00Z', (told) => told.instant('x'), 'is not a time in ISO 8601'],
  ['seconds beyond all calendars', 1e300, (told) => told.secondsOrInstant('x'), 'is not a time in epoch seconds'],
  ['seconds before 1970', -5, (told) => told.secondsOrInstant('x'), 'is not a time in epoch seconds'],
  ['a fraction for a count', 1.5, (told) => told.integer('x'), 'is not a 32-bit integer'],
  ['more than 32 bits for a count', 2 ** 31, (told) => told.integer('x'), 'is not a 32-bit integer'],
  ['a word for a flag', 'yes', (told) => told.flag('x'), 'expected true or false, got a string'],
  ['an array for an object', [], (told) => told.object('x'), 'expected an object, got an array'],
  ['an object for an array', {}, (told) => told.list('x'), 'expected an array, got an object'],
])('%s is malformed', (_, value, read, problem) => {
  expect(problemOf(() => read(fields({ x: value })))).toBe(`detail.x: ${problem}`);
});

test('an entry of an array is named by its place', () => {
  expect(problemOf(() => fields({ x: [{}, 7] }).list('x'))).toBe('detail.x[1]: expected an object, got a number');
  expect(problemOf(() => fields({ x: ['EC2', 7] }).names('x'))).toBe('detail.x[1]: expected a string, got a number');
  expect(problemOf(() => fields({ x: ['EC2', 'n'.repeat(513)] }).names('x'))).toBe('detail.x[1]: is longer than 512 characters');
  expect(problemOf(() => Fields.of({}, '').name('time'))).toBe('time: is missing');
});

/** Times are told as text, in years of four digits. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

test('what lies on a limit is read', () => {
  const values = fields({
    zero: 0,
    first: Date.UTC(2016, 11, 1),
    last: LAST,
    lastSeconds: LAST / 1000,
    lastInstant: '9999-12-31T23:59:59.999Z',
    firstInstant: '2016-12-01T00:00:00Z',
    before: '2016-11-30T23:59:59.999Z',
    name: 'n'.repeat(512),
  });
  expect(values.millis('first')).toBe(Date.UTC(2016, 11, 1));
  expect([values.millis('zero'), values.secondsOrInstant('zero')]).toEqual([undefined, 0]);
  expect(values.instant('firstInstant')).toBe(values.millis('first'));
  expect(() => values.instant('before')).toThrow('is not a time in ISO 8601');
  expect([values.millis('last'), values.secondsOrInstant('lastSeconds'), values.instant('lastInstant')]).toEqual([LAST, LAST, LAST]);
  expect(values.name('name')).toHaveLength(512);
});

test('a malformed event is told from other errors by its name', () => {
  expect(new MalformedEvent('detail', 'is missing').name).toBe('MalformedEvent');
});

test.each<[string, (message: unknown) => unknown]>([
  ['job event', (message) => readJobEvent(message, [])],
  ['container instance', readInstanceEvent],
  ['notice of EC2', readHostNotice],
  ['look-up', readLookupRequest],
  ['departure', readDeparture],
  ['finished job that waits', readWaitingJob],
  ['entries that wait', readWaitingEntries],
  ['call of RunTask', readRunTaskEvent],
])('of a %s without detail, the place of what is missing is told from the top of the message', (_, read) => {
  expect(problemOf(() => read({}))).toBe('detail: is missing');
});

describe('fields of which those that cannot be read are left out', () => {
  const read = (values: unknown) => {
    const paths: string[] = [];
    return { paths, tolerant: fields(values).leavingOut((path) => paths.push(path)) };
  };

  test('have the names of a list that are names, and no place of the others', () => {
    const { paths, tolerant } = read({ x: [...Array<string>(10).fill('EC2'), 7, 'FARGATE'] });
    expect(tolerant.names('x')).toEqual([...Array<string>(10).fill('EC2'), 'FARGATE']);
    expect(paths).toEqual(['detail.x[]']);
  });

  test('have the keys of texts alone', () => {
    const { paths, tolerant } = read({ x: { Project: 'a', Team: 7, Owner: null } });
    expect(tolerant.texts('x')).toStrictEqual({ Project: 'a' });
    expect(tolerant.texts('x', ['Project', 'Missing'])).toStrictEqual({ Project: 'a' });
    expect(paths).toEqual(['detail.x']);
  });
});
