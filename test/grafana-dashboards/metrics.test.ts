import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { Dashboard, Panel, everyDashboard, panelOf, scopeOf } from './dashboards';
import { MetricStore, ShownSeries, evaluateMetrics } from '../../lab/aws/metrics/index';
import { runMetrics } from '../../lab/grafana/panel-queries';
import { DashboardSection } from '../../src/insights-dashboard';
import { LevelOfDetail } from '../../src/level-of-detail';
import { RenderedWidget, everySource, newStack, render } from '../insights-dashboard/dashboard-fixture';
import { POINTS, RANGE } from '../insights-dashboard/metric-points';

const PERIOD = 300;
const store = new MetricStore(POINTS);
const QUEUES = ['analysis', 'nightly'];
const { history, live, details } = everyDashboard();
/** Charts of the sections: the dashboard of jobs has some of them again. */
const charts = [history, live, details].flatMap((dashboard) =>
  dashboard.panels.filter(({ targets }) => targets?.[0].queryMode === 'Metrics').map((panel) => [panel.title, panel, dashboard] as const),
);

type Lines = Readonly<Record<string, readonly (number | undefined)[]>>;
const rounded = (value: number): number => Number(value.toPrecision(9));
const linesOf = (series: readonly ShownSeries[]): Lines =>
  Object.fromEntries(
    series.filter(({ points }) => points.length > 0).map(({ label, points }) => [label, points.map(([, value]) => rounded(value))]),
  );
const shown = (panel: Panel, dashboard: Dashboard, jobQueues?: readonly string[]): Lines => {
  const scope = scopeOf(dashboard, { from: RANGE.start, to: RANGE.end }, jobQueues && { JobQueue: jobQueues });
  return linesOf(runMetrics(panel.targets ?? [], scope, store, PERIOD));
};

/** The dashboards of CloudWatch, limited to job queues, which have their own truth. */
function cloudWatchOf(queues: readonly string[]): ReadonlyMap<string, RenderedWidget> {
  const stack = newStack();
  const jobQueues = queues.map((name) => JobQueue.fromJobQueueArn(stack, name, `arn:aws:batch:us-east-1:111111111111:job-queue/${name}`));
  const sections = DashboardSection.all();
  const { widgets } = render({ ...everySource(stack, LevelOfDetail.FULL), jobQueues, sections }, stack);
  return new Map(widgets.filter(({ type }) => type === 'metric').map((widget) => [widget.properties.title ?? '', widget]));
}

/** Lines of one queue have its name before the label here, and need none on a dashboard of that queue alone. */
const unnamed = (lines: Lines, [only, ...more]: readonly string[]): Lines =>
  more.length > 0 ? lines : Object.fromEntries(Object.entries(lines).map(([label, values]) => [label.replace(`${only} `, ''), values]));

test.each(charts)('"%s" has ids of its own queries, and the colours of its lines', (_, panel) => {
  const ids = (panel.targets ?? []).map(({ id }) => id ?? '');
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]\w*$/);
  const colored = (panel.fieldConfig?.overrides ?? []).map(({ matcher }) => matcher.options);
  expect((panel.targets ?? []).map(({ refId }) => refId)).toEqual(expect.arrayContaining(colored));
});

/** What AWS Batch publishes itself is not in the namespace that stands for all queues: it is shown of every queue, as on the dashboards of CloudWatch. */
const ofBatchItself = ({ targets = [] }: Panel): boolean => targets.some(({ expression = '' }) => expression.includes('AWS/Batch'));
const ofTheCollector = charts.filter(([, panel]) => !ofBatchItself(panel));

function reducerOf({ options }: Panel): string {
  return (options as { reduceOptions: { calcs: readonly string[] } }).reduceOptions.calcs[0];
}

function reduce(panel: Panel, line: Lines[string]): number | undefined {
  const sum = line.reduce<number>((total, value) => total + (value ?? 0), 0);
  return { sum: rounded(sum), lastNotNull: line.at(-1) }[reducerOf(panel)];
}

describe.each([[['analysis']], [QUEUES]])('with %j chosen', (chosen) => {
  const cloudWatch = cloudWatchOf(chosen);
  const both = ofTheCollector.flatMap(([title, panel, dashboard]) => {
    const widget = cloudWatch.get(title);
    return widget ? [[title, panel, dashboard, widget] as const] : [];
  });
  const overTime = both.filter(([, , , widget]) => !widget.properties.setPeriodToTimeRange);
  // A percentile of a range is not one of its periods: the panel says that it shows the largest.
  const overall = both.filter(([, panel, , widget]) => widget.properties.setPeriodToTimeRange && reducerOf(panel) !== 'max');

  test.each(overTime)('"%s" shows what the dashboard of CloudWatch shows of them', (_, panel, dashboard, { properties }) => {
    const expected = evaluateMetrics({ metrics: properties.metrics ?? [], forcedPeriod: PERIOD }, store, RANGE);
    expect(unnamed(shown(panel, dashboard, chosen), chosen)).toEqual(linesOf(expected));
  });

  test.each(overall)('"%s" shows the value of the whole range', (_, panel, dashboard, { properties }) => {
    const expected = evaluateMetrics({ metrics: properties.metrics ?? [], forcedPeriod: Infinity }, store, RANGE);
    const whole = linesOf(expected);
    const values = Object.entries(unnamed(shown(panel, dashboard, chosen), chosen)).map(
      ([label, line]) => [label, [reduce(panel, line)]] as const,
    );
    for (const [label, [value]] of values) expect(value).toBeCloseTo(whole[label][0] as number, 4);
    expect(values.map(([label]) => label)).toEqual(Object.keys(whole));
  });
});

describe('with all job queues', () => {
  const stack = newStack();
  const { widgets } = render({ ...everySource(stack, LevelOfDetail.FULL), sections: DashboardSection.all() }, stack);
  const unlimited = new Map(widgets.map(({ properties }) => [properties.title ?? '', properties]));
  const overTime = ofTheCollector.filter(([title]) => unlimited.has(title) && !unlimited.get(title)?.setPeriodToTimeRange);

  test.each(overTime)(
    '"%s" has the lines of the dashboard of CloudWatch: totals, and counts that add up those of the queues',
    (title, panel, dashboard) => {
      const all = shown(panel, dashboard);
      const total = linesOf(evaluateMetrics({ metrics: unlimited.get(title)?.metrics ?? [], forcedPeriod: PERIOD }, store, RANGE));
      const added = shown(panel, dashboard, QUEUES);
      expect(Object.keys(all).sort()).toEqual(Object.keys(total).sort());
      for (const [label, line] of Object.entries(all)) expect([total[label], added[label]]).toContainEqual(line);
    },
  );
});

test('without metrics by job queue, totals are drawn as they are', () => {
  const totals = everyDashboard(LevelOfDetail.TOTALS).history;
  const queries = panelOf(totals, 'Jobs finishing over time (jobs per period)').targets ?? [];
  expect(queries.map(({ metricName, hide }) => [metricName, hide])).toEqual([
    ['JobsFailed', true],
    [undefined, undefined],
    ['JobsSucceeded', true],
    [undefined, undefined],
  ]);
});
