import { App, Duration, Stack } from 'aws-cdk-lib';
import { Metric, MetricOptions, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { InFlightMetric } from '../../src/domain/names/metrics';
import { IInFlightSnapshot, InFlightSnapshot, InFlightSnapshotAttributes, JobState } from '../../src/in-flight-snapshot';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';

const stack = new Stack(new App(), 'Stack');
const collector = new JobEventCollector(stack, 'Collector');
const withInstances = new InFlightSnapshot(stack, 'WithInstances', {
  collector,
  instanceRegistry: new InstanceRegistry(stack, 'Instances'),
});
const withoutInstances = new InFlightSnapshot(stack, 'WithoutInstances', { collector });

type MetricMethod = (options?: MetricOptions) => Metric;
const methodOf = (name: string): MetricMethod =>
  (withInstances as unknown as Record<string, MetricMethod>)[`metric${name}`].bind(withInstances);

describe('metrics', () => {
  test.each(Object.values(InFlightMetric).filter((name) => name !== InFlightMetric.JOBS_IN_STATE))('%s has a method', (name) => {
    expect(methodOf(name)()).toMatchObject({
      namespace: 'BatchInsights',
      metricName: name,
      statistic: 'Maximum',
      period: Duration.minutes(5),
    });
  });

  test('have the unit that suits them', () => {
    const metrics = [
      withInstances.metricOldestRunnableSeconds(),
      withInstances.metricRunningVcpus(),
      withInstances.metricInServiceMemoryMiB(),
    ];
    expect(metrics.map(({ unit }) => unit)).toEqual([Unit.SECONDS, Unit.COUNT, Unit.NONE]);
  });

  test.each(Object.entries(JobState))('tell the jobs in %s, of all queues and of one', (value, state: JobState) => {
    expect(withInstances.metricJobsInState(state)).toMatchObject({ metricName: 'JobsInState', dimensions: { JobState: value } });
    expect(withInstances.metricJobsInState(state, { dimensionsMap: { JobQueue: 'render' }, label: 'Jobs' })).toMatchObject({
      dimensions: { JobQueue: 'render', JobState: value },
      label: 'Jobs',
    });
  });

  test('obey options', () => {
    const metric = withInstances.metricWaitingVcpus({
      statistic: 'Average',
      period: Duration.hours(1),
      dimensionsMap: { JobQueue: 'render' },
    });
    expect(metric).toMatchObject({ statistic: 'Average', period: Duration.hours(1), dimensions: { JobQueue: 'render' } });
  });

  test('of instances have compute environments, where there is a registry', () => {
    const dimensionsMap = { ComputeEnvironment: 'spot' };
    expect(withInstances.metricInstancesInService({ dimensionsMap }).dimensions).toEqual(dimensionsMap);
    expect(() => withoutInstances.metricInstancesInService()).toThrow(
      'Stack/WithoutInstances: metricName is "InstancesInService", but it must be a gauge that the snapshot publishes. ' +
        'Give the snapshot an instanceRegistry: without one it knows no instances.',
    );
  });

  test.each(['JobsRunning', 'toString'])('refuse %s, which is no gauge', (name) => {
    expect(() => withoutInstances.metric(name)).toThrow(
      `metricName is "${name}", but it must be a gauge that the snapshot publishes. ` +
        'Those are JobsInState, OldestRunnableSeconds, OldestStartingSeconds, WaitingVcpus, RunningVcpus.',
    );
  });

  test('refuse dimensions that nothing is published with', () => {
    expect(() => withInstances.metricWaitingVcpus({ dimensionsMap: { ComputeEnvironment: 'spot' } })).toThrow(
      'Stack/WithInstances: dimensionsMap of WaitingVcpus is ["ComputeEnvironment"], but it must be one of the sets that WaitingVcpus is published with: ' +
        '[] (the total), ["JobQueue"]. Name the dimensions of such a set.',
    );
    expect(() => withInstances.metric('JobsInState')).toThrow('published with: ["JobState"], ["JobQueue","JobState"].');
  });
});

describe('an imported snapshot', () => {
  const imported = (id: string, attributes: Partial<InFlightSnapshotAttributes> = {}): IInFlightSnapshot =>
    InFlightSnapshot.fromInFlightSnapshotAttributes(stack, id, {
      logGroup: LogGroup.fromLogGroupName(stack, `${id}Log`, 'snapshots'),
      ...attributes,
    });

  test('has the defaults of a new one', () => {
    expect(imported('Imported').metricOldestStartingSeconds()).toMatchObject({ namespace: 'BatchInsights', period: Duration.minutes(5) });
    expect(imported('Other').instancesIncluded).toBe(false);
  });

  test('has what is told', () => {
    const told = imported('Told', { metricNamespace: 'Farm', interval: Duration.minutes(1), instancesIncluded: true });
    expect(told.metricInServiceMemoryMiB()).toMatchObject({ namespace: 'Farm', period: Duration.minutes(1) });
  });
});
