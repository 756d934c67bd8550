import { App, Stack } from 'aws-cdk-lib';
import { RenderedWidget, StandInCollector, StandInOptions, bodiesOf, newStack, render } from './dashboard-fixture';
import { InsightsDashboard } from '../../src/insights-dashboard';

function renderOf(options: StandInOptions): RenderedWidget[] {
  const stack = newStack();
  return [...render({ collector: new StandInCollector(stack, 'Own', options) }, stack).widgets];
}

const metricsOf = (widgets: RenderedWidget[], title: string): unknown => widgets.find(({ properties }) => properties.title?.startsWith(title))?.properties.metrics;
const titles = (widgets: RenderedWidget[]): string[] => widgets.flatMap(({ properties }) => properties.title ?? []);

test('new job queues appear by themselves, by name and in minutes', () => {
  expect(metricsOf(renderOf({}), 'p95 wait in RUNNABLE by job queue')).toEqual([[{
    label: "${PROP('Dim.JobQueue')}", expression: "SEARCH('{BatchInsights,JobQueue} MetricName=\"RunnableSeconds\"', 'p95', 300) / 60",
  }]]);
});

test('the success rate is 0, not missing, where no job succeeded', () => {
  expect(metricsOf(renderOf({}), 'Success rate (')).toEqual([
    [{ label: 'Succeeded', expression: '100 * FILL(jobsSucceededSum, 0) / SUM([jobsSucceededSum, jobsFailedSum])' }],
    ['BatchInsights', 'JobsSucceeded', expect.objectContaining({ id: 'jobsSucceededSum', visible: false })],
    ['BatchInsights', 'JobsFailed', expect.objectContaining({ id: 'jobsFailedSum', visible: false })],
  ]);
});

test('metrics that stand for themselves keep label and colour when a sum uses them too', () => {
  expect(metricsOf(renderOf({}), 'Jobs finished (')).toEqual([
    ['BatchInsights', 'JobsSucceeded', { id: 'jobsSucceededSum', label: 'Succeeded', color: '#2ca02c', stat: 'Sum' }],
    ['BatchInsights', 'JobsFailed', { id: 'jobsFailedSum', label: 'Failed', color: '#d62728', stat: 'Sum' }],
    [{ label: 'Finished', expression: 'SUM([jobsSucceededSum, jobsFailedSum])' }],
  ]);
});

test.each([
  ['Acme/Batch', '{Acme/Batch,JobQueue}'],
  ['Acme Batch', '{"Acme Batch",JobQueue}'],
])('the namespace %s is searched for as %s', (metricNamespace, schema) => {
  expect(JSON.stringify(metricsOf(renderOf({ metricNamespace }), 'p95 wait in RUNNABLE'))).toContain(JSON.stringify(`SEARCH('${schema} `).slice(1, -1));
});

test('charts by job queue are left out where nothing is published by job queue', () => {
  expect(titles(renderOf({ dimensionSets: [[]] })).filter(title => / wait .*by job queue/.test(title))).toEqual([]);
});

test('charts of totals are left out where there are none', () => {
  const shown = titles(renderOf({ dimensionSets: [['JobQueue']] }));
  expect(shown).not.toContain('Jobs finished (jobs)');
  expect(shown).not.toContain('Success rate (%)');
  expect(shown).toContain('p95 wait in RUNNABLE by job queue (minutes)');
  expect(shown).toContain('Log history (newest 100 jobs)');
});

describe('links to the console', () => {
  test.each([
    ['us-east-1', 'console.aws.amazon.com'],
    ['cn-north-1', 'console.amazonaws.cn'],
    ['us-gov-west-1', 'console.amazonaws-us-gov.com'],
  ])('in %s lead to %s', (region, domain) => {
    const { widgets } = render({}, newStack(region));
    const texts = JSON.stringify(widgets).match(/https:\/\/[^/]+/g) ?? [];
    expect([...new Set(texts)]).toEqual([`https://${domain}`]);
  });

  test('take the Region at deployment, where the app does not name one', () => {
    const stack = new Stack(new App(), 'Stack');
    new InsightsDashboard(stack, 'Dashboard', { collector: new StandInCollector(stack, 'Collector') });
    const failures = bodiesOf(stack)[0].widgets.find(({ properties }) => properties.markdown?.startsWith('## Failures'));
    expect(failures?.properties.markdown).toContain('https://console.aws.amazon.com/cloudwatch/home?region=${AWS::Region}#logsV2:logs-insights$3FqueryDetail$3D~(end~0~start~-86400~');
    expect(failures?.properties.markdown).toMatch(/~source~\(~'insights-log\)\)\)$/);
  });
});
