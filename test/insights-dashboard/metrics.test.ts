import { App, Stack } from 'aws-cdk-lib';
import { RenderedWidget, StandInCollector, StandInOptions, bodiesOf, newStack, render } from './dashboard-fixture';
import { DashboardSection, InsightsDashboard } from '../../src/insights-dashboard';

function renderOf(options: StandInOptions): RenderedWidget[] {
  const stack = newStack();
  const sections = [...DashboardSection.history(), DashboardSection.ATTEMPTS, DashboardSection.COLLECTOR_ACTIVITY];
  return [...render({ collector: new StandInCollector(stack, 'Own', options), sections }, stack).widgets];
}

const metricsOf = (widgets: RenderedWidget[], title: string): unknown =>
  widgets.find(({ properties }) => properties.title?.startsWith(title))?.properties.metrics;
const titles = (widgets: RenderedWidget[]): string[] => widgets.flatMap(({ properties }) => properties.title ?? []);

/** With all job queues chosen, which the namespace stands for, only the first of the two has data. */
const SUCCEEDED = 'SUM([jobsSucceededSum, jobsSucceededSumOfQueue])';
const FAILED = 'SUM([jobsFailedSum, jobsFailedSumOfQueue])';
const ofAllAndOfQueue = (name: string, id: string): unknown[] => [
  ['BatchInsights', name, { id, stat: 'Sum', visible: false }],
  ['BatchInsights', name, 'JobQueue', 'BatchInsights', { id: `${id}OfQueue`, stat: 'Sum', visible: false }],
];

test('new job queues appear by themselves, by name and in minutes', () => {
  expect(metricsOf(renderOf({}), 'p95 wait in RUNNABLE by job queue')).toEqual([
    [
      {
        label: "${PROP('Dim.JobQueue')}",
        expression:
          'SEARCH(\'{BatchInsights,JobQueue} MetricName="RunnableSeconds" (Namespace="BatchInsights" OR JobQueue="BatchInsights")\', \'p95\') / 60',
      },
    ],
  ]);
});

test('the success rate is 0, not missing, where no job succeeded', () => {
  expect(metricsOf(renderOf({}), 'Success rate (')).toEqual([
    [
      {
        label: 'SUCCEEDED',
        expression: `100 * FILL(${SUCCEEDED}, 0) / SUM([${SUCCEEDED}, ${FAILED}])`,
      },
    ],
    ...ofAllAndOfQueue('JobsSucceeded', 'jobsSucceededSum'),
    ...ofAllAndOfQueue('JobsFailed', 'jobsFailedSum'),
  ]);
});

test('counts are 0, not missing, where nothing was counted, alone and in sums', () => {
  expect(metricsOf(renderOf({}), 'Jobs finished (')).toEqual([
    [{ label: 'FAILED', color: '#d62728', expression: `FILL(${FAILED}, 0)` }],
    ...ofAllAndOfQueue('JobsFailed', 'jobsFailedSum'),
    [{ label: 'SUCCEEDED', color: '#2ca02c', expression: `FILL(${SUCCEEDED}, 0)` }],
    ...ofAllAndOfQueue('JobsSucceeded', 'jobsSucceededSum'),
    [{ label: 'Finished', expression: `SUM([FILL(${SUCCEEDED}, 0), FILL(${FAILED}, 0)])` }],
  ]);
});

test('durations are missing, not 0, where nothing waited', () => {
  const durations = ['Wait in RUNNABLE', 'p95 wait in RUNNABLE', 'Age of events'].map((title) => metricsOf(renderOf({}), title));
  expect(durations).not.toContain(undefined);
  expect(JSON.stringify(durations)).not.toContain('FILL');
});

test('every count is drawn with zeros: of jobs, of attempts, of the collector', () => {
  const counts = ['Jobs finishing', 'Attempts that failed', 'Run time lost', 'Failed attempts over', 'Events ('].map((title) =>
    metricsOf(renderOf({}), title),
  );
  const shown = (counts as [Record<string, unknown>?][][]).flat().filter((metric) => metric.length === 1);
  expect(shown).toHaveLength(2 + 2 + 1 + 2 + 5);
  const zeros = /^FILL\((\w+|SUM\(\[\w+, \w+\]\)), 0\)( \/ 3600)?$/;
  expect(shown.filter(([metric]) => !zeros.test(String(metric?.expression)))).toEqual([]);
});

test.each([
  ['Acme/Batch', '{Acme/Batch,JobQueue}'],
  ['Acme Batch', '{"Acme Batch",JobQueue}'],
])('the namespace %s is searched for as %s', (metricNamespace, schema) => {
  expect(JSON.stringify(metricsOf(renderOf({ metricNamespace }), 'p95 wait in RUNNABLE'))).toContain(
    JSON.stringify(`SEARCH('${schema} `).slice(1, -1),
  );
});

test('charts by job queue draw the metrics of AWS Batch where none are published by job queue', () => {
  const widgets = renderOf({ dimensionSets: [[]] });
  const found = (metric: string, statistic: string) => `SEARCH('{AWS/Batch,JobQueueName} MetricName="${metric}"', '${statistic}')`;
  expect(
    [
      'p95 wait in RUNNABLE by job queue (minutes from AWS Batch)',
      'Failed jobs by job queue over time (jobs per period, from AWS Batch)',
    ].map((title) => metricsOf(widgets, title)),
  ).toEqual([
    [[{ label: "${PROP('Dim.JobQueueName')}", expression: `${found('JobAttemptRunnableToStartingDuration', 'p95')} / 60000` }]],
    [[{ label: "${PROP('Dim.JobQueueName')}", expression: `FILL(${found('JobsMovedToFailed', 'Sum')}, 0)` }]],
  ]);
});

test('charts of totals are left out where there are none', () => {
  const shown = titles(renderOf({ dimensionSets: [['JobQueue']] }));
  expect(shown).not.toContain('Jobs finished (jobs)');
  expect(shown).not.toContain('Success rate (%)');
  expect(shown).toContain('p95 wait in RUNNABLE by job queue (minutes)');
  expect(shown).toContain('Latest jobs (the newest 100, durations in minutes, UTC)');
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
    expect(failures?.properties.markdown).toContain(
      'https://console.aws.amazon.com/cloudwatch/home?region=${AWS::Region}#logsV2:logs-insights$3FqueryDetail$3D~(end~0~start~-86400~',
    );
    expect(failures?.properties.markdown).toMatch(/~source~\(~'insights-log\)\)\)$/);
  });
});
