import * as fc from 'fast-check';
import { tokenOf } from '../../../src/domain/event/message-token';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import {
  decodeFacts,
  encodeFact,
  ENDED,
  Fact,
  factOf,
  JobFacts,
  joinFacts,
  markOf,
  allPossiblyEmitted,
  nameOfFact,
  NODE_ENDED,
  TimedState,
} from '../../../src/domain/job/facts';
import { at, ended as endOf, jobEvent, node, ran } from '../events';

const STATES: readonly TimedState[] = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'];
const token = fc.string().map(tokenOf);
const fact: fc.Arbitrary<Fact> = fc.record({
  state: fc.constantFrom(...STATES, NODE_ENDED),
  atMillis: fc.integer({ min: 0, max: 8.64e15 }),
  attempt: fc.integer({ min: 1, max: 11 }),
  token,
});
/** Few states and instants, so that the same fact is often told by two messages. */
const crowdedFact = fc
  .record({ state: fc.constantFrom<TimedState>('RUNNABLE', 'STARTING'), atMillis: fc.integer({ min: 0, max: 3 }), token })
  .map((told): Fact => ({ ...told, attempt: told.atMillis + 1 }));
const jobFacts: fc.Arbitrary<JobFacts> = fc
  .tuple(fc.array(crowdedFact, { maxLength: 8 }), fc.option(token, { nil: undefined }))
  .map(([facts, ended]) => joinFacts({ facts: [] }, { facts, ...(ended === undefined ? {} : { ended }) }));

/** What is known, whichever message told it first. */
const knowledge = ({ facts, ended }: JobFacts) => ({
  facts: facts.map(({ state, atMillis, attempt }) => `${state} ${attempt} ${atMillis}`).sort(),
  ended: ended !== undefined,
});

describe('joining facts', () => {
  test('is commutative in what is known', () => {
    fc.assert(fc.property(jobFacts, jobFacts, (a, b) => expect(knowledge(joinFacts(a, b))).toEqual(knowledge(joinFacts(b, a)))));
  });

  test('is associative, to the messages that told first', () => {
    fc.assert(
      fc.property(jobFacts, jobFacts, jobFacts, (a, b, c) => expect(joinFacts(joinFacts(a, b), c)).toEqual(joinFacts(a, joinFacts(b, c)))),
    );
  });

  test('is idempotent, and knowing nothing changes nothing', () => {
    fc.assert(
      fc.property(jobFacts, jobFacts, (a, b) => {
        expect(joinFacts(a, a)).toEqual(a);
        expect(joinFacts(joinFacts(a, b), b)).toEqual(joinFacts(a, b));
        expect(joinFacts({ facts: [] }, a)).toEqual(a);
        expect(joinFacts(a, { facts: [] })).toEqual(a);
      }),
    );
  });

  test('leaves a fact to the message that told it first', () => {
    const told = (by: string): JobFacts => ({ facts: [{ state: 'RUNNABLE', atMillis: 5, attempt: 1, token: by }], ended: by });
    expect(joinFacts(told('first'), told('second'))).toEqual(told('first'));
  });
});

test('GIVEN two entries into a state within a second WHEN they are joined THEN both are facts, if they belong to different attempts', () => {
  const entry = (attempt: number): JobFacts => ({ facts: [{ state: 'RUNNABLE', atMillis: 5, attempt, token: 'k' }] });
  expect(joinFacts(entry(1), entry(2)).facts.map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(joinFacts(entry(2), entry(2)).facts).toHaveLength(1);
});

describe('a fact as an attribute', () => {
  test('of a time beyond all calendars is none', () => {
    expect(decodeFacts({ rzzzzzzzzzzzz: '1.a', [`r${'z'.repeat(400)}`]: '1.a', r1: `${'9'.repeat(400)}.a` })).toEqual({ facts: [] });
  });

  test('is read back as it was', () => {
    fc.assert(fc.property(fact, (told) => expect(decodeFacts(Object.fromEntries([encodeFact(told)]))).toEqual({ facts: [told] })));
  });

  test.each([
    [1, 'ra'],
    [2, 'ra.2'],
    [11, 'ra.11'],
  ])('of attempt %d has the name %s', (attempt, name) => {
    expect(encodeFact({ state: 'RUNNABLE', atMillis: 10, attempt, token: 'k' })).toEqual([name, `${attempt}.k`]);
  });

  test('GIVEN the last instant that a date can hold WHEN read back THEN it is a fact', () => {
    const last: Fact = { state: 'RUNNING', atMillis: 8.64e15, attempt: 1, token: 'a' };
    expect(decodeFacts(Object.fromEntries([encodeFact(last)]))).toEqual({ facts: [last] });
  });

  test('GIVEN one that was taken back after it may have been told WHEN read THEN its mark is left of it, and no fact', () => {
    expect(decodeFacts({ [markOf('r1')]: 1, [markOf(ENDED)]: 1, s2: '1.a' })).toEqual({
      facts: [{ state: 'STARTING', atMillis: 2, attempt: 1, token: 'a' }],
      possiblyEmitted: ['r1', ENDED],
    });
  });

  test('stays small: the facts of ten attempts fit into six hundred bytes', () => {
    const bytes = Array.from({ length: 30 }, (_, index) =>
      encodeFact({
        state: STATES[2 + (index % 3)],
        atMillis: at(index),
        attempt: 1 + Math.floor(index / 3),
        token: tokenOf('8f0c6f0e-3b0e-5d0f-9c2e-6a7f0f1d2b3c'),
      }),
    ).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    expect(bytes).toBeLessThan(600);
  });

  test('is told apart from everything else that an item holds', () => {
    const item = {
      JobId: 'r1',
      Ended: 'k3',
      rest: 'x',
      run: '1',
      r1: undefined,
      s1: 7,
      g1: 'x.y',
      x1: '1.a',
      R1: '1.a',
      r: '1.a',
      [`r${'_'}1`]: '1.a',
      p2: '2.a.b',
      s2: 'x1.a',
      s3: ['1.a'],
      s5: '1.a\n',
      [`s4${'-'}`]: '1.a',
    };
    expect(decodeFacts(item)).toEqual({ facts: [{ state: 'PENDING', atMillis: 2, attempt: 2, token: 'a.b' }], ended: 'k3' });
    expect(decodeFacts({ [ENDED]: 5 })).toEqual({ facts: [] });
  });
});

describe('what may all be told already', () => {
  const facts: Fact[] = [
    { state: 'RUNNABLE', atMillis: 1, attempt: 1, token: 'a' },
    { state: 'STARTING', atMillis: 2, attempt: 1, token: 'b' },
  ];

  test.each<[string, string | undefined, string[]]>([
    ['an end', 'c', [ENDED]],
    ['no end', undefined, []],
  ])('has the name of each fact, and with %s its name', (_, ended, names) => {
    const own = { facts, possiblyEmitted: [nameOfFact(facts[0])], ...(ended === undefined ? {} : { ended }) };
    expect(allPossiblyEmitted(own)).toEqual({ ...own, possiblyEmitted: [...facts.map(nameOfFact), ...names] });
  });
});

describe('the fact of an event', () => {
  const factIn = (event: unknown) => factOf(readJobEvent(event, []), 'token');

  test('has the time of the envelope, and of a start the millisecond', () => {
    expect(factIn(jobEvent('RUNNABLE', 5.9))).toEqual({ state: 'RUNNABLE', atMillis: at(5), attempt: 1, token: 'token' });
    expect(factIn(jobEvent('RUNNING', 8, { attempt: ran('t1', 7.123, 0) }))).toMatchObject({ atMillis: at(7.123) });
    expect(factIn(jobEvent('RUNNABLE', 50, { detail: { startedAt: at(7) } }))).toMatchObject({ atMillis: at(50) });
    expect(factIn(jobEvent('RUNNING', 8))).toMatchObject({ atMillis: at(8) });
  });

  test('belongs to the attempt after those that stopped', () => {
    const over = [ran('t1', 10, 20, 1), ran('t2', 30, 40, 1)];
    expect(factIn(jobEvent('RUNNABLE', 50, { over }))).toMatchObject({ attempt: 3 });
    expect(factIn(jobEvent('RUNNING', 50, { over: [over[0], { ...over[1], stoppedAt: undefined }] }))).toMatchObject({ attempt: 2 });
  });

  test('is, of a node, also its end, after the attempts that ended', () => {
    const end = endOf('FAILED', 20, [ran('t1', 10, 20, 1)], { detail: node(1) });
    const { eventTime } = readJobEvent(end, []);
    expect(factIn(end)).toEqual({ state: NODE_ENDED, atMillis: eventTime, attempt: 1, token: 'token' });
    expect(encodeFact({ state: NODE_ENDED, atMillis: 36, attempt: 2, token: 'k' })).toEqual(['e10.2', '2.k']);
  });

  test('is none at the end of a job', () => {
    expect(factIn(jobEvent('SUCCEEDED', 5))).toBeUndefined();
    expect(factIn(jobEvent('FAILED', 5))).toBeUndefined();
  });
});

test('a token is the same for the same message and short', () => {
  expect(tokenOf('2a3f')).toBe('jry3eu');
  expect(new Set(Array.from({ length: 10_000 }, (_, index) => tokenOf(`message-${index}`))).size).toBe(10_000);
  expect(tokenOf('x'.repeat(1000)).length).toBeLessThan(8);
});
