import { Database, loadJobs } from './duckdb';
import { WHOLE_DAY, jobRecords, logLines } from './job-records';
import { ownQueries } from './own-queries';
import { expectSameRows } from './same-rows';
import { sampleDashboardQueries } from './sample-queries';
import { runInsightsQuery } from '../../../../lab/aws/insights/index';

describe('the evaluator agrees with SQL written by hand', () => {
  // Lines that are no JSON have no row in the table, so they are left out here and tested on their own.
  const lines = logLines(jobRecords(800)).filter(({ message }) => message.startsWith('{'));
  let database: Database;

  beforeAll(async () => {
    database = await loadJobs(lines);
  });
  afterAll(() => database.close());

  it.each([...sampleDashboardQueries, ...ownQueries])('$query', async ({ query, sql }) => {
    // GIVEN the same log lines as a log group and as a table
    // WHEN
    const result = runInsightsQuery(query, lines, WHOLE_DAY);
    // THEN
    expect(result.rows).not.toHaveLength(0);
    expectSameRows(result, await database.query(sql), query);
  });
});
