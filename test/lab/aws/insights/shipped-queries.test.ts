import { App } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { Database, loadJobs } from './duckdb';
import { WHOLE_DAY, blockedLines, jobRecords, logLines } from './job-records';
import { inFlightLines, instanceLines, runTaskFailureLines, transitionLines } from './live-records';
import { expectSameRows } from './same-rows';
import { SHIPPED_SQL } from './shipped-sql';
import { runInsightsQuery } from '../../../../lab/aws/insights/index';
import { ShippedQuery, shippedQueries } from '../../../../lab/view/dashboards/log-queries';
import { readDashboards } from '../../../../lab/view/dashboards/read-dashboards';
import { DashboardSection, InsightsDashboard } from '../../../../src/insights-dashboard/index';
import { LevelOfDetail } from '../../../../src/level-of-detail/index';
import { StandInCollector, everySource, newStack } from '../../../insights-dashboard/dashboard-fixture';

/**
 * The queries of two dashboards as they are synthesized: one of everything, over a collector that publishes no metric of jobs, so that every chart that can
 * be is drawn from the log; and one that is limited to job queues, which draws from the log what no metric has by queue.
 */
function synthesizedQueries(): readonly ShippedQuery[] {
  const all = newStack();
  new InsightsDashboard(all, 'Dashboard', {
    ...everySource(all, LevelOfDetail.TOTALS),
    collector: new StandInCollector(all, 'Collector', { dimensionSets: [] }),
    sections: DashboardSection.all(),
  });
  const limited = newStack();
  const jobQueues = ['analysis', 'nightly'].map((name) =>
    JobQueue.fromJobQueueArn(limited, name, `arn:aws:batch:us-east-1:111111111111:job-queue/${name}`),
  );
  new InsightsDashboard(limited, 'Dashboard', { ...everySource(limited, LevelOfDetail.FULL), jobQueues, sections: DashboardSection.all() });
  const [ofAll, ofQueues] = [all, limited].map((stack) => shippedQueries(readDashboards((stack.node.root as App).synth().directory)));
  const known = ofAll.map(({ title }) => title);
  return [...ofAll, ...ofQueues.filter(({ title }) => !known.includes(title))];
}

describe('every log query that the dashboard ships gives what SQL of the same meaning gives', () => {
  const queries = synthesizedQueries();
  const lines = [
    ...logLines(jobRecords(1500)),
    ...blockedLines(),
    ...transitionLines(),
    ...inFlightLines(),
    ...instanceLines(),
    ...runTaskFailureLines(),
  ];
  let database: Database;

  beforeAll(async () => {
    database = await loadJobs(lines);
  });
  afterAll(() => database.close());

  test('the dashboard has log queries', () => expect(queries.length).toBeGreaterThan(40));

  test('no SQL is left over from a query that is gone', () => {
    expect(Object.keys(SHIPPED_SQL).sort()).toEqual([...new Set(queries.map(({ title }) => title))].sort());
  });

  test.each([...queries])('$title', async ({ title, query }) => {
    // GIVEN SQL that a person wrote for this widget
    const sql = SHIPPED_SQL[title];
    if (!sql) {
      throw new Error(`Write SQL for the widget "${title}" into shipped-sql.ts: nothing else shows that its query is evaluated right`);
    }
    // WHEN
    const result = runInsightsQuery(query, lines, WHOLE_DAY);
    // THEN
    expect(result.rows).not.toHaveLength(0);
    expectSameRows(result, await database.query(sql), query);
  });
});
