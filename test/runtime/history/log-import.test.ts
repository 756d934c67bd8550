import * as fc from 'fast-check';
import { DeployedHistory, job, LogEvent, logEvent, NOW, transitions } from './deployed-history';
import { runs } from '../../property-runs';
import { answerError } from '../stage/wire';

const history = DeployedHistory.use();
const { firehose, logs, lines } = history;
const at = (time: string): number => Date.parse(time);
const log = (...events: LogEvent[]): void => void logs.groups.set('collector', events);
const ids = () => firehose.rowsOf('stream-of-jobs').map((row) => row.job_id);
/** Every minute a job. */
const minutes = (count: number, from = at('2026-03-01T00:00:00Z')) =>
  Array.from({ length: count }, (_, index) => logEvent(job(`job-${index}`), from + index * 60_000));
const RANGE = { from: '2026-03-01', to: '2026-03-02' };

describe('an import', () => {
  test('writes what was logged within its time, and nothing else', async () => {
    log(
      logEvent(job('before'), at('2026-02-28T23:59:59.999Z')),
      logEvent(job('first'), at('2026-03-01T00:00:00Z')),
      logEvent(transitions(), at('2026-03-01T10:00:00Z')),
      logEvent({ RecordType: 'queue-blocked', Cause: { RecordType: 'job' } }, at('2026-03-01T10:00:00Z')),
      logEvent(job('last'), at('2026-03-01T23:59:59.999Z')),
      logEvent(job('after'), at('2026-03-02T00:00:00Z')),
    );
    expect(await history.import(RANGE)).toEqual({ records: 3, rejected: 0, complete: true });
    expect(ids()).toEqual(['first', 'last']);
    expect(firehose.rowsOf('stream-of-transitions')).toHaveLength(1);
  });

  test('gives rows the id and the time of their line', async () => {
    const line = logEvent(transitions(), at('2026-03-01T10:00:00Z'));
    log(line);
    await history.import(RANGE);
    expect(firehose.rowsOf('stream-of-transitions')).toEqual([expect.objectContaining({ log_event_id: line.id })]);
  });

  test('ends now if it has no end, and counts lines that are no rows', async () => {
    log(logEvent(job('a', { StoppedAt: 'canary' }), NOW - 1), logEvent(job('b'), NOW - 1), logEvent(job('future'), NOW));
    expect(await history.import({ from: '2026-03-09' })).toEqual({ records: 1, rejected: 1, complete: true });
    expect(firehose.rowsOf('stream-of-jobs')).toHaveLength(2);
    expect(lines.raw).toEqual([]);
  });

  test('goes on after empty pages', async () => {
    logs.emptyPages = 2;
    log(...minutes(7));
    expect(await history.import(RANGE)).toMatchObject({ records: 7, complete: true });
    expect(ids()).toEqual(minutes(7).map((_, index) => `job-${index}`));
  });

  test.each([[{}], [null], [{ from: 'canary' }], [{ from: '2026-03-02', to: '2026-03-01' }]])('refuses %j', async (message) => {
    await expect(history.import(message)).rejects.toThrow('payload');
    expect(logs.wire.requests).toEqual([]);
  });

  test('of a dataset without a log group reads none for it', async () => {
    history.streams = { jobs: 'stream-of-jobs', transitions: 'stream-of-transitions', instances: 'stream-of-instances' };
    log(...minutes(1));
    expect(await history.import(RANGE)).toMatchObject({ records: 1, complete: true });
    expect(logs.wire.requests.filter(({ body }) => body.includes('instance'))).toEqual([]);
  });

  test('fails if what CloudWatch Logs answers is no page', async () => {
    logs.fail = () => ({ status: 200, body: '[]' });
    await expect(history.import(RANGE)).rejects.toThrow('FilterLogEvents');
  });

  test('fails if it may not read', async () => {
    logs.fail = () => answerError('AccessDeniedException');
    await expect(history.import(RANGE)).rejects.toThrow('The call to logs failed: 400 AccessDeniedException');
  });
});

/** Imports again and again, each time from where the last one ended, as the documentation tells users to. */
async function importAll(range: { from: string; to?: string }, left: () => () => number): Promise<number> {
  let next: { from: string; to?: string } | undefined = range;
  let invocations = 0;
  while (next) {
    const { complete, continueFrom } = await history.import(next, left());
    expect(complete).toBe(continueFrom === undefined);
    next = continueFrom === undefined ? undefined : { ...range, from: continueFrom };
    invocations++;
    if (invocations > 200) throw new Error('The import does not end');
  }
  return invocations;
}

/** Invocations of which each request takes a part of the time: they have time for so many. */
const timeFor = (calls: number) => (): (() => number) => {
  const count = (): number => logs.wire.requests.length + firehose.puts.length;
  const before = count();
  return () => 1_000 * (calls + before - count());
};

describe('an import that', () => {
  test('has many lines takes some invocations, and writes no line of a whole slice twice', async () => {
    log(...minutes(600));
    logs.pageSize = 2;
    expect(await importAll(RANGE, timeFor(150))).toBeGreaterThan(3);
    expect(new Set(ids()).size).toBe(600);
    expect(ids().length).toBeLessThan(700);
    expect(lines.raw).toEqual([]);
  });

  test('has too many lines for a slice reads shorter ones, and writes each line once', async () => {
    log(...minutes(600));
    expect(await history.import(RANGE)).toEqual({ records: 600, rejected: 0, complete: true });
    expect(new Set(ids()).size).toBe(600);
    expect(ids()).toHaveLength(600);
  });

  test.each([
    [20, 'is read once, and followed by others of the same length', 20 + 2 * 2],
    [11, 'is followed by others of the same length', 11 + 2 * 2],
    [10, 'is followed by one that is twice as long', 10 + 2],
  ])('has a first slice of %d pages, which %s', async (pages, _, requests) => {
    logs.pageSize = 1;
    const from = at('2026-03-01T00:00:00Z');
    // Each slice has a page of transitions too.
    log(...Array.from({ length: pages - 1 }, (_line, index) => logEvent(job(`job-${index}`), from + index)));
    expect(await history.import({ from: '2026-03-01T00:00:00Z', to: '2026-03-01T03:00:00Z' })).toMatchObject({ complete: true });
    expect(logs.wire.requests.length).toBe(requests);
  });

  test('has too many lines of one millisecond reads them all', async () => {
    log(...Array.from({ length: 100 }, (_, index) => logEvent(job(`job-${index}`), at('2026-03-01T00:00:00.007Z'))));
    expect(await history.import(RANGE)).toEqual({ records: 100, rejected: 0, complete: true });
    expect(ids()).toHaveLength(100);
  });

  test('is throttled beyond its tries ends where the next one goes on', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.001);
    log(...minutes(200));
    logs.fail = (call) => (call > 30 && call < 40 ? answerError('ThrottlingException') : undefined);
    expect(await importAll(RANGE, () => () => 900_000)).toBe(2);
    random.mockRestore();
    expect(new Set(ids()).size).toBe(200);
    expect(lines.all).toEqual([expect.objectContaining({ RecordType: 'processing-failed', Subject: 'Import' })]);
  });

  test('has a stream that accepts no more ends where the next one goes on', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.001);
    log(...minutes(200));
    firehose.refuse = (text, call) => call > 2 && call < 17 && text.includes('job-9');
    expect(await importAll(RANGE, () => () => 900_000)).toBe(2);
    random.mockRestore();
    expect(new Set(ids()).size).toBe(200);
  });

  test('has no time left ends where the next one goes on, and misses no line', async () => {
    const event = fc.tuple(fc.integer({ min: 0, max: 4 * 3_600_000 }), fc.integer({ min: 1, max: 9 }));
    const given = fc.record({
      events: fc.array(event, { maxLength: 40 }),
      pageSize: fc.integer({ min: 1, max: 4 }),
      emptyPages: fc.integer({ min: 0, max: 2 }),
      calls: fc.integer({ min: 240, max: 320 }),
      shuffled: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ events, pageSize, emptyPages, calls, shuffled }) => {
        history.reset();
        Object.assign(logs, { pageSize, emptyPages });
        // Also where pages are not sorted by time.
        if (shuffled) logs.order = (found) => [...found].sort((a, b) => (a.id < b.id ? -1 : 1));
        const all = events.flatMap(([millis, copies], index) =>
          Array.from({ length: copies }, (_, copy) => logEvent(job(`job-${index}-${copy}`), at('2026-03-01') + millis)),
        );
        log(...all);
        await importAll(RANGE, timeFor(calls));
        expect(new Set(ids())).toEqual(new Set(all.map(({ message }) => (JSON.parse(message) as { JobId: string }).JobId)));
      }),
      { numRuns: runs(60) },
    );
  }, 120_000);
});
