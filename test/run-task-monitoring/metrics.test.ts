import { Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RunTaskMetric } from '../../src/domain/names/metrics';
import { LevelOfDetail, MetricDimension, MetricDimensions } from '../../src/level-of-detail';
import { IRunTaskMonitoring, RunTaskMonitoring } from '../../src/run-task-monitoring';

const stack = new Stack();
const runTask = new RunTaskMonitoring(stack, 'RunTask');
const totals = new RunTaskMonitoring(stack, 'Totals', { levelOfDetail: LevelOfDetail.TOTALS });

describe('the metrics of run-task monitoring', () => {
  test.each<[string, (of: IRunTaskMonitoring) => { metricName: string }]>([
    ['RunTaskCalls', (of) => of.metricRunTaskCalls()],
    ['TasksPlaced', (of) => of.metricTasksPlaced()],
    ['TasksNotPlaced', (of) => of.metricTasksNotPlaced()],
  ])('%s is a sum of counts', (metricName, metricOf) => {
    expect(metricOf(runTask)).toMatchObject({
      namespace: 'BatchInsights',
      metricName,
      statistic: 'Sum',
      unit: 'Count',
      dimensions: undefined,
    });
    expect(Object.values(RunTaskMetric)).toContain(metricName);
  });

  test('take dimensions that they are published with, and other options', () => {
    expect(runTask.metricTasksNotPlaced({ dimensionsMap: { Reason: 'AGENT' } }).dimensions).toEqual({ Reason: 'AGENT' });
    expect(totals.metricTasksNotPlaced({ dimensionsMap: { Reason: 'AGENT' } }).dimensions).toEqual({ Reason: 'AGENT' });
    expect(runTask.metricTasksPlaced({ dimensionsMap: { JobQueue: 'a' }, label: 'Placed' })).toMatchObject({
      dimensions: { JobQueue: 'a' },
      label: 'Placed',
    });
  });

  test.each<[string, () => unknown, string]>([
    [
      'reasons of what has none',
      () => runTask.metricTasksPlaced({ dimensionsMap: { Reason: 'AGENT' } }),
      'dimensionsMap of TasksPlaced is ["Reason"], but it must be one of the sets that TasksPlaced is published with: [] (the total), ["JobQueue"], ["ComputeEnvironment"]. ' +
        'Name the dimensions of such a set, or choose another levelOfDetail.',
    ],
    [
      'queues where only totals are',
      () => totals.metricTasksNotPlaced({ dimensionsMap: { JobQueue: 'a' } }),
      'is published with: [] (the total), ["Reason"].',
    ],
    [
      'two dimensions at a time',
      () => runTask.metricTasksNotPlaced({ dimensionsMap: { JobQueue: 'a', Reason: 'AGENT' } }),
      'dimensionsMap of TasksNotPlaced',
    ],
    [
      'a name that is none',
      () => runTask.metric('JobsPlaced'),
      'metricName is "JobsPlaced", but it must be a metric of RunTask. Those are RunTaskCalls, TasksPlaced, TasksNotPlaced.',
    ],
  ])('refuse %s', (_, metricOf, message) => {
    expect(metricOf).toThrow(message);
  });
});

describe('imported run-task monitoring', () => {
  const logGroup = LogGroup.fromLogGroupName(stack, 'Logs', 'run-task');

  test('has defaults', () => {
    const imported = RunTaskMonitoring.fromRunTaskMonitoringAttributes(stack, 'Imported', { logGroup });
    expect(imported).toMatchObject({ logGroup, metricNamespace: 'BatchInsights' });
    expect(imported.dimensionSets.map((set) => set.dimensionNames)).toEqual([[], ['JobQueue'], ['ComputeEnvironment']]);
  });

  test('is as told', () => {
    const dimensionSets = [MetricDimensions.of(MetricDimension.JOB_QUEUE)];
    const imported = RunTaskMonitoring.fromRunTaskMonitoringAttributes(stack, 'Told', {
      logGroup,
      metricNamespace: 'Other',
      dimensionSets,
    });
    expect(imported.metricTasksPlaced({ dimensionsMap: { JobQueue: 'a' } })).toMatchObject({ namespace: 'Other' });
    expect(() => imported.metricTasksPlaced()).toThrow('dimensionsMap of TasksPlaced is []');
  });
});
