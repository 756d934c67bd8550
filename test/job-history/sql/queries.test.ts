import fc from 'fast-check';
import { DAY_MS, jobRecords, loggedLines, rowsOf } from './history-records';
import { HistoryTables } from './history-tables';
import { ESTIMATE_TRUTH } from './truth/estimate-queries';
import { FAILURE_TRUTH } from './truth/failure-queries';
import { JOB_TRUTH } from './truth/job-queries';
import { distinctJobs } from './truth/jobs';
import { Truth, WindowOf } from './truth/truth';
import { USAGE_TRUTH } from './truth/usage-queries';
import { WAIT_TRUTH } from './truth/wait-queries';
import { JobRecord } from '../../../src/domain/names/job-record-fields';
import { historyQueries } from '../../../src/job-history/sql/queries';
import { runs } from '../../property-runs';

const TRUTH: Readonly<Record<string, Truth>> = { ...JOB_TRUTH, ...WAIT_TRUTH, ...FAILURE_TRUTH, ...USAGE_TRUTH, ...ESTIMATE_TRUTH };
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const dayAgo = (days: number): string => new Date(TODAY - days * DAY_MS).toISOString().slice(0, 10);
const DAYS: WindowOf = { from: dayAgo(30), yesterday: dayAgo(1) };

async function tablesOf(files: readonly (readonly JobRecord[])[]): Promise<HistoryTables> {
  const tables = await HistoryTables.create();
  for (const records of files) await tables.write('jobs', rowsOf('jobs', records));
  await tables.open('jobs');
  return tables;
}

test('every query has a truth, and an id and a name of its own', () => {
  const queries = historyQueries();
  expect(Object.keys(TRUTH).sort()).toEqual(queries.map(({ id }) => id).sort());
  expect(new Set(queries.map(({ name }) => name)).size).toBe(queries.length);
});

describe('of many jobs, some of them logged again', () => {
  const [[first, second]] = fc.sample(loggedLines(jobRecords(TODAY, 700, 600)), { numRuns: 1, seed: 20_260_301 });
  let tables: HistoryTables;
  beforeAll(async () => {
    tables = await tablesOf([first, second]);
  });
  afterAll(() => tables.close());

  test.each(historyQueries().map((query) => [query.id, query] as const))('the query %s answers the truth', async (id, { sql }) => {
    const truth = TRUTH[id](distinctJobs([...first, ...second]), DAYS);
    expect(truth.length).toBeGreaterThan(0);
    expect(await tables.query(sql)).toEqual(truth);
  });
});

test('every query answers the truth, whatever jobs there are', async () => {
  const property = fc.asyncProperty(loggedLines(jobRecords(TODAY, 12, 1)), async (files) => {
    const tables = await tablesOf(files);
    try {
      for (const { id, sql } of historyQueries()) {
        expect({ id, rows: await tables.query(sql) }).toEqual({ id, rows: TRUTH[id](distinctJobs(files.flat()), DAYS) });
      }
    } finally {
      tables.close();
    }
  });
  await fc.assert(property, { numRuns: runs(60) });
});
