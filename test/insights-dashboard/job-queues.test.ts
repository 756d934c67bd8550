import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FargateComputeEnvironment, IJobQueue, JobQueue } from 'aws-cdk-lib/aws-batch';
import { RenderedExpression, RenderedWidget, StandInCollector, bodiesOf, everySource, newStack, render } from './dashboard-fixture';
import { CostMetric, InFlightMetric, InstanceMetric } from '../../src/domain/names/metrics';
import { DashboardSection, InsightsDashboard } from '../../src/insights-dashboard';
import { LevelOfDetail } from '../../src/level-of-detail';

const COLLECTOR_METRICS = ['EventsProcessed', 'EventsRejected', 'FieldsUnread', 'DuplicateEvents', 'LateEvents', 'EventAgeSeconds'];

const WITHOUT_JOB_QUEUE: readonly string[] = [
  ...COLLECTOR_METRICS,
  ...Object.values(InstanceMetric),
  InFlightMetric.INSTANCES_IN_SERVICE,
  InFlightMetric.IN_SERVICE_VCPUS,
  InFlightMetric.IN_SERVICE_MEMORY_MIB,
  CostMetric.INSTANCE_COST_USD,
  CostMetric.IDLE_COST_USD,
];
const isOfInstances = (query: string): boolean => query.startsWith("SOURCE 'instances-log'");

function renderFor(names: string[]): RenderedWidget[] {
  const stack = newStack();
  const jobQueues = names.map((name): IJobQueue =>
    JobQueue.fromJobQueueArn(stack, name, `arn:aws:batch:us-east-1:111111111111:job-queue/${name}`),
  );
  return [...render({ ...everySource(stack, LevelOfDetail.FULL), jobQueues, sections: DashboardSection.all() }, stack).widgets];
}

const metricsOf = (widgets: RenderedWidget[]): (readonly (string | RenderedExpression)[])[] =>
  widgets.flatMap(({ properties }) => [...(properties.metrics ?? [])]);
const expressionsOf = (widgets: RenderedWidget[]): RenderedExpression[] =>
  metricsOf(widgets).flatMap(([first]) => (typeof first === 'string' ? [] : [first]));
const searchesOf = (widgets: RenderedWidget[]): string[] =>
  expressionsOf(widgets).flatMap(({ expression }) => (expression?.includes('SEARCH') ? [expression] : []));
const titled = (widgets: RenderedWidget[], title: string): RenderedWidget =>
  widgets.find(({ properties }) => properties.title?.startsWith(title)) as RenderedWidget;

describe('limited to two job queues', () => {
  const widgets = renderFor(['main', 'spot']);

  test('every query asks for these queues only', () => {
    const queries = widgets.flatMap(({ properties }) => properties.query ?? []).filter((query) => !isOfInstances(query));
    expect(queries.length).toBeGreaterThan(30);
    queries.forEach((query) => expect(query.split('\n')[1]).toBe('| filter JobQueue in ["main", "spot"]'));
  });

  test('so do the links to Logs Insights', () => {
    const links = widgets.flatMap(({ properties }) => /editorString~'([^~]*)/.exec(properties.markdown ?? '')?.[1] ?? []);
    expect(links).toHaveLength(1);
    expect(links[0]).toContain('filter*20JobQueue*20in*20*5b*22main*22*2c*20*22spot*22*5d');
  });

  test('every metric of jobs is that of one of these queues, and none is searched for', () => {
    const own = metricsOf(widgets).filter(([namespace]) => namespace === 'BatchInsights');
    const ofJobs = own.filter(([, name]) => !WITHOUT_JOB_QUEUE.includes(String(name)));
    expect(ofJobs.length).toBeGreaterThan(50);
    ofJobs.forEach(([, , dimension, queue]) => expect([dimension, ['main', 'spot'].includes(String(queue))]).toEqual(['JobQueue', true]));
    const searched = searchesOf(widgets)
      .filter((expression) => /\{BatchInsights,/.test(expression))
      .map((expression) => /MetricName="(\w+)"/.exec(expression)?.[1]);
    expect(searched.filter((name) => !WITHOUT_JOB_QUEUE.includes(String(name)))).toEqual([]);
  });

  test('what AWS Batch publishes itself is searched for by their names', () => {
    const [ofService] = searchesOf([titled(widgets, 'Jobs that AWS Batch ended')]);
    expect(ofService).toBe(
      'FILL(SEARCH(\'{AWS/Batch,JobQueueName} MetricName="JobsMovedToSucceeded" (JobQueueName="main" OR JobQueueName="spot")\', \'Sum\'), 0)',
    );
  });

  test('jobs by what no queue can be told of are drawn from the log, which knows the queue', () => {
    const titles = widgets.flatMap(({ properties }) => properties.title ?? []);
    expect(titles).toEqual(
      expect.arrayContaining([
        'Jobs entering each state by instance type (jobs of the range)',
        'Jobs entering each state by job definition (jobs of the range)',
        'Tasks not placed by reason (tasks of the range)',
        'RUNNING by job queue (jobs per period)',
      ]),
    );
    expect(titles.filter((title) => /^(RUNNING|FAILED|Tasks placed) by (instance|Avail|compute|job def)/.test(title))).toEqual([]);
  });

  test('jobs in flight of several queues add up, the longest wait is told of each', () => {
    const [pending] = expressionsOf([titled(widgets, 'Jobs in each state now')]);
    expect(pending).toMatchObject({
      label: 'PENDING',
      expression: 'SUM([FILL(jobsInStateAveragePENDINGQueue1, REPEAT), FILL(jobsInStateAveragePENDINGQueue2, REPEAT)])',
    });
    expect(expressionsOf([titled(widgets, 'Longest waits now')]).map(({ label }) => label)).toEqual([
      'main Oldest in RUNNABLE',
      'spot Oldest in RUNNABLE',
      'main Oldest in STARTING',
      'spot Oldest in STARTING',
    ]);
  });

  test('sections of what has no job queue say so', () => {
    for (const title of [
      'Instances',
      'Instances by group',
      'Capacity',
      'Auto Scaling groups and clusters',
      'Instance utilization',
      'Container Insights',
      'In flight',
      'Collector health',
      'Collector activity',
    ]) {
      const text = widgets.find(({ properties }) => properties.markdown?.startsWith(`## ${title}\n`))?.properties.markdown;
      expect(text).toMatch(/all job queues/);
    }
  });

  test('counts are added up', () => {
    const [failed, succeeded, finished] = expressionsOf([titled(widgets, 'Jobs finished (')]);
    expect(succeeded).toMatchObject({
      label: 'SUCCEEDED',
      expression: 'SUM([FILL(jobsSucceededSumQueue1, 0), FILL(jobsSucceededSumQueue2, 0)])',
    });
    expect(failed).toMatchObject({ label: 'FAILED', expression: 'SUM([FILL(jobsFailedSumQueue1, 0), FILL(jobsFailedSumQueue2, 0)])' });
    expect(finished).toMatchObject({
      label: 'Finished',
      expression:
        'SUM([FILL(jobsSucceededSumQueue1, 0), FILL(jobsSucceededSumQueue2, 0), FILL(jobsFailedSumQueue1, 0), FILL(jobsFailedSumQueue2, 0)])',
    });
  });

  test('percentiles, which do not add up, are shown for each queue', () => {
    const labels = expressionsOf([titled(widgets, 'Wait in RUNNABLE (')]).map(({ label }) => label);
    expect(labels).toEqual(['main Median', 'spot Median', 'main p95', 'spot p95']);
  });

  test('charts by job queue draw these queues in minutes', () => {
    expect(expressionsOf([titled(widgets, 'p95 wait in RUNNABLE by job queue')])).toEqual(
      [
        { label: 'main', expression: 'runnableSecondsP95Queue1 / 60' },
        { label: 'spot', expression: 'runnableSecondsP95Queue2 / 60' },
      ].map((series) => expect.objectContaining(series)),
    );
  });

  test('the headline says so', () => {
    expect(widgets[0].properties.markdown).toContain('Only job queues main, spot.');
  });

  test('ids within a widget are told apart', () => {
    for (const { properties } of widgets) {
      const ids = (properties.metrics ?? []).flatMap((parts) => parts.flatMap((part) => (typeof part === 'string' ? [] : (part.id ?? []))));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

test('one job queue needs no sums and no names', () => {
  const widgets = renderFor(['main']);
  expect(expressionsOf([titled(widgets, 'Wait in RUNNABLE (')]).map(({ label }) => label)).toEqual(['Median', 'p95']);
  expect(metricsOf([titled(widgets, 'Jobs finishing over time')])).toEqual([
    [expect.objectContaining({ label: 'FAILED', expression: 'FILL(jobsFailedSumQueue1, 0)' })],
    ['BatchInsights', 'JobsFailed', 'JobQueue', 'main', expect.objectContaining({ stat: 'Sum', visible: false })],
    [expect.objectContaining({ label: 'SUCCEEDED', expression: 'FILL(jobsSucceededSumQueue1, 0)' })],
    ['BatchInsights', 'JobsSucceeded', 'JobQueue', 'main', expect.objectContaining({ stat: 'Sum', visible: false })],
  ]);
});

function ownQueue(stack: Stack): JobQueue {
  const computeEnvironment = FargateComputeEnvironment.fromFargateComputeEnvironmentArn(
    stack,
    'Fargate',
    'arn:aws:batch:us-east-1:111111111111:compute-environment/fargate',
  );
  return new JobQueue(stack, 'Queue', { computeEnvironments: [{ computeEnvironment, order: 1 }] });
}

test('job queues of the same app are named at deployment', () => {
  // GIVEN
  const stack = newStack();

  // WHEN
  const body = render({ jobQueues: [ownQueue(stack)], sections: [DashboardSection.BY_JOB_QUEUE] }, stack);

  // THEN
  const queries = body.widgets.flatMap(({ properties }) => properties.query ?? []);
  queries.forEach((query) => expect(query).toMatch(/\| filter JobQueue in \["\$\{.*Queue.*JobQueueArn.*\}"\]\n/));
});

test('links to Logs Insights name job queues of the same app too, with nothing of how synthesis marks them', () => {
  // GIVEN
  const stack = newStack();
  const jobQueues = [ownQueue(stack), JobQueue.fromJobQueueArn(stack, 'Main', 'arn:aws:batch:us-east-1:111111111111:job-queue/main')];

  // WHEN
  const body = render({ jobQueues }, stack);

  // THEN
  const [link] = body.widgets.flatMap(({ properties }) => /editorString~'(.*?)~source/.exec(properties.markdown ?? '')?.[1] ?? []);
  expect(link).toMatch(/filter\*20JobQueue\*20in\*20\*5b\*22\$\{[^*]*JobQueueArn[^*]*\}\*22\*2c\*20\*22main\*22\*5d\*0a\*7c\*20/);
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('Token');
});

test('fifty job queues stay within what a widget takes, more are refused', () => {
  const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `queue-${index}`);
  renderFor(names(30)).forEach(({ properties }) => {
    expect(properties.metrics?.length ?? 0).toBeLessThanOrEqual(500);
    expect(properties.query?.length ?? 0).toBeLessThan(10_000);
  });
  expect(() => renderFor(names(31))).toThrow('jobQueues.length is 31, but it must be a whole number from 1 to 30.');
});

test('a collector that publishes nothing by job queue is refused, for the charts would be empty', () => {
  const stack = newStack();
  const collector = new StandInCollector(stack, 'Collector', { dimensionSets: [[]] });
  const jobQueues = [JobQueue.fromJobQueueArn(stack, 'Main', 'arn:aws:batch:us-east-1:111111111111:job-queue/main')];
  expect(() => new InsightsDashboard(stack, 'Dashboard', { collector, jobQueues })).toThrow(
    'collector.dimensionSets is [[]], but it must be a list that contains [JobQueue], for a dashboard with jobQueues.',
  );
  expect(bodiesOf(stack)).toEqual([]);
});
