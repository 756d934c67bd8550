import * as fc from 'fast-check';
import { LakeRow, LakeServer } from './lake-server';
import { CompactionResult } from '../../../src/runtime/history/compactor';
import { makeCompactor } from '../../../src/runtime/history/make-compactor';
import { runs } from '../../property-runs';
import { LogLines } from '../stage/log-lines';
import { Answer, answerError, answerJson, WireRequest } from '../stage/wire';

const NOW = Date.parse('2026-03-10T03:00:00Z');
const HOUR = 3_600_000;
const DAY = '2026-03-01';
const FOLDER = `jobs/day=${DAY}/`;
const MANIFESTS = `compactions/${FOLDER}`;

const PREFIX = 'history/of us/';
const lake = new LakeServer('bucket.with.dots', PREFIX);
const lines = new LogLines(() => lake.now);
beforeAll(() => lake.listen());
beforeEach(() => {
  lake.reset(NOW);
  lake.prefix = PREFIX;
  lines.clear();
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', AWS_SESSION_TOKEN: 'token' });
});
afterAll(() => lake.stop());

const row = (key: string, day = DAY): LakeRow => ({ key, day });
/** Writes files with a row each, and a row that all have. */
const files = (count: number, folder = FOLDER) =>
  Array.from({ length: count }, (_, index) => lake.write(folder, [row(`row-${index}`), row('copy')]));
const keysOf = (rows: readonly LakeRow[]): string[] => [...new Set(rows.map(({ key }) => key))].sort();

/** Runs the function with a payload in an invocation with this much time. */
function compact(payload: unknown = { days: [DAY] }, left: () => number = () => 900_000, pollMillis = 1): Promise<CompactionResult> {
  const compactor = makeCompactor(
    {
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_S3: lake.s3.url,
      AWS_ENDPOINT_URL_ATHENA: lake.athena.url,
      DATASETS: '["jobs"]',
      BUCKET: 'bucket.with.dots',
      PREFIX: lake.prefix || undefined,
      DATABASE: 'lake',
      WORK_GROUP: 'group',
      URL_SUFFIX: 'amazonaws.com',
    },
    () => lake.now,
    (line) => lines.raw.push(line),
    pollMillis,
  );
  compactor.deadline.begin(left);
  return compactor.run(payload);
}
/** The run of the next day. */
function nextDay(payload?: unknown): Promise<CompactionResult> {
  lake.now += 24 * HOUR;
  return compact(payload);
}

describe('a compaction', () => {
  test('writes the rows of a day without copies, and the next one deletes the files that it read', async () => {
    // GIVEN
    files(5);
    // WHEN
    expect(await compact()).toEqual({ compacted: 1, deleted: 0, left: 0 });
    // THEN
    expect(lake.keys(FOLDER)).toHaveLength(6);
    expect(lake.keys(MANIFESTS)).toEqual([expect.stringMatching(/\/query-[0-9a-f-]{36}\.json$/)]);
    // WHEN
    expect(await nextDay()).toEqual({ compacted: 0, deleted: 5, left: 0 });
    // THEN
    expect(
      lake
        .rows(FOLDER)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['copy', 'row-0', 'row-1', 'row-2', 'row-3', 'row-4']);
    const manifests = lake.keys(MANIFESTS);
    expect(manifests).toEqual([expect.stringMatching(/\.settled\.json$/)]);
    expect(lake.read(manifests[0])).toEqual({ replaced: [], written: lake.keys(FOLDER) });
    // WHEN
    expect(await nextDay()).toEqual({ compacted: 0, deleted: 0, left: 0 });
    // THEN
    expect(lake.queries.size).toBe(1);
    expect(lines.raw).toEqual([]);
  });

  test('of the schedule looks at the closed days, and requested days are any', async () => {
    for (const day of ['2026-03-09', '2026-03-08', '2026-02-02', '2026-02-01']) files(3, `jobs/day=${day}/`);
    const schedule = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };
    expect(await compact(schedule)).toEqual({ compacted: 2, deleted: 0, left: 0 });
    expect([...lake.queries.values()].map(({ sql }) => /'([0-9-]+)'$/.exec(sql)?.[1]).sort()).toEqual(['2026-02-02', '2026-03-08']);
    expect(await compact({ days: ['2026-02-01', '2026-03-10'] })).toMatchObject({ compacted: 1 });
  });

  test('leaves a day with two files alone, and does not compact what it wrote', async () => {
    files(2);
    expect(await compact()).toMatchObject({ compacted: 0 });
    lake.filesPerQuery = 3;
    files(1);
    expect(await compact()).toMatchObject({ compacted: 1 });
    expect(await compact()).toMatchObject({ compacted: 0 });
    expect(await nextDay()).toEqual({ compacted: 0, deleted: 3, left: 0 });
    expect(lake.keys(FOLDER)).toHaveLength(3);
    expect(await nextDay()).toEqual({ compacted: 0, deleted: 0, left: 0 });
  });

  test('deletes the files of a day that is not looked at any more, and then leaves the day alone', async () => {
    files(3);
    await compact();
    expect(await nextDay({ days: [] })).toEqual({ compacted: 0, deleted: 3, left: 0 });
    lake.s3.requests.length = 0;
    expect(await nextDay({ days: [] })).toEqual({ compacted: 0, deleted: 0, left: 0 });
    expect(lake.s3.requests).toHaveLength(1);
  });

  test('works in a bucket of its own, without a prefix', async () => {
    lake.prefix = '';
    files(3);
    expect(await compact()).toEqual({ compacted: 1, deleted: 0, left: 0 });
    expect(await nextDay()).toEqual({ compacted: 0, deleted: 3, left: 0 });
  });

  test('deletes what an earlier one replaced, and replaces what came since', async () => {
    files(3);
    await compact();
    files(3);
    expect(await nextDay()).toEqual({ compacted: 1, deleted: 3, left: 0 });
    // The manifest of the first one goes with the files that it wrote.
    expect(await nextDay()).toEqual({ compacted: 0, deleted: 4, left: 0 });
    expect(lake.keys(MANIFESTS)).toHaveLength(1);
  });

  test('remembers what it wrote while one of its files is left', async () => {
    lake.filesPerQuery = 2;
    files(4);
    await compact();
    await nextDay();
    lake.objects.delete(PREFIX + lake.keys(FOLDER)[0]);
    await nextDay();
    expect(lake.keys(MANIFESTS)).toHaveLength(1);
  });

  test('leaves alone what is beside the folders of the days', async () => {
    lake.write('compactions/jobs/', [], 'notes.txt');
    expect(await nextDay()).toEqual({ compacted: 0, deleted: 0, left: 0 });
    expect(lake.keys('compactions/jobs/')).toHaveLength(1);
  });

  test('ends one whose files other runs have replaced and deleted', async () => {
    files(1);
    const manifest = { replaced: [`${FOLDER}gone.parquet`], written: [`${FOLDER}also-gone`] };
    lake.write(MANIFESTS, manifest as never, 'query-1.json');
    for (let run = 0; run < 2; run++) expect(await nextDay()).toEqual({ compacted: 0, deleted: 0, left: 0 });
    expect(lake.keys(MANIFESTS)).toEqual([]);
    expect(lake.keys(FOLDER)).toHaveLength(1);
  });

  test('deletes nothing within an hour', async () => {
    files(3);
    await compact();
    lake.now += HOUR - 1;
    expect(await compact()).toEqual({ compacted: 0, deleted: 0, left: 0 });
    lake.now += 1;
    expect(await compact()).toEqual({ compacted: 0, deleted: 3, left: 0 });
  });

  test('compacts again when records came late, and keeps no manifest of files that are gone', async () => {
    files(3);
    await compact();
    await nextDay();
    lake.write(FOLDER, [row('late-1')]);
    lake.write(FOLDER, [row('late-2')]);
    expect(await nextDay()).toMatchObject({ compacted: 0 });
    lake.write(FOLDER, [row('late-3')]);
    expect(await nextDay()).toMatchObject({ compacted: 1 });
    expect(await nextDay()).toMatchObject({ deleted: 4 });
    await nextDay();
    expect(lake.keys(MANIFESTS)).toHaveLength(1);
    expect(keysOf(lake.rows(FOLDER))).toEqual(['copy', 'late-1', 'late-2', 'late-3', 'row-0', 'row-1', 'row-2']);
    expect(lake.keys(FOLDER)).toHaveLength(1);
  });

  test('never deletes what queries do not read', async () => {
    files(3);
    const kept = [
      lake.write(FOLDER, [row('hidden')], '_hidden'),
      lake.write(FOLDER, [row('archived')], 'archived.parquet', 'DEEP_ARCHIVE'),
    ];
    await compact();
    expect(await nextDay()).toMatchObject({ deleted: 3 });
    expect(kept.filter((key) => !lake.objects.has(key))).toEqual([]);
  });

  test('reads all pages of a folder, and keys with any characters', async () => {
    lake.pageSize = 2;
    files(3);
    lake.write(FOLDER, [row('strange')], `a&b <c> "d' + é ~!*().parquet`);
    expect(await compact()).toMatchObject({ compacted: 1 });
    expect(await nextDay()).toMatchObject({ deleted: 4 });
    expect(lake.keys(FOLDER)).toHaveLength(1);
    expect(keysOf(lake.rows(FOLDER))).toContain('strange');
  });

  test('refuses a day that is none', async () => {
    await expect(compact({ days: ["2026-03-01' or '1'='1"] })).rejects.toThrow('payload.days');
    expect(lake.queries.size).toBe(0);
  });
});

describe('nothing is deleted', () => {
  test('if the query failed, whatever it wrote', async () => {
    files(3);
    Object.assign(lake, { filesPerQuery: 3, end: () => 'FAILED' });
    await expect(compact()).rejects.toThrow('1 days could not be compacted');
    expect(lake.keys(FOLDER)).toHaveLength(5);
    expect(lake.keys(MANIFESTS)).toEqual([]);
    expect(lines.all).toEqual([
      expect.objectContaining({ RecordType: 'processing-failed', Subject: FOLDER, Problem: 'The query ended as FAILED: HIVE_BAD_DATA' }),
    ]);
    expect(lines.raw.join()).not.toContain('canary');
  });

  test.each([undefined, 'canary', 'canary: HIVE_BAD_DATA', 'canary CANARY: canary'])(
    'if the query failed for a reason without a name: %s',
    async (reason) => {
      files(3);
      Object.assign(lake, { reason, end: () => 'CANCELLED' });
      await expect(compact()).rejects.toThrow();
      expect(lines.all).toEqual([expect.objectContaining({ Problem: 'The query ended as CANCELLED: no error name' })]);
    },
  );

  test('if a folder cannot be listed', async () => {
    files(3);
    lake.fail = ({ path }) => (path.includes('jobs%2Fday') ? { status: 200, body: '<html/>' } : undefined);
    await expect(compact()).rejects.toThrow();
    expect(lake.queries.size).toBe(0);
    expect(lines.all).toEqual([expect.objectContaining({ Problem: 'The response of Amazon S3 is not a list of objects' })]);
  });

  test('if the query wrote into another folder', async () => {
    files(3);
    lake.target = () => 'elsewhere/';
    await expect(compact()).rejects.toThrow('could not be compacted');
    expect(lines.all).toEqual([expect.objectContaining({ Problem: 'The query wrote no file into the folder' })]);
    lake.end = () => 'FAILED';
    await expect(nextDay()).rejects.toThrow();
    expect(lake.keys(FOLDER)).toHaveLength(3);
  });

  test('if what a compaction wrote is gone', async () => {
    files(3);
    await compact();
    lake.objects.delete(`${PREFIX}${lake.keys(FOLDER).find((key) => !key.endsWith('.parquet'))}`);
    await expect(nextDay()).rejects.toThrow();
    expect(lake.keys(FOLDER)).toHaveLength(3);
    expect(lines.all).toEqual([expect.objectContaining({ Problem: expect.stringContaining('is gone') })]);
  });

  test('if a manifest cannot be read, and other days are still compacted', async () => {
    files(3);
    files(3, 'jobs/day=2026-03-02/');
    lake.write(MANIFESTS, [], 'query-1.json');
    await expect(compact({ days: [DAY, '2026-03-02'] })).rejects.toThrow('1 days');
    expect(lake.keys('jobs/day=2026-03-02/')).toHaveLength(4);
    expect(lake.keys(FOLDER)).toHaveLength(3);
  });

  test.each([{}, { QueryExecution: {} }])('if Amazon Athena does not answer how the query is: %j', async (answer) => {
    files(3);
    lake.fail = ({ operation }) => (operation === 'GetQueryExecution' ? answerJson(answer) : undefined);
    await expect(compact()).rejects.toThrow();
    expect(lake.keys(MANIFESTS)).toEqual([]);
    expect(lines.all).toEqual([expect.objectContaining({ Problem: 'The query ended as undefined: no error name' })]);
  });

  test('if no more time is left than the wait for the query takes', async () => {
    files(3);
    // A tenth is kept for the end of the invocation.
    await expect(compact({ days: [DAY] }, () => 10_000, 9_000)).rejects.toThrow();
    expect(lines.all).toEqual([expect.objectContaining({ Problem: 'NoTimeLeft' })]);
  });

  test('if the time ends while the query runs', async () => {
    files(3);
    let left = 900_000;
    lake.runsFor = Infinity;
    lake.fail = ({ operation }) => {
      if (operation === 'GetQueryExecution') left -= 300_000;
      return undefined;
    };
    await expect(compact({ days: [DAY] }, () => left)).rejects.toThrow();
    expect(lake.keys(MANIFESTS)).toEqual([]);
    expect(lines.all).toEqual([expect.objectContaining({ Problem: 'NoTimeLeft' })]);
  });
});

test('days that no time is left for are counted, and not begun', async () => {
  const days = Array.from({ length: 9 }, (_, index) => `2026-02-0${index + 1}`);
  days.forEach((day) => files(3, `jobs/day=${day}/`));
  let left = 900_000;
  lake.fail = ({ operation }) => {
    if (operation === 'StartQueryExecution') left -= 150_000;
    return undefined;
  };
  const { compacted, left: notBegun } = await compact({ days }, () => left);
  expect(compacted + notBegun).toBe(9);
  expect(notBegun).toBeGreaterThan(0);
});

describe('a crash at any step', () => {
  /** Runs once a day, with a crash at a call of some runs, until nothing is left to do. */
  async function runThrough(crashes: readonly (number | undefined)[], how: Answer): Promise<void> {
    for (const crash of crashes) {
      let calls = 0;
      lake.fail = () =>
        crash !== undefined && ++calls >= crash ? (calls === crash ? how : answerError('AccessDeniedException', 403)) : undefined;
      await nextDay().catch(() => undefined);
      expect(keysOf(lake.rows(FOLDER))).toEqual(expect.arrayContaining(['copy', 'row-0', 'row-1', 'row-2', 'row-3']));
    }
    lake.fail = () => undefined;
    for (let run = 0; run < 3; run++) await nextDay();
  }

  const steps = Array.from({ length: 20 }, (_, index) => index + 1);
  test.each(steps)('leaves every row, and later runs leave one of each: call %d', async (step) => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0);
    for (const how of [answerError('AccessDeniedException', 403), 'lose'] as const) {
      lake.reset(NOW);
      lake.filesPerQuery = 2;
      files(4);
      await runThrough([step, step], how);
      expect(
        lake
          .rows(FOLDER)
          .map(({ key }) => key)
          .sort(),
      ).toEqual(['copy', 'row-0', 'row-1', 'row-2', 'row-3']);
    }
    random.mockRestore();
  });

  test('or several, while records arrive and other runs are under way, loses no row', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0);
    const step = fc.record({
      hours: fc.constantFrom(0, 0, 1, 24),
      arrivals: fc.integer({ min: 0, max: 3 }),
      crash: fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined }),
      lost: fc.boolean(),
      failing: fc.boolean(),
      concurrent: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 4 }), async (all, filesPerQuery) => {
        lake.reset(NOW);
        lake.filesPerQuery = filesPerQuery;
        const written: string[] = [];
        const arrive = (count: number) => {
          for (let each = 0; each < count; each++) {
            written.push(`row-${written.length}`);
            lake.write(FOLDER, [row(written.at(-1) as string), row('copy')]);
          }
        };
        for (const { hours, arrivals, crash, lost, failing, concurrent } of all) {
          lake.now += hours * HOUR;
          arrive(arrivals);
          lake.end = () => (failing ? 'FAILED' : 'SUCCEEDED');
          let calls = 0;
          lake.fail = (request: WireRequest) => {
            if (request.operation === 'GetQueryExecution') arrive(calls % 2);
            if (crash === undefined || ++calls < crash) return undefined;
            return calls === crash && lost ? 'lose' : answerError('AccessDeniedException', 403);
          };
          await Promise.all([compact().catch(() => undefined), concurrent ? compact().catch(() => undefined) : undefined]);
          expect(keysOf(lake.rows(FOLDER))).toEqual(expect.arrayContaining(written));
        }
        lake.fail = () => undefined;
        lake.end = () => 'SUCCEEDED';
        for (let run = 0; run < 3; run++) await nextDay();
        expect(keysOf(lake.rows(FOLDER)).filter((key) => key !== 'copy')).toEqual([...written].sort());
      }),
      { numRuns: runs(240) },
    );
    random.mockRestore();
  }, 120_000);
});
