import { MetricStore, evaluateMetrics } from '../../lab/aws/metrics/index';
import { periodFor } from '../../lab/view/periods';
import { LevelOfDetail } from '../../src/level-of-detail';
import { RenderedMetric, RenderedWidget, renderAll } from '../insights-dashboard/dashboard-fixture';
import { CLUSTERS, GROUPS, POINTS, RANGE } from '../insights-dashboard/metric-points';

/** What the dashboards of AWS's runtime monitoring sample (aws-samples/aws-batch-runtime-monitoring) get wrong, and these must not. */
const dashboard = renderAll(LevelOfDetail.FULL);
const { widgets } = dashboard;
const titled = (title: string): RenderedWidget => widgets.find(({ properties }) => properties.title?.startsWith(title)) as RenderedWidget;
const shownIn = (widget: RenderedWidget, points = POINTS, range = RANGE, forcedPeriod = 300): string[] =>
  evaluateMetrics({ metrics: widget.properties.metrics ?? [], forcedPeriod }, new MetricStore(points), range).map(({ label }) => label);
const expressionsOf = ({ properties }: RenderedWidget): string[] =>
  (properties.metrics ?? []).flatMap((metric: RenderedMetric) =>
    metric.flatMap((part) => (typeof part === 'string' ? [] : (part.expression ?? []))),
  );
const searches = widgets.flatMap(expressionsOf).filter((expression) => expression.includes('SEARCH('));

describe('S3-15', () => {
  test('S3-15: a chart of clusters shows clusters and one of groups shows groups, each under its own name', () => {
    expect(shownIn(titled('CPU utilization by ECS cluster'))).toEqual(CLUSTERS);
    expect(shownIn(titled('CPU utilization by Auto Scaling group'))).toEqual(GROUPS);
  });

  test('S3-15: every search of groups and clusters leaves out those of other people', () => {
    const ofAws = searches.filter((expression) => /\{(AWS\/(AutoScaling|EC2|ECS)|ECS\/ContainerInsights),/.test(expression));
    expect(ofAws).toHaveLength(8 + 4 + 10);
    const others = POINTS.flatMap(({ Dimensions }) => Object.values(Dimensions)).filter((name) => /web|batches|AwsBatching/i.test(name));
    expect(others.length).toBeGreaterThan(0);
    const labels = ofAws.flatMap((expression) =>
      evaluateMetrics({ metrics: [[{ expression }]] }, new MetricStore(POINTS), RANGE).map(({ label }) => label),
    );
    expect([...new Set(labels)].sort()).toEqual([...GROUPS, ...CLUSTERS].sort());
  });

  test('S3-15: a search matches words, not patterns, so that a cluster named with Batch or a group named with asg is shown, as the section says', () => {
    const point = { ...POINTS[0], Namespace: 'AWS/ECS', Name: 'CPUUtilization', Dimensions: { ClusterName: 'my_Batch_web' } };
    expect(shownIn(titled('CPU utilization by ECS cluster'), [point])).toEqual(['my_Batch_web']);
    const ofGroup = { ...point, Namespace: 'AWS/EC2', Dimensions: { AutoScalingGroupName: 'my-web-asg' } };
    expect(shownIn(titled('CPU utilization by Auto Scaling group'), [ofGroup])).toEqual(['my-web-asg']);
    const explanationOf = (section: string) =>
      widgets.find(({ properties }) => properties.markdown?.startsWith(`## ${section}`))?.properties.markdown;
    expect(explanationOf('Auto Scaling groups')).toContain(
      'Groups are selected by the word asg in their name, clusters by the word Batch.',
    );
    expect(explanationOf('Instance utilization')).toContain('Groups are selected by the word asg in their name.');
  });
});

test.each(['RunTask calls per second', 'Tasks placed per second'])('S3-16: %s is one total, whatever the number of job queues', (title) => {
  expect(shownIn(titled(title))).toEqual(['Total']);
});

describe('S3-23', () => {
  const days = (count: number): { start: number; end: number } => ({ start: RANGE.end - count * 86_400_000, end: RANGE.end });

  test('S3-23: no search has a period of its own', () => {
    expect(searches.length).toBeGreaterThan(60);
    searches.forEach((expression) => expect(expression).toMatch(/SEARCH\('[^']+', '(Sum|Average|Maximum|p50|p95)'\)/));
  });

  test.each([
    [20, 3600],
    [90, 21_600],
  ])('S3-23: over %i days the period is one for which CloudWatch still has data', (count, least) => {
    const period = periodFor(undefined, days(count), dashboard.periodOverride) ?? 0;
    expect(period).toBeGreaterThanOrEqual(least);
    expect(shownIn(titled('RUNNING by job queue'), POINTS, days(count), period)).toEqual(['analysis', 'nightly']);
  });

  test('S3-23: compute environments without an Auto Scaling group are counted, from what the registry knows', () => {
    expect(shownIn(titled('vCPUs in service by compute environment'))).toEqual(['spot-arm', 'steady']);
    for (const title of ['Capacity', 'Instance utilization']) {
      expect(widgets.find(({ properties }) => properties.markdown?.startsWith(`## ${title}\n`))?.properties.markdown).toContain('BEST_FIT');
    }
  });
});
