import { App, Duration, Stack } from 'aws-cdk-lib';
import { Metric, MetricOptions, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { MetricName } from '../../src/domain/names/metrics';
import { IJobEventCollector, JobEventCollector } from '../../src/job-event-collector';
import { LevelOfDetail, MetricDimension, MetricDimensions } from '../../src/level-of-detail';

const stack = new Stack(new App(), 'Stack');
const collector = new JobEventCollector(stack, 'Collector');

type MetricMethod = (options?: MetricOptions) => Metric;
const methodOf = (name: string): MetricMethod => (collector as unknown as Record<string, MetricMethod>)[`metric${name}`].bind(collector);

describe('metrics', () => {
  test.each(Object.values(MetricName))('%s has a method, which finds it in the namespace', (name) => {
    expect(methodOf(name)()).toMatchObject({ namespace: 'BatchInsights', metricName: name });
  });

  test.each([
    [collector.metricJobsFailed(), 'Sum', Unit.COUNT],
    [collector.metricRunnableSeconds(), 'Average', Unit.SECONDS],
    [collector.metricLostSeconds(), 'Sum', Unit.SECONDS],
    [collector.metricEventAgeSeconds(), 'Maximum', Unit.SECONDS],
  ])('%s has the statistic and unit that suit it', (metric, statistic, unit) => {
    expect(metric).toMatchObject({ statistic, unit });
  });

  test('obey options', () => {
    const metric = collector.metricRunningSeconds({ statistic: 'p90', period: Duration.hours(1), dimensionsMap: { JobQueue: 'render' } });
    expect(metric).toMatchObject({ statistic: 'p90', period: Duration.hours(1), dimensions: { JobQueue: 'render' } });
  });

  test('are found by name', () => {
    expect(collector.metric('JobsFailed').metricName).toBe('JobsFailed');
  });

  test('refuse a name that nothing is published under', () => {
    expect(() => collector.metric('JobFailed')).toThrow(
      'Stack/Collector: metricName is "JobFailed", but it must be a metric that the collector publishes. Those are JobsSubmitted, ',
    );
  });

  test.each(['toString', 'constructor', '__proto__'])('refuse %s, which every object has', (name) => {
    expect(() => collector.metric(name)).toThrow(`metricName is "${name}", but it must be a metric that the collector publishes.`);
  });

  test('refuse dimensions that nothing is published with', () => {
    expect(() => collector.metricJobsFailed({ dimensionsMap: { JobDefinition: 'encode' } })).toThrow(
      'Stack/Collector: dimensionsMap of JobsFailed is ["JobDefinition"], but it must be one of the sets that JobsFailed is published with: ' +
        '[] (the total), ["JobQueue"], ["ComputeEnvironment"].',
    );
  });

  test('refuse the place of a job that has none yet', () => {
    expect(() => collector.metricJobsRunnable({ dimensionsMap: { ComputeEnvironment: 'spot' } })).toThrow(
      'published with: [] (the total), ["JobQueue"].',
    );
  });

  test('refuse dimensions of the collector itself', () => {
    expect(() => collector.metricEventsProcessed({ dimensionsMap: { JobQueue: 'render' } })).toThrow('published with: [] (the total).');
  });

  test('need dimensions where no totals are published', () => {
    const { JOB_QUEUE, INSTANCE_TYPE } = MetricDimension;
    const perType = new JobEventCollector(stack, 'PerType', { dimensionSets: [MetricDimensions.of(JOB_QUEUE, INSTANCE_TYPE)] });
    expect(perType.metricJobsFailed({ dimensionsMap: { InstanceType: 'c7g.large', JobQueue: 'render' } }).metricName).toBe('JobsFailed');
    expect(() => perType.metricJobsFailed()).toThrow('dimensionsMap of JobsFailed is []');
    expect(() => perType.metricJobsPending()).toThrow('published with: none.');
  });
});

describe('a level of detail', () => {
  const ofLevel = (levelOfDetail: LevelOfDetail, id: string) => new JobEventCollector(stack, id, { levelOfDetail });

  test('decides the dimensions that metrics have', () => {
    expect(() => ofLevel(LevelOfDetail.TOTALS, 'Totals').metricJobsFailed({ dimensionsMap: { JobQueue: 'render' } })).toThrow(
      'published with: [] (the total).',
    );
    const full = ofLevel(LevelOfDetail.FULL, 'Full');
    const names = ['JobQueue', 'JobDefinition', 'ComputeEnvironment', 'InstanceType', 'AvailabilityZone', 'PurchaseOption'];
    names.forEach((name) => expect(full.metricJobsRunning({ dimensionsMap: { [name]: 'x' } }).dimensions).toEqual({ [name]: 'x' }));
  });

  test('is told by the collector, with its cost, unless dimension sets are given instead', () => {
    expect(collector.levelOfDetail).toBe(LevelOfDetail.STANDARD);
    expect(collector.levelOfDetail?.monthlyUsd({ jobQueues: 2, computeEnvironments: 1 })).toBeCloseTo(31.8, 2);
    expect(new JobEventCollector(stack, 'Own', { dimensionSets: [MetricDimensions.of()] }).levelOfDetail).toBeUndefined();
  });
});

describe('an imported collector', () => {
  const imported = (attributes: { metricNamespace?: string; dimensionSets?: MetricDimensions[] }, id: string): IJobEventCollector =>
    JobEventCollector.fromJobEventCollectorAttributes(stack, id, {
      logGroup: LogGroup.fromLogGroupName(stack, `${id}Log`, 'records'),
      table: Table.fromTableName(stack, `${id}Jobs`, 'jobs'),
      ...attributes,
    });

  test('has the defaults of a new one', () => {
    const other = imported({}, 'Imported');
    expect(other.metricJobsFailed({ dimensionsMap: { JobQueue: 'render' } }).namespace).toBe('BatchInsights');
    expect(other.dimensionSets.map(({ dimensionNames }) => dimensionNames)).toEqual([[], ['JobQueue'], ['ComputeEnvironment']]);
  });

  test('has the namespace and dimensions that are told', () => {
    const other = imported({ metricNamespace: 'Farm', dimensionSets: [MetricDimensions.of()] }, 'Told');
    expect(other.metricJobsFailed().namespace).toBe('Farm');
    expect(() => other.metricJobsFailed({ dimensionsMap: { JobQueue: 'render' } })).toThrow('published with: [] (the total).');
  });
});
