import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import * as library from '../../src';

/** The library as languages without types see it. */
const { BatchInsights, AsgMonitoring, JobEventCollector, InstanceRegistry, RunTaskMonitoring, InFlightSnapshot, InsightsDashboard } =
  library as unknown as Record<string, { new (scope: Stack, id: string, props?: object): unknown } & Record<string, unknown>>;
const call = (type: string, method: string, ...values: readonly unknown[]): unknown =>
  (Reflect.get(library, type) as Record<string, (...given: readonly unknown[]) => unknown>)[method](...values);

const newStack = () => new Stack(undefined, 'S');
const queueIn = (stack: Stack) => JobQueue.fromJobQueueArn(stack, 'Q', 'arn:aws:batch:eu-west-1:123456789012:job-queue/urgent');
const errorOf = (build: () => unknown): string => {
  try {
    build();
  } catch (error) {
    return error instanceof Error && error.constructor === Error ? error.message : `not an error of the library: ${String(error)}`;
  }
  return 'no error';
};

const DURATION = 'but it must be a Duration. Use Duration of aws-cdk-lib, for example Duration.hours(1).';
const FLAG = 'but it must be true or false. Leave it out for the default.';
const DURATION_PROPS = [
  'eventAgeThreshold',
  'silencePeriod',
  'inFlightExpiry',
  'finishedExpiry',
  'registeredExpiry',
  'goneExpiry',
  'inFlightInterval',
  'defaultInterval',
  'liveDefaultInterval',
];

describe('GIVEN a Duration WHEN it is a number, a text or null THEN the error names the prop', () => {
  test.each(DURATION_PROPS.flatMap((prop) => [60, '1h', null].map((value): [string, unknown] => [prop, value])))(
    '%s: %p',
    (prop, value) => {
      expect(errorOf(() => new BatchInsights(newStack(), 'I', { [prop]: value }))).toBe(
        `S/I: ${prop} is ${JSON.stringify(value)}, ${DURATION}`,
      );
    },
  );

  test.each<[string, () => unknown, string]>([
    [
      'waitForLateFacts',
      () => new BatchInsights(newStack(), 'I', { waitForLateFacts: [30] }),
      'S/I: waitForLateFacts is [30], but it must be a list of Durations. Use Duration of aws-cdk-lib, for example [Duration.seconds(30)].',
    ],
    [
      'trailExpiry',
      () => new RunTaskMonitoring(newStack(), 'R', { createTrail: true, trailExpiry: 7 }),
      `S/R: trailExpiry is 7, ${DURATION}`,
    ],
    ['interval of group checks', () => new AsgMonitoring(newStack(), 'A', { interval: '1h' }), `S/A: interval is "1h", ${DURATION}`],
    [
      'batchingWindow',
      () => call('EventDelivery', 'buffered', { batchingWindow: 20 }),
      `EventDelivery.buffered: batchingWindow is 20, ${DURATION}`,
    ],
    ['maxEventAge', () => call('EventDelivery', 'direct', { maxEventAge: null }), `EventDelivery.direct: maxEventAge is null, ${DURATION}`],
    [
      'a value instead of props',
      () => call('EventDelivery', 'buffered', 30),
      'EventDelivery.buffered: props is 30, but it must be an object. Give each prop with its name.',
    ],
  ])('%s', (_, build, message) => {
    expect(errorOf(build)).toBe(message);
  });
});

test('GIVEN a struct or list that contains itself WHEN synthesized THEN the error shows it once', () => {
  const struct: Record<string, unknown> = { name: 'x' };
  struct.self = [struct, 'y'];
  const list: unknown[] = ['z', 'z'];
  list.push(list);
  const errors = [[struct, struct], list].map((purchaseOptions) => errorOf(() => new BatchInsights(newStack(), 'I', { purchaseOptions })));
  expect(errors[0]).toContain('purchaseOptions is [{ name: "x", self: [..., "y"] }, { name: "x", self: [..., "y"] }], but it must be');
  expect(errors[1]).toContain('purchaseOptions is ["z", "z", ...], but it must be');
});

describe('GIVEN another type than wanted WHEN synthesized THEN the error names the prop, the value and what is wanted', () => {
  const JOB_QUEUES = 'but it must be a list of job queues. Use new JobQueue, or JobQueue.fromJobQueueArn for one that exists.';
  const COLLECTOR =
    'collector is required. Make one with new JobEventCollector(scope, "Collector"), or import one with JobEventCollector.fromJobEventCollectorAttributes().';

  test.each<[string, (stack: Stack) => object, string]>([
    ['a name for queues', () => ({ jobQueues: 'urgent' }), `jobQueues is "urgent", ${JOB_QUEUES}`],
    ['names for queues', () => ({ jobQueues: ['urgent'] }), `jobQueues is ["urgent"], ${JOB_QUEUES}`],
    ['one queue', (stack) => ({ jobQueues: queueIn(stack) }), `jobQueues is "S/Q", ${JOB_QUEUES}`],
    ['no queues', () => ({ jobQueues: null }), `jobQueues is null, ${JOB_QUEUES}`],
    [
      'a topic for an action',
      (stack) => ({ alarmActions: [new Topic(stack, 'T')] }),
      'alarmActions is ["S/T"], but it must be a list of alarm actions. Use actions of aws-cdk-lib/aws-cloudwatch-actions, for example [new SnsAction(topic)].',
    ],
    [
      'an ARN for a key',
      () => ({ encryptionKey: 'arn:aws:kms:eu-west-1:123456789012:key/1' }),
      'encryptionKey is "arn:aws:kms:eu-west-1:123456789012:key/1", but it must be a KMS key. Use new Key, or Key.fromKeyArn for one that exists.',
    ],
    [
      'a name for a bus',
      () => ({ eventBus: 'default' }),
      'eventBus is "default", but it must be an event bus. Use new EventBus, or EventBus.fromEventBusArn for one that exists.',
    ],
    [
      'a name for a delivery',
      () => ({ delivery: 'buffered' }),
      'delivery is "buffered", but it must be a member of EventDelivery. Use EventDelivery.buffered() or EventDelivery.direct().',
    ],
    [
      'a name for a level',
      () => ({ levelOfDetail: 'FULL' }),
      'levelOfDetail is "FULL", but it must be a member of LevelOfDetail. Use for example LevelOfDetail.STANDARD.',
    ],
    [
      'another class for a level',
      () => ({ levelOfDetail: library.JobState.RUNNING }),
      'levelOfDetail is JobState.RUNNING, but it must be a member of LevelOfDetail. Use for example LevelOfDetail.STANDARD.',
    ],
    [
      'a name for a section',
      () => ({ dashboardSections: ['OVERVIEW'] }),
      'dashboardSections is ["OVERVIEW"], but it must be a list of dashboard sections. Use the members of DashboardSection, for example DashboardSection.OVERVIEW.',
    ],
    [
      'names for dimension sets',
      () => ({ dimensionSets: ['JobQueue'] }),
      'dimensionSets is ["JobQueue"], but it must be a list of MetricDimensions. Use for example [MetricDimensions.of(), MetricDimensions.of(MetricDimension.JOB_QUEUE)].',
    ],
    [
      'a name for a compute environment',
      () => ({ computeEnvironments: ['x'] }),
      'computeEnvironments is ["x"], but it must be a list of compute environments. Use compute environments that are made in this app. Name others in purchaseOptions.',
    ],
    [
      'purchase options without a compute environment',
      () => ({ purchaseOptions: ['SPOT'] }),
      `purchaseOptions is ["SPOT"], but it must be a list of objects with a computeEnvironmentName and a purchaseOption. Use for example [{ computeEnvironmentName: 'render', purchaseOption: PurchaseOption.SPOT }].`,
    ],
    [
      'a name for a purchase option',
      () => ({ purchaseOptions: [{ computeEnvironmentName: 'x', purchaseOption: 'SPOT' }] }),
      `purchaseOptions is [{ computeEnvironmentName: "x", purchaseOption: "SPOT" }], but it must be a list of objects with a computeEnvironmentName and a purchaseOption. Use for example [{ computeEnvironmentName: 'render', purchaseOption: PurchaseOption.SPOT }].`,
    ],
    [
      'one tag key',
      () => ({ tagKeys: 'Project' }),
      'tagKeys is "Project", but it must be a list of strings. Use a list, also for one string.',
    ],
    [
      'a number for a namespace',
      () => ({ metricNamespace: 5 }),
      'metricNamespace is 5, but it must be a string. Leave it out for the default.',
    ],
    ['a number for a title', () => ({ title: 3 }), 'title is 3, but it must be a string. Leave it out for the default.'],
    ['a text for a flag', () => ({ lookUpUnknown: 'false' }), `lookUpUnknown is "false", ${FLAG}`],
    ['a text for field indexes', () => ({ fieldIndexesEnabled: 'no' }), `fieldIndexesEnabled is "no", ${FLAG}`],
    ['a number for an alarm', () => ({ rejectedMetricsAlarmEnabled: 1 }), `rejectedMetricsAlarmEnabled is 1, ${FLAG}`],
    ['null for a flag', () => ({ dashboardEnabled: null }), `dashboardEnabled is null, ${FLAG}`],
    ['a text for memory', () => ({ memorySize: '256' }), 'memorySize is "256", but it must be a number. Leave it out for the default.'],
    [
      'a text for days',
      () => ({ logRetention: 'ONE_YEAR' }),
      'logRetention is "ONE_YEAR", but it must be a member of logs.RetentionDays. Use for example RetentionDays.ONE_YEAR.',
    ],
    [
      'a policy of which no resource is capable',
      () => ({ removalPolicy: RemovalPolicy.SNAPSHOT }),
      'removalPolicy is "snapshot", but it must be RemovalPolicy.DESTROY, RemovalPolicy.RETAIN or RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE. Leave it out for the default.',
    ],
    [
      'a function',
      () => ({ encryptionKey: queueIn }),
      'encryptionKey is the function queueIn, but it must be a KMS key. Use new Key, or Key.fromKeyArn for one that exists.',
    ],
    [
      'a misspelled prop',
      (stack) => ({ jobQueue: [queueIn(stack)] }),
      'jobQueue is ["S/Q"], but it has no effect because no prop has this name. Use jobQueues.',
    ],
    [
      'a prop of another language',
      () => ({ tag_keys: ['Team'] }),
      'tag_keys is ["Team"], but it has no effect because no prop has this name. Use tagKeys.',
    ],
    [
      'an age of events that none reaches',
      () => ({ eventAgeThreshold: Duration.days(1000) }),
      'eventAgeThreshold is 1000 days, but it must be a whole number of seconds from 1 minute to 4 days. Events are gathered for some seconds before they are processed, and the queue keeps them for four days.',
    ],
    [
      'finished jobs that outlive jobs in flight',
      () => ({ finishedExpiry: Duration.days(200) }),
      'finishedExpiry is 200 days, but it must be at most inFlightExpiry, which is 90 days. Choose a shorter expiry: the table is no history, and the log group keeps the records of finished jobs.',
    ],
  ])('%s', (_, props, message) => {
    const stack = newStack();
    expect(errorOf(() => new BatchInsights(stack, 'I', props(stack)))).toMatch(
      new RegExp(`^S/I(/\\w+)?: ${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`),
    );
  });

  test.each<[string, (stack: Stack) => unknown, string]>([
    ['a dashboard of nothing', (stack) => new InsightsDashboard(stack, 'D'), `S/D: ${COLLECTOR}`],
    [
      'a dashboard of null',
      (stack) => new InsightsDashboard(stack, 'D', { collector: null }),
      `S/D: ${COLLECTOR.replace('is required.', 'is null, but it must be a job event collector.')}`,
    ],
    [
      'a dashboard with a number for its title',
      (stack) => new InsightsDashboard(stack, 'D', { collector: new JobEventCollector(stack, 'C'), title: 3 }),
      'S/D: title is 3, but it must be a string. Leave it out for the default.',
    ],
    [
      'a dashboard with a name for its alarms',
      (stack) => new InsightsDashboard(stack, 'D', { collector: new JobEventCollector(stack, 'C'), alarms: 'x' }),
      'S/D: alarms is "x", but it must be a list of alarms. Use new Alarm, or Alarm.fromAlarmArn for one that exists.',
    ],
    [
      'a snapshot of nothing',
      (stack) => new InFlightSnapshot(stack, 'F'),
      'S/F: collector is required. Make one with new JobEventCollector(scope, "Collector").',
    ],
    [
      'a granularity by its name',
      (stack) => new AsgMonitoring(stack, 'A', { granularity: '1Minute' }),
      'S/A: granularity is "1Minute", but it must be a member of GroupMetricGranularity. Use GroupMetricGranularity.ONE_MINUTE.',
    ],
    [
      'group metrics by their names',
      (stack) => new AsgMonitoring(stack, 'A', { metrics: ['GroupMinSize'] }),
      'S/A: metrics is ["GroupMinSize"], but it must be a list of group metrics. Use members of GroupMetric, or GroupMetric.of(name).',
    ],
    [
      'a registry with a text for a flag',
      (stack) => new InstanceRegistry(stack, 'N', { lookUpUnknown: 'false' }),
      `S/N: lookUpUnknown is "false", ${FLAG}`,
    ],
    [
      'a collector with a period of silence and no registry',
      (stack) => new JobEventCollector(stack, 'C', { silencePeriod: Duration.hours(2) }),
      'S/C: silencePeriod is 2 hours, but it has no effect without silenceAlarm. Leave it out, or give the collector an instanceRegistry and set silenceAlarmEnabled to true.',
    ],
    [
      'a snapshot with a period of silence and no alarm on it',
      (stack) =>
        new InFlightSnapshot(stack, 'F', {
          collector: new JobEventCollector(stack, 'C'),
          standstillAlarmEnabled: false,
          silencePeriod: Duration.hours(2),
        }),
      'S/F: silencePeriod is 2 hours, but it has no effect when standstillAlarmEnabled is false. Leave one of the two out.',
    ],
    [
      'a collector that is imported without attributes',
      (stack) => call('JobEventCollector', 'fromJobEventCollectorAttributes', stack, 'X'),
      'S/X: logGroup is required. Use new LogGroup, or LogGroup.fromLogGroupName for one that exists.',
    ],
    [
      'a collector that is imported with none',
      (stack) => call('JobEventCollector', 'fromJobEventCollectorAttributes', stack, 'X', {}),
      'S/X: logGroup is required. Use new LogGroup, or LogGroup.fromLogGroupName for one that exists.',
    ],
    [
      'a registry that is imported with none',
      (stack) => call('InstanceRegistry', 'fromInstanceRegistryAttributes', stack, 'X', {}),
      'S/X: table is required. Use new Table, or Table.fromTableArn for one that exists.',
    ],
    [
      'a snapshot that is imported with none',
      (stack) => call('InFlightSnapshot', 'fromInFlightSnapshotAttributes', stack, 'X', {}),
      'S/X: logGroup is required. Use new LogGroup, or LogGroup.fromLogGroupName for one that exists.',
    ],
    [
      'run-task monitoring that is imported with none',
      (stack) => call('RunTaskMonitoring', 'fromRunTaskMonitoringAttributes', stack, 'X', {}),
      'S/X: logGroup is required. Use new LogGroup, or LogGroup.fromLogGroupName for one that exists.',
    ],
    [
      'dimensions by their names',
      () => call('MetricDimensions', 'of', 'JobQueue'),
      'MetricDimensions.of: dimensions is ["JobQueue"], but it must be a list of metric dimensions. Use members of MetricDimension, for example MetricDimension.JOB_QUEUE.',
    ],
    [
      'the cost of a site without a size',
      () => (library.LevelOfDetail.STANDARD.monthlyUsd as (...none: readonly object[]) => number).call(library.LevelOfDetail.STANDARD),
      'LevelOfDetail.STANDARD: jobQueues is required. Count those that are in use.',
    ],
    [
      'a section that is added by its name',
      (stack) => {
        const dashboard = new library.InsightsDashboard(stack, 'D', { collector: new library.JobEventCollector(stack, 'C') });
        dashboard.addSection('OVERVIEW' as unknown as library.DashboardSection);
      },
      'S/D: sections is "OVERVIEW", but it must be a list of dashboard sections. Use the members of DashboardSection, for example DashboardSection.OVERVIEW.',
    ],
    [
      'a section without widgets',
      () => call('DashboardSection', 'custom', 't', 'e'),
      'DashboardSection.custom: widgets is required. Use widgets of aws-cdk-lib/aws-cloudwatch.',
    ],
  ])('%s', (_, build, message) => {
    expect(errorOf(() => build(newStack()))).toBe(message);
  });
});

describe('GIVEN a wrong prop of a dashboard WHEN batch insights are created THEN the error names the prop that was set', () => {
  const { DashboardSection, MetricDimensions } = library;

  test.each<[string, (stack: Stack) => object, string]>([
    [
      'no sections',
      () => ({ dashboardSections: [] }),
      'S/I: dashboardSections is [], but it must be a list with at least one element. Name at least one section, or leave the prop out for the default.',
    ],
    [
      'a section twice',
      () => ({ liveDashboardSections: [DashboardSection.CAPACITY, DashboardSection.CAPACITY] }),
      'S/I: liveDashboardSections lists "Capacity" twice. Remove one, or give your own section another title.',
    ],
    [
      'jobs in flight without snapshots',
      () => ({ inFlightEnabled: false, liveDashboardSections: [DashboardSection.IN_FLIGHT] }),
      'S/I: inFlightEnabled is false, but it must be true for DashboardSection.IN_FLIGHT in liveDashboardSections. Set it to true, or leave the section out.',
    ],
    [
      'calls of RunTask that nothing monitors',
      () => ({ dashboardSections: DashboardSection.all() }),
      'S/I: runTaskMonitoringEnabled is false, but it must be true for DashboardSection.RUN_TASK in dashboardSections. Set it to true, or leave the section out.',
    ],
    [
      'instances without a registry',
      () => ({ instanceRegistryEnabled: false, liveDashboardSections: [DashboardSection.INSTANCES] }),
      'S/I: instanceRegistryEnabled is false, but it must be true for DashboardSection.INSTANCES in liveDashboardSections. Set it to true, or leave the section out.',
    ],
    [
      'instances of the registry of a collector',
      (stack) => ({ jobEventCollector: new JobEventCollector(stack, 'C'), liveDashboardSections: [DashboardSection.INSTANCES] }),
      'S/I: instanceRegistry is required for DashboardSection.INSTANCES in liveDashboardSections. Give it the registry of the collector, or leave the section out.',
    ],
    [
      'a range of a year',
      () => ({ liveDefaultInterval: Duration.days(365) }),
      'S/I: liveDefaultInterval is 365 days, but it must be a whole number of seconds from 1 minute to 31 days. Every opening scans the logs of this range. Viewers can choose a longer one on the page.',
    ],
    [
      'a name with a space',
      () => ({ liveDashboardName: 'my jobs' }),
      'S/I: liveDashboardName is "my jobs", but it must be a name of 1 to 255 letters, digits, hyphens and underscores. Choose another, or leave it out to have CloudFormation name the dashboard.',
    ],
    [
      'no metrics by job queue',
      (stack) => ({ jobQueues: [queueIn(stack)], dimensionSets: [MetricDimensions.of()] }),
      'S/I: dimensionSets is [[]], but it must be a list that contains [JobQueue], for dashboards of jobQueues. Add MetricDimensions.of(MetricDimension.JOB_QUEUE), or leave the dashboards out.',
    ],
  ])('%s', (_, props, message) => {
    const stack = newStack();
    expect(errorOf(() => new BatchInsights(stack, 'I', props(stack)))).toBe(message);
  });
});

describe('GIVEN props that the library does not know WHEN synthesized THEN they do no harm', () => {
  test.each<[string, object]>([
    ['a prop of a class that extends the construct', { owner: 'team' }],
    ['a policy by its value', { removalPolicy: 'destroy' }],
    ['days by their number', { logRetention: RetentionDays.ONE_WEEK }],
    ['props that are undefined', { jobQueue: undefined, jobQueues: undefined, encryptionKey: undefined }],
  ])('%s', (_, props) => {
    expect(errorOf(() => new BatchInsights(newStack(), 'I', props))).toBe('no error');
  });

  test('a prop that is spelled like one that is set', () => {
    const stack = newStack();
    const jobQueue = queueIn(stack);
    expect(errorOf(() => new BatchInsights(stack, 'I', { jobQueue, jobQueues: [jobQueue] }))).toBe('no error');
  });
});
