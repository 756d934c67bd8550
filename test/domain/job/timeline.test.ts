import * as fc from 'fast-check';
import { Fact } from '../../../src/domain/job/facts';
import { secondsBetween, Timeline } from '../../../src/domain/job/timeline';

const runnable = (attempt: number, atMillis: number): Fact => ({ state: 'RUNNABLE', attempt, atMillis, token: 't' });
const times = (facts: readonly Fact[]) => {
  const timeline = new Timeline(facts);
  return [1, 2, 3, 4].map((attempt) => timeline.at('RUNNABLE', attempt));
};

test('each attempt has its own entry', () => {
  expect(times([runnable(3, 300), runnable(1, 100)])).toEqual([100, undefined, 300, undefined]);
});

test('two entries told with one number are consecutive attempts', () => {
  expect(times([runnable(1, 200), runnable(1, 100)])).toEqual([100, 200, undefined, undefined]);
  expect(times([runnable(2, 300), runnable(1, 200), runnable(1, 100)])).toEqual([100, 200, 300, undefined]);
});

test('states do not mix', () => {
  const timeline = new Timeline([runnable(1, 100), { state: 'STARTING', attempt: 1, atMillis: 150, token: 't' }]);
  expect(timeline.at('STARTING', 1)).toBe(150);
  expect(timeline.at('RUNNING', 1)).toBeUndefined();
});

test('the order of facts does not matter', () => {
  const facts = [runnable(1, 100), runnable(1, 200), runnable(2, 300), runnable(4, 400)];
  fc.assert(fc.property(fc.shuffledSubarray(facts, { minLength: 4 }), (shuffled) => expect(times(shuffled)).toEqual(times(facts))));
});

test('a fact knows its attempt, also one that the timeline has not heard of', () => {
  const timeline = new Timeline([runnable(1, 100), runnable(1, 200)]);
  expect(timeline.attemptOf(runnable(1, 200))).toBe(2);
  expect(timeline.attemptOf(runnable(3, 900))).toBe(3);
  expect(timeline.attemptOf({ ...runnable(2, 900), state: 'PENDING' })).toBe(2);
});

test('time between instants is in seconds, to the millisecond, and never negative', () => {
  expect(secondsBetween(1000, 3600_000)).toBe(3599);
  expect(secondsBetween(0, 90_061_001)).toBe(90061.001);
  expect(secondsBetween(5000, 4000)).toBe(0);
  expect(secondsBetween(undefined, 5)).toBeUndefined();
  expect(secondsBetween(5, undefined)).toBeUndefined();
});
