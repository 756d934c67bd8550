import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FargateComputeEnvironment, IJobQueue, JobQueue } from 'aws-cdk-lib/aws-batch';
import { RenderedWidget, everySource, newStack, rawBodiesOf, render, renderAll } from './dashboard-fixture';
import { POINTS, RANGE, START } from './metric-points';
import { runInsightsQuery } from '../../lab/aws/insights/index';
import { MetricStore, evaluateMetrics } from '../../lab/aws/metrics/index';
import { DashboardSection, InsightsDashboard } from '../../src/insights-dashboard';
import { filterCommands } from '../../src/insights-dashboard/job-queue-filter';
import { JobEventCollector } from '../../src/job-event-collector';
import { LevelOfDetail } from '../../src/level-of-detail';

const ARN = 'arn:aws:batch:us-east-1:111111111111:job-queue/';
const imported = (stack: Stack, ...names: string[]): IJobQueue[] =>
  names.map((name) => JobQueue.fromJobQueueArn(stack, name, `${ARN}${name}`));

function made(stack: Stack, ...names: string[]): IJobQueue[] {
  const arn = 'arn:aws:batch:us-east-1:111111111111:compute-environment/fargate';
  const computeEnvironment = FargateComputeEnvironment.fromFargateComputeEnvironmentArn(stack, 'Fargate', arn);
  return names.map((name) => new JobQueue(stack, name, { computeEnvironments: [{ computeEnvironment, order: 1 }] }));
}

/** A collector that watches some job queues, and a dashboard over it that shows some. */
function bodyOf(watched: (stack: Stack) => IJobQueue[] | undefined, shown = (queues?: IJobQueue[]) => queues, level?: LevelOfDetail) {
  const stack = newStack();
  const jobQueues = watched(stack);
  const collector = new JobEventCollector(stack, 'Collector', { jobQueues, levelOfDetail: level });
  new InsightsDashboard(stack, 'Dashboard', { collector, jobQueues: shown(jobQueues) });
  return rawBodiesOf(stack)[0];
}

const store = new MetricStore(POINTS);
type Charts = ReadonlyMap<string, readonly RenderedWidget[]>;
const chartsOf = (widgets: readonly RenderedWidget[], type: RenderedWidget['type']): Charts =>
  new Map(widgets.filter((widget) => widget.type === type).map((widget) => [widget.properties.title ?? '', [widget]]));
const shownBy = (charts: Charts, title: string) =>
  (charts.get(title) ?? []).map(({ properties: { metrics = [], setPeriodToTimeRange } }) =>
    evaluateMetrics({ metrics, forcedPeriod: setPeriodToTimeRange ? Infinity : 300 }, store, RANGE)
      .filter(({ points }) => points.length > 0)
      .map(({ label, points }) => [label, points]),
  );

describe('GIVEN a dashboard over all job queues WHEN a viewer chooses one', () => {
  const stack = newStack();
  const sections = DashboardSection.all();
  const chosen = render({ ...everySource(stack, LevelOfDetail.FULL), sections }, stack, new Map([['JobQueue', 'analysis']])).widgets;
  const other = newStack();
  const limited = render({ ...everySource(other, LevelOfDetail.FULL), sections, jobQueues: imported(other, 'analysis') }, other).widgets;
  const [ofChosen, ofLimited] = [chartsOf(chosen, 'metric'), chartsOf(limited, 'metric')];
  // Metrics of AWS Batch have another namespace, so that they are shown whole.
  const ofService = (title: string): boolean => JSON.stringify(ofChosen.get(title)).includes('{AWS/Batch,');
  const common = [...ofChosen.keys()].filter((title) => ofLimited.has(title) && !ofService(title));

  test('there is something to compare', () => expect(common.length).toBeGreaterThan(30));

  test.each(common)('THEN "%s" has the values of a dashboard that is limited to it', (title) => {
    expect(shownBy(ofChosen, title)).toEqual(shownBy(ofLimited, title));
  });

  test('THEN charts of jobs by anything else are empty, and never those of all job queues', () => {
    const others = [...ofChosen.keys()].filter((title) => !ofLimited.has(title));
    expect(others.length).toBeGreaterThan(10);
    others.forEach((title) => expect([title, shownBy(ofChosen, title)]).toEqual([title, [[]]]));
  });
});

describe('the filter of a query', () => {
  const LINES = ['main', 'main-gpu', 'MAIN', undefined].map((JobQueueName, index) => ({
    RecordType: 'job',
    JobQueue: JobQueueName,
    JobId: `job-${index}`,
  }));
  const found = (choice: string): unknown[] => {
    const [filter] = filterCommands({ by: 'chosen', all: 'Acme Batch/x' });
    const query = `${filter.replaceAll('ChosenJobQueue', choice)}\n| fields JobId`;
    const lines = LINES.map((line, index) => ({ timestamp: START + index, message: JSON.stringify(line) }));
    return runInsightsQuery(query, lines, RANGE).rows.map(({ JobId }) => JobId);
  };

  test.each([
    ['the namespace', 'Acme Batch/x', ['job-0', 'job-1', 'job-2', 'job-3']],
    ['a queue', 'main', ['job-0']],
    ['a queue whose name begins with that of another', 'main-gpu', ['job-1']],
    ['a queue that is not there', 'other', []],
  ])('leaves the right lines with %s', (_name, choice, jobs) => {
    expect(found(choice).sort()).toEqual(jobs);
  });

  test('is in every query but those of instances', () => {
    const queries = renderAll().widgets.flatMap(({ properties: { query } }) => query ?? []);
    const filter = '| filter concat(RecordType, ",BatchInsights,") like ",BatchInsights," or JobQueue = "BatchInsights"';
    const filtered = queries.filter((query) => query.split('\n')[1] === filter);
    expect(queries.length - filtered.length).toBe(queries.filter((query) => query.startsWith("SOURCE 'instances-log'")).length);
  });
});

describe('the variable', () => {
  const variable = { id: 'JobQueue', label: 'Job queue', type: 'pattern', pattern: 'ChosenJobQueue', defaultValue: 'BatchInsights' };

  test('lists job queues whose names are known', () => {
    expect(bodyOf((stack) => imported(stack, 'spot', 'main')).variables).toEqual([
      {
        ...variable,
        inputType: 'select',
        values: [{ label: 'All job queues', value: 'BatchInsights' }, { value: 'main' }, { value: 'spot' }],
      },
    ]);
  });

  test.each([
    ['are not given', () => undefined],
    ['are known only at deployment', (stack: Stack) => made(stack, 'Main')],
    ['are more than a list takes', (stack: Stack) => imported(stack, ...[...Array(500).keys()].map((index) => `q${index}`))],
  ])('is a text box where job queues %s', (_name, queues) => {
    expect(bodyOf(queues).variables).toEqual([{ ...variable, inputType: 'input' }]);
  });

  test('takes no part where nothing is published by job queue', () => {
    const body = bodyOf((stack) => imported(stack, 'main'), undefined, LevelOfDetail.TOTALS);
    expect(body.variables).toBeUndefined();
    expect(JSON.stringify(body)).not.toContain('ChosenJobQueue');
  });

  test.each([
    ['those that the collector watches', ['main', 'spot'], [' (JobQueueName="main" OR JobQueueName="spot")']],
    ['all, if they are more than a chart can show', [...Array(101).keys()].map((index) => `q${index}`), ['']],
  ])('is not needed by charts of metrics of AWS Batch, which show %s', (_name, names, terms) => {
    const { widgets } = bodyOf((stack) => imported(stack, ...names), undefined, LevelOfDetail.TOTALS);
    const failed = widgets.find(({ properties }) => properties.title?.startsWith('Failed jobs by job queue'));
    expect(failed?.properties.metrics?.map(([drawn]) => drawn)).toEqual(
      terms.map((term) => ({
        label: "${PROP('Dim.JobQueueName')}",
        expression: `FILL(SEARCH('{AWS/Batch,JobQueueName} MetricName="JobsMovedToFailed"${term}', 'Sum'), 0)`,
      })),
    );
  });

  test('takes no part where the dashboard shows fewer job queues than its collector watches', () => {
    const body = bodyOf(
      (stack) => imported(stack, 'main', 'spot'),
      (queues) => queues?.slice(1),
    );
    expect(body.variables).toBeUndefined();
    expect(JSON.stringify(body)).toContain('filter JobQueue in [\\"spot\\"]');
  });
});

describe('names of job queues in a template', () => {
  const referencesIn = (stack: Stack): number => {
    const dashboards = Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard');
    return JSON.stringify(dashboards).split('JobQueueArn').length - 1;
  };

  test('are not in the dashboard where the collector watches no others', () => {
    const stack = newStack();
    const jobQueues = made(stack, 'Main', 'Spot');
    new InsightsDashboard(stack, 'Dashboard', { collector: new JobEventCollector(stack, 'Collector', { jobQueues }), jobQueues });
    expect(referencesIn(stack)).toBe(0);
  });

  test('are there once each where it watches more', () => {
    const stack = newStack();
    const [main, spot, gpu] = made(stack, 'Main', 'Spot', 'Gpu');
    const collector = new JobEventCollector(stack, 'Collector', { jobQueues: [main, spot, gpu] });
    new InsightsDashboard(stack, 'Dashboard', { collector, jobQueues: [main, spot] });
    expect(referencesIn(stack)).toBe(2);
    expect(rawBodiesOf(stack)[0].widgets.some(({ properties }) => properties.query?.includes('filter JobQueue in ["'))).toBe(true);
  });
});
