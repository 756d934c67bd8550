import * as fc from 'fast-check';
import { joinByJob, observe, Observation } from '../../../src/domain/collect/observe';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { encodeFact, JobFacts } from '../../../src/domain/job/facts';
import { runs } from '../../property-runs';
import { arrayChild, arrayParent, at, AwsEvent, ended, jobEvent, JOB_ID, multiNodeParent, node, ran } from '../events';
import { Fold } from '../fold';

const observation = (event: AwsEvent, token: string): Observation => ({ reading: readJobEvent(event, []), token });
const over = [ran('t1', 20, 90, 0)];

describe('a batch', () => {
  test('is joined job by job', () => {
    const other = jobEvent('RUNNABLE', 6, { detail: arrayChild(1) });
    const updates = joinByJob([
      observation(jobEvent('RUNNABLE', 5), 'a'),
      observation(other, 'b'),
      observation(jobEvent('STARTING', 15), 'c'),
    ]);
    expect(updates.map(({ jobId, facts }) => [jobId, facts.facts.map(({ state }) => state)])).toEqual([
      [JOB_ID, ['RUNNABLE', 'STARTING']],
      [`${JOB_ID}:1`, ['RUNNABLE']],
    ]);
  });

  test('with copies keeps the first of each', () => {
    const [update] = joinByJob([
      observation(jobEvent('RUNNABLE', 5), 'a'),
      observation(jobEvent('RUNNABLE', 5), 'b'),
      observation(ended('SUCCEEDED', 90, over), 'c'),
      observation(ended('SUCCEEDED', 90, over), 'd'),
    ]);
    expect(update.facts).toMatchObject({ facts: [{ token: 'a' }], ended: 'c' });
    expect(update.end?.token).toBe('c');
    expect(observe(update, { facts: [] }, () => ({ dimensions: {} }))).toMatchObject({ duplicates: 2, late: 0, finished: { token: 'c' } });
  });
});

describe('an event', () => {
  test('of an array parent or of a node is counted nowhere', () => {
    const fold = new Fold().tell(jobEvent('PENDING', 5, { detail: arrayParent(3) }));
    expect(fold.outcomes[0]).toMatchObject({ dataPoints: [], duplicates: 0 });
    const main = new Fold().tell(jobEvent('RUNNABLE', 5, { detail: node(0) }), jobEvent('STARTING', 9, { detail: node(0) }));
    expect(main.dataPoints).toEqual([]);
  });

  test('of a multi-node job is counted', () => {
    const job = new Fold().tell(
      jobEvent('RUNNABLE', 5, { detail: multiNodeParent(2) }),
      jobEvent('STARTING', 9, { detail: multiNodeParent(2) }),
    );
    expect(job.values('JobsRunnable')).toEqual([1]);
    expect(job.values('RunnableSeconds')).toEqual([4]);
  });

  test('that comes after the end is late, and counted', () => {
    const fold = new Fold().tell(ended('SUCCEEDED', 90, over));
    const [outcome] = fold.deliver({ id: 'late', event: jobEvent('STARTING', 15) });
    expect(outcome).toMatchObject({ late: 1, duplicates: 0 });
    expect(outcome.dataPoints.map(({ name }) => name)).toEqual(['JobsStarting']);
  });

  test('that does not say when its job was created measures no time in the queue', () => {
    expect(new Fold().tell(jobEvent('RUNNABLE', 5, { detail: { createdAt: undefined } })).values('QueuedSeconds')).toEqual([]);
  });

  test('of a second RUNNABLE measures no second time in the queue', () => {
    expect(
      new Fold().tell(jobEvent('RUNNABLE', 5), jobEvent('RUNNABLE', 50, { over: [ran('t1', 10, 40, 1)] })).values('QueuedSeconds'),
    ).toEqual([5]);
  });
});

test('a wait is measured once, by whichever of its ends comes last', () => {
  const starting = jobEvent('STARTING', 15, { attempt: { id: 't1' } });
  expect(new Fold().tell(starting, jobEvent('RUNNABLE', 5)).values('RunnableSeconds')).toEqual([10]);
  const running = jobEvent('RUNNING', 21, { attempt: { id: 't1', startedAt: over[0].startedAt } });
  const fold = new Fold();
  fold.deliver({ id: 'a', event: running }, { id: 'b', event: starting });
  expect(fold.values('StartingSeconds')).toEqual([5]);
});

describe('an entry into a state that two events report, with different times', () => {
  const first = jobEvent('RUNNABLE', 5);
  const second = jobEvent('RUNNABLE', 6);
  const counted = (fold: Fold) => fold.dataPoints.filter(({ name }) => name === 'JobsRunnable').map(({ atMillis }) => atMillis);

  test.each([
    ['in order', [first, second], at(5)],
    ['in reverse order', [second, first], at(6)],
  ])('is counted once, at the time of the report that came first: %s', (_, events, time) => {
    expect(counted(new Fold().tell(...events))).toEqual([time]);
  });

  test('is counted once in one batch, at its first time', () => {
    const fold = new Fold();
    fold.deliver({ id: 'b', event: second }, { id: 'a', event: first });
    expect(counted(fold)).toEqual([at(5)]);
  });

  test('is counted again where the message that was counted is delivered again', () => {
    const fold = new Fold();
    fold.deliver({ id: 'b', event: second });
    fold.deliver({ id: 'a', event: first });
    fold.deliver({ id: 'b', event: second });
    expect(counted(fold)).toEqual([at(6), at(6)]);
  });

  test('is counted once more where a batch with both reports is delivered again', () => {
    const fold = new Fold();
    for (let delivery = 0; delivery < 2; delivery++) fold.deliver({ id: 'a', event: first }, { id: 'b', event: second });
    expect(counted(fold)).toEqual([at(5), at(5)]);
  });

  test('is found to be one of its own when the place between them is reported', () => {
    const [starting, again] = [jobEvent('STARTING', 5.5), jobEvent('RUNNABLE', 60)];
    for (const events of [
      [first, jobEvent('STARTING', 10), again],
      [first, again, jobEvent('STARTING', 10)],
      [again, first, jobEvent('STARTING', 10)],
    ]) {
      expect(counted(new Fold().tell(...events))).toHaveLength(2);
    }
    expect(counted(new Fold().tell(starting, first, starting))).toHaveLength(1);
  });

  test('is counted at its own time when it is found to be another one than a later entry that was counted', () => {
    const fold = new Fold().tell(jobEvent('RUNNABLE', 60), jobEvent('STARTING', 10), first);
    expect(counted(fold)).toEqual([at(60), at(5)]);
  });

  test('is another one for another attempt or another state', () => {
    const retry = { over: [ran('t1', 10, 20, 1)] };
    const fold = new Fold().tell(first, jobEvent('STARTING', 7), jobEvent('RUNNABLE', 22, retry), jobEvent('STARTING', 25, retry));
    expect(fold.dataPoints.filter(({ name }) => /^Jobs/.test(name)).map(({ name, atMillis }) => [name, atMillis])).toEqual([
      ['JobsRunnable', at(5)],
      ['JobsStarting', at(7)],
      ['JobsRunnable', at(22)],
      ['JobsStarting', at(25)],
    ]);
  });
});

const RETRY = { over: [ran('t1', 10, 20, 1)] };
const OF_TWO_ATTEMPTS = [
  ...[5, 6, 18, 60].map((second) => jobEvent('RUNNABLE', second)),
  ...[5.5, 10, 61].map((second) => jobEvent('STARTING', second)),
  ...[12, 62].map((second) => jobEvent('RUNNING', second)),
  ...[22, 40].map((second) => jobEvent('RUNNABLE', second, RETRY)),
  jobEvent('STARTING', 25, RETRY),
  jobEvent('RUNNING', 30, RETRY),
];
const STATES = { RUNNABLE: 'JobsRunnable', STARTING: 'JobsStarting', RUNNING: 'JobsRunning' };

test('in any order, as many entries count as become known, an event that is one of them at its own time', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(OF_TWO_ATTEMPTS), (events) => {
      const fold = new Fold();
      let before = fold.timelineOf(JOB_ID).firstEntries;
      for (const [index, event] of events.entries()) {
        const [{ dataPoints }] = fold.deliver({ id: `message-${index}`, event });
        const after = fold.timelineOf(JOB_ID).firstEntries;
        for (const [state, metric] of Object.entries(STATES)) {
          const own = observation(event, '').reading;
          const [then, now] = [before, after].map((entries) => entries.filter((entry) => entry.state === state));
          const times = dataPoints.filter(({ name }) => name === metric).map(({ atMillis }) => atMillis);
          expect(times).toHaveLength(Math.max(0, now.length - then.length));
          const isOwn = own.state === state && now.some(({ atMillis }) => atMillis === own.eventTime);
          if (isOwn && times.length > 0) expect(times).toContain(own.eventTime);
        }
        before = after;
      }
    }),
    { numRuns: runs(500) },
  );
});

describe('what is to be taken back of an update that cannot be brought to its end', () => {
  const runnable = observation(jobEvent('RUNNABLE', 5), 'a');
  const end = observation(ended('SUCCEEDED', 90, over), 'c');
  const own = (batch: readonly Observation[], known: JobFacts) => observe(joinByJob(batch)[0], known, () => ({ dimensions: {} })).own;
  const told = (token: string) => ({ state: 'RUNNABLE' as const, atMillis: at(5), attempt: 1, token });

  test('is each fact that it brought, and the end', () => {
    expect(own([runnable], { facts: [] })).toStrictEqual({ facts: [told('a')], possiblyEmitted: [] });
    expect(own([runnable, end], { facts: [] })).toStrictEqual({ facts: [told('a')], ended: 'c', possiblyEmitted: [] });
  });

  test('is nothing that another message had told', () => {
    expect(own([runnable, end], { facts: [told('x')], ended: 'y' })).toStrictEqual({ facts: [], possiblyEmitted: [] });
  });

  test('is what the same messages told when they were delivered before, as the table holds it', () => {
    const copy = { ...runnable, token: 'b' };
    const [name] = encodeFact(told('b'));
    expect(own([runnable, copy, end], { facts: [told('b')], ended: 'c' })).toStrictEqual({
      facts: [told('b')],
      ended: 'c',
      possiblyEmitted: [name, 'Ended'],
    });
  });
});

test('the time of creation is taken from whichever event of a batch tells it', () => {
  const fold = new Fold();
  fold.deliver(
    { id: 'a', event: jobEvent('PENDING', 2, { detail: { createdAt: undefined } }) },
    { id: 'b', event: jobEvent('RUNNABLE', 5) },
  );
  expect(fold.values('QueuedSeconds')).toEqual([5]);
});
