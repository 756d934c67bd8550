import fc from 'fast-check';
import { DAY_MS, jobRecords, loggedLines, rowsOf } from './history-records';
import { HistoryTables, Row } from './history-tables';
import { distinctJobs } from './truth/jobs';
import { VIEW_TRUTH } from './truth/views';
import { runs } from '../../property-runs';

const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;
/** Rows in an order of their own, cells by name. */
const sorted = (rows: readonly Row[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

test('a view of the jobs has each job once, with whole attempts and totals, whatever lines and files there are', async () => {
  const property = fc.asyncProperty(loggedLines(jobRecords(TODAY, 12, 1)), async ([first, second]) => {
    // GIVEN lines in two files a day, and a job with the same id in another account
    const elsewhere = first.slice(0, 1).map((record) => ({ ...record, Account: '333333333333' }));
    const tables = await HistoryTables.create();
    try {
      await tables.write('jobs', rowsOf('jobs', first));
      await tables.write('jobs', rowsOf('jobs', [...second, ...elsewhere]));
      await tables.open('jobs');
      // THEN each view has what the lines mean
      const jobs = distinctJobs([...first, ...second, ...elsewhere]);
      for (const [view, truth] of Object.entries(VIEW_TRUTH)) {
        expect(sorted(await tables.query(`select * from ${view}`))).toEqual(sorted(truth(jobs)));
      }
    } finally {
      tables.close();
    }
  });
  await fc.assert(property, { numRuns: runs(60) });
});
