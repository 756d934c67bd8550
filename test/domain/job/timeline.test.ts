import * as fc from 'fast-check';
import { Fact, NODE_ENDED } from '../../../src/domain/job/facts';
import { secondsBetween, Timeline } from '../../../src/domain/job/timeline';

const runnable = (attempt: number, atMillis: number): Fact => ({ state: 'RUNNABLE', attempt, atMillis, token: 't' });
const times = (facts: readonly Fact[]) => {
  const timeline = new Timeline(facts);
  return [1, 2, 3, 4].map((attempt) => timeline.at('RUNNABLE', attempt));
};

test('each attempt has its own entry', () => {
  expect(times([runnable(3, 300), runnable(1, 100)])).toEqual([100, undefined, 300, undefined]);
});

const starting = (attempt: number, atMillis: number): Fact => ({ ...runnable(attempt, atMillis), state: 'STARTING' });
const running = (attempt: number, atMillis: number): Fact => ({ ...runnable(attempt, atMillis), state: 'RUNNING' });

test('an entry that two events report, with different times, is one entry, at the first time', () => {
  expect(times([runnable(1, 130), runnable(1, 100)])).toEqual([100, undefined, undefined, undefined]);
  expect(times([runnable(2, 300), runnable(1, 130), runnable(1, 100)])).toEqual([100, 300, undefined, undefined]);
  expect(times([runnable(1, 100), starting(1, 140), runnable(1, 141), running(1, 160), runnable(2, 300)])).toEqual([
    100,
    300,
    undefined,
    undefined,
  ]);
  const started = new Timeline([starting(1, 140), running(1, 142), starting(1, 143), runnable(2, 300), starting(2, 340)]);
  expect([started.at('STARTING', 1), started.at('STARTING', 2), started.at('STARTING', 3)]).toEqual([140, 340, undefined]);
});

test('two entries with one number are consecutive attempts, if the job left the state between them', () => {
  expect(times([runnable(1, 200), starting(1, 150), runnable(1, 100)])).toEqual([100, 200, undefined, undefined]);
  expect(times([runnable(1, 100), starting(1, 110), running(1, 120), runnable(1, 200), starting(1, 210), running(2, 220)])).toEqual([
    100,
    200,
    undefined,
    undefined,
  ]);
  expect(times([runnable(2, 300), starting(2, 250), runnable(1, 200), running(1, 150), runnable(1, 100)])).toEqual([
    100,
    200,
    300,
    undefined,
  ]);
});

test('events within a second: RUNNABLE comes before STARTING, and STARTING before RUNNING', () => {
  expect(times([runnable(1, 100), runnable(1, 130), starting(1, 130)])).toEqual([100, undefined, undefined, undefined]);
  const started = new Timeline([runnable(1, 100), starting(1, 100), starting(1, 130)]);
  expect([started.at('STARTING', 1), started.at('STARTING', 2)]).toEqual([100, undefined]);
});

test('a second RUNNABLE came too late if the attempt that started before it runs after it, without another start', () => {
  const second = [runnable(1, 100), starting(1, 110), runnable(1, 120)];
  const late = [100, undefined, undefined, undefined];
  const again = [100, 120, undefined, undefined];
  expect(times([...second, running(1, 120)])).toEqual(late);
  expect(times([...second, running(1, 130), runnable(2, 130)])).toEqual([100, 130, undefined, undefined]);
  expect(times(second)).toEqual(again);
  expect(times([...second, starting(1, 130), running(1, 140)])).toEqual(again);
  expect(times([...second, starting(1, 120), running(1, 130)])).toEqual(again);
  expect(times([...second, running(2, 130)])).toEqual(again);
  expect(times([...second, running(1, 115), running(1, 130)])).toEqual(again);
});

test('entries of two attempts within a second are two', () => {
  expect(times([runnable(1, 100), starting(1, 100), runnable(2, 100), starting(2, 300)])).toEqual([100, 100, undefined, undefined]);
});

test('states do not mix', () => {
  const timeline = new Timeline([runnable(1, 100), { state: 'STARTING', attempt: 1, atMillis: 150, token: 't' }]);
  expect(timeline.at('STARTING', 1)).toBe(150);
  expect(timeline.at('RUNNING', 1)).toBeUndefined();
});

test('the order of facts does not matter', () => {
  const facts = [runnable(1, 100), starting(1, 150), runnable(1, 200), runnable(2, 300), runnable(2, 310), runnable(4, 400)];
  fc.assert(fc.property(fc.shuffledSubarray(facts, { minLength: 6 }), (shuffled) => expect(times(shuffled)).toEqual(times(facts))));
});

test('a fact knows its attempt, also one that the timeline has not heard of', () => {
  const timeline = new Timeline([runnable(1, 100), starting(1, 150), runnable(1, 200), runnable(1, 230)]);
  expect(timeline.attemptOf(runnable(1, 200))).toBe(2);
  expect(timeline.attemptOf(runnable(1, 230))).toBe(2);
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

test('the end of a node is no entry, and no sign that the job left a state', () => {
  const nodeEnded: Fact = { state: NODE_ENDED, attempt: 1, atMillis: 110, token: 't' };
  const timeline = new Timeline([starting(1, 100), nodeEnded, starting(1, 130)]);
  expect([timeline.at('STARTING', 1), timeline.at('STARTING', 2)]).toEqual([100, undefined]);
});
