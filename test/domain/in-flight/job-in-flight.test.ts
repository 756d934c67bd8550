import * as fc from 'fast-check';
import { STATES_IN_FLIGHT, stateOf } from '../../../src/domain/in-flight/job-in-flight';
import { decodeFacts, encodeFact, Fact, NODE_ENDED, TimedState } from '../../../src/domain/job/facts';

const fact = (state: TimedState, atMillis: number, attempt = 1): Fact => ({ state, atMillis, attempt, token: `t${atMillis}` });

describe('the state of a job', () => {
  test('is the furthest that is told, since when it was entered', () => {
    expect(stateOf([fact('RUNNABLE', 20), fact('STARTING', 60), fact('PENDING', 10)])).toEqual({ state: 'STARTING', sinceMillis: 60 });
  });

  test('does not depend on ends of a node', () => {
    const nodeEnded: Fact = { ...fact('RUNNING', 700), state: NODE_ENDED };
    expect(stateOf([fact('RUNNABLE', 20), nodeEnded])).toEqual({ state: 'RUNNABLE', sinceMillis: 20 });
    expect(stateOf([nodeEnded])).toBeUndefined();
  });

  test('is that of the last attempt', () => {
    expect(stateOf([fact('RUNNING', 90), fact('RUNNABLE', 600, 2), fact('RUNNABLE', 20)])).toEqual({ state: 'RUNNABLE', sinceMillis: 600 });
  });

  test('is RUNNABLE again where the retry is told with the number of the attempt before', () => {
    expect(stateOf([fact('RUNNABLE', 20), fact('STARTING', 60), fact('RUNNING', 90), fact('RUNNABLE', 600)])).toEqual({
      state: 'RUNNABLE',
      sinceMillis: 600,
    });
  });

  test('is that of a later attempt, although facts of it are missing', () => {
    expect(stateOf([fact('RUNNING', 90), fact('STARTING', 660, 3)])).toEqual({ state: 'STARTING', sinceMillis: 660 });
  });

  test('does not go back where clocks disagree within an attempt', () => {
    expect(stateOf([fact('RUNNING', 59_500), fact('STARTING', 60_000)])).toEqual({ state: 'RUNNING', sinceMillis: 59_500 });
    expect(stateOf([fact('STARTING', 60_000), fact('RUNNING', 59_500)])).toEqual({ state: 'RUNNING', sinceMillis: 59_500 });
  });

  test.each<[string, Fact[], TimedState, number]>([
    ['starts', [fact('RUNNABLE', 20), fact('RUNNABLE', 30), fact('STARTING', 60)], 'STARTING', 60],
    ['runs', [fact('RUNNABLE', 20), fact('RUNNABLE', 30), fact('STARTING', 60), fact('RUNNING', 90)], 'RUNNING', 90],
    ['started twice', [fact('RUNNABLE', 20), fact('STARTING', 60), fact('STARTING', 70), fact('RUNNING', 90)], 'RUNNING', 90],
    [
      'starts, of which two events report it',
      [fact('RUNNABLE', 20), fact('RUNNABLE', 25), fact('RUNNABLE', 30), fact('STARTING', 60), fact('STARTING', 70)],
      'STARTING',
      60,
    ],
    [
      'runs after it started twice',
      [fact('RUNNABLE', 20), fact('RUNNABLE', 25), fact('RUNNABLE', 30), fact('STARTING', 60), fact('STARTING', 70), fact('RUNNING', 90)],
      'RUNNING',
      90,
    ],
    [
      'runs, which was reported twice after two starts',
      [fact('RUNNABLE', 20), fact('STARTING', 60), fact('RUNNABLE', 65), fact('STARTING', 70), fact('RUNNING', 90), fact('RUNNING', 95)],
      'RUNNING',
      90,
    ],
    [
      'runs, since the second of its second start',
      [fact('RUNNABLE', 20), fact('STARTING', 60), fact('RUNNABLE', 65), fact('STARTING', 70), fact('RUNNING', 70)],
      'RUNNING',
      70,
    ],
    [
      'starts its next attempt',
      [fact('RUNNABLE', 20), fact('RUNNABLE', 30), fact('RUNNABLE', 40), fact('RUNNING', 50), fact('STARTING', 60, 2)],
      'STARTING',
      60,
    ],
    ['retries before its start is told', [fact('RUNNING', 650), fact('RUNNABLE', 600, 2)], 'RUNNABLE', 600],
    [
      'retries',
      [fact('RUNNABLE', 20), fact('RUNNABLE', 30), fact('STARTING', 60), fact('RUNNING', 90), fact('RUNNABLE', 600, 2)],
      'RUNNABLE',
      600,
    ],
    ['starts its retry', [fact('RUNNABLE', 20), fact('RUNNABLE', 30), fact('RUNNABLE', 600), fact('STARTING', 660, 2)], 'STARTING', 660],
  ])('does not stay in one that was told twice of an attempt: it %s', (_, facts, state, sinceMillis) => {
    expect(stateOf(facts)).toEqual({ state, sinceMillis });
    expect(stateOf([...facts].reverse())).toEqual({ state, sinceMillis });
  });

  test('is none where no fact is left', () => {
    expect(stateOf([])).toBeUndefined();
  });

  test('is the same in every order of its facts', () => {
    const facts = fc.uniqueArray(
      fc.record({
        state: fc.constantFrom(...STATES_IN_FLIGHT),
        atMillis: fc.integer({ min: 0, max: 50 }),
        attempt: fc.integer({ min: 1, max: 4 }),
        token: fc.constant('t'),
      }),
      { minLength: 1, maxLength: 8, selector: ({ state, atMillis }) => `${state} ${atMillis}` },
    );
    const shuffled = facts.chain((known) => fc.tuple(fc.constant(known), fc.shuffledSubarray(known, { minLength: known.length })));
    fc.assert(
      fc.property(shuffled, ([known, other]) => {
        expect(stateOf(other)).toEqual(stateOf(known));
        expect(stateOf(decodeFacts(Object.fromEntries(other.map(encodeFact))).facts)).toEqual(stateOf(known));
      }),
      { numRuns: 500 },
    );
  });
});
