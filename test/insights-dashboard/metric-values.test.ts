import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { RenderedWidget, everySource, newStack, render, renderAll } from './dashboard-fixture';
import { POINTS, RANGE, START } from './metric-points';
import { METRIC_VALUES, Shown } from './metric-values';
import { MetricStore, evaluateMetrics } from '../../lab/aws/metrics/index';
import { DashboardSection } from '../../src/insights-dashboard';
import { LevelOfDetail } from '../../src/level-of-detail';

const store = new MetricStore(POINTS);
const PERIOD = 300;

/** The values of each line: one for the whole range, or one for each of the three periods. */
function valuesOf({ properties }: RenderedWidget): Shown {
  const oneForAll = properties.setPeriodToTimeRange === true;
  const series = evaluateMetrics({ metrics: properties.metrics ?? [], forcedPeriod: oneForAll ? Infinity : PERIOD }, store, RANGE);
  const times = oneForAll ? [START] : [0, 1, 2].map((index) => START + index * PERIOD * 1000);
  return Object.fromEntries(series.map(({ label, points }) => [label, times.map((time) => rounded(new Map(points).get(time)))]));
}

const rounded = (value: number | undefined): number | undefined => (value === undefined ? undefined : Number(value.toPrecision(9)));
const roundedAll = (shown: Shown): Shown =>
  Object.fromEntries(Object.entries(shown).map(([label, values]) => [label, values.map(rounded)]));
const ofMetrics = (widgets: readonly RenderedWidget[]): [string, RenderedWidget][] =>
  widgets.filter(({ type }) => type === 'metric').map((widget) => [widget.properties.title ?? '', widget]);

// What is a query at a lower level is a metric at this one.
const charts = ofMetrics(renderAll(LevelOfDetail.FULL).widgets);

describe('every chart of metrics shows what it claims to show, with its gaps filled as suits it', () => {
  test('no values are left over from a chart that is gone', () => {
    expect(Object.keys(METRIC_VALUES).sort()).toEqual(charts.map(([title]) => title).sort());
  });

  test.each(charts)('%s', (title, chart) => {
    const expected = METRIC_VALUES[title];
    if (!expected) {
      throw new Error(`Write the values of "${title}" into metric-values.ts: nothing else shows that its expressions are right`);
    }
    expect(valuesOf(chart)).toEqual(roundedAll(expected));
  });
});

describe('limited to two job queues', () => {
  const stack = newStack();
  const jobQueues = ['analysis', 'nightly'].map((name) =>
    JobQueue.fromJobQueueArn(stack, name, `arn:aws:batch:us-east-1:111111111111:job-queue/${name}`),
  );
  const sections = DashboardSection.all();
  const limited = new Map(ofMetrics(render({ ...everySource(stack, LevelOfDetail.FULL), jobQueues, sections }, stack).widgets));

  test.each<[string, Shown]>([
    ['Jobs finished (jobs)', { SUCCEEDED: [110 * 39], FAILED: [110 * 51], Finished: [110 * 90] }],
    [
      'Jobs in each state now (jobs)',
      { PENDING: [7810, 7810, 15_620], RUNNABLE: [8030, 8030, 16_060], STARTING: [8690, 8690, 17_380], RUNNING: [9130, 9130, 18_260] },
    ],
    ['Oldest job in RUNNABLE by job queue (minutes)', { analysis: [890, 890, 1780], nightly: [8900, 8900, 17_800] }],
    ['RunTask calls per second (calls per second)', { Total: [110, 0, 220] }],
    ['RUNNING by job queue (jobs per period)', { analysis: [110, 0, 220], nightly: [1100, 0, 2200] }],
    [
      'vCPUs requested by jobs and in service (vCPUs)',
      { Waiting: [11_110, 11_110, 22_220], Running: [11_330, 11_330, 22_660], 'In service': [109, 109, 218] },
    ],
    ['Jobs that AWS Batch ended (jobs per period)', METRIC_VALUES['Jobs that AWS Batch ended (jobs per period)']],
  ])('%s', (title, expected) => {
    expect(valuesOf(limited.get(title) as RenderedWidget)).toEqual(expected);
  });
});
