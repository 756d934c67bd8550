import { App } from 'aws-cdk-lib';
import { Database, loadJobs } from './duckdb';
import { WHOLE_DAY, blockedLines, jobRecords, logLines } from './job-records';
import { expectSameRows } from './same-rows';
import { SHIPPED_SQL } from './shipped-sql';
import { runInsightsQuery } from '../../../lab/insights';
import { ShippedQuery, shippedQueries } from '../../../lab/view/dashboards/log-queries';
import { readDashboards } from '../../../lab/view/dashboards/read-dashboards';
import { InsightsDashboard } from '../../../src/insights-dashboard';
import { StandInCollector, newStack } from '../../insights-dashboard/dashboard-fixture';

/** The queries of the dashboard as it is synthesized, with all of its sections. */
function synthesizedQueries(): readonly ShippedQuery[] {
  const stack = newStack();
  new InsightsDashboard(stack, 'Dashboard', { collector: new StandInCollector(stack, 'Collector') });
  return shippedQueries(readDashboards((stack.node.root as App).synth().directory));
}

describe('every log query that the dashboard ships gives what SQL of the same meaning gives', () => {
  const queries = synthesizedQueries();
  const lines = [...logLines(jobRecords(1500)), ...blockedLines()];
  let database: Database;

  beforeAll(async () => { database = await loadJobs(lines); });
  afterAll(() => database.close());

  test('the dashboard has log queries', () => expect(queries.length).toBeGreaterThan(20));

  test('no SQL is left over from a query that is gone', () => {
    expect(Object.keys(SHIPPED_SQL).sort()).toEqual([...new Set(queries.map(({ title }) => title))].sort());
  });

  test.each([...queries])('$title', async ({ title, query }) => {
    // GIVEN SQL that a person wrote for this widget
    const sql = SHIPPED_SQL[title];
    if (!sql) throw new Error(`Write SQL for the widget "${title}" into shipped-sql.ts: nothing else shows that its query is evaluated right`);
    // WHEN
    const result = runInsightsQuery(query, lines, WHOLE_DAY);
    // THEN
    expect(result.rows).not.toHaveLength(0);
    expectSameRows(result, await database.query(sql), query);
  });
});
