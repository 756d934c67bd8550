import type { DataPoint } from '../../lab/aws/metrics/index';
import { CostMetric, InFlightMetric, InstanceMetric, MetricName, RunTaskMetric } from '../../src/domain/names/metrics';

/** Three periods of five minutes: in the first every metric has its value, in the second nothing was told, in the third it has twice its value. */
export const START = Date.parse('2026-03-02T10:00:00Z');
export const RANGE = { start: START, end: START + 900_000 };
const BATCH_INSIGHTS = 'BatchInsights';

/** A value of its own for each metric, so that one that is taken for another is noticed. */
export const VALUE: Readonly<Record<string, number>> = {
  JobsSubmitted: 2,
  JobsPending: 3,
  JobsRunnable: 5,
  JobsStarting: 7,
  JobsRunning: 11,
  JobsSucceeded: 13,
  JobsFailed: 17,
  QueuedSeconds: 1900,
  RunnableSeconds: 2300,
  StartingSeconds: 2900,
  RunningSeconds: 3100,
  LostSeconds: 4300,
  AttemptsFailed: 37,
  SpotInterruptions: 41,
  EventsProcessed: 47,
  EventsRejected: 53,
  FieldsUnread: 57,
  DuplicateEvents: 59,
  LateEvents: 61,
  EventAgeSeconds: 67,
  PENDING: 71,
  RUNNABLE: 73,
  STARTING: 79,
  RUNNING: 83,
  OldestRunnableSeconds: 5340,
  OldestStartingSeconds: 5820,
  WaitingVcpus: 101,
  RunningVcpus: 103,
  InstancesInService: 107,
  InServiceVcpus: 109,
  InServiceMemoryMiB: 113,
  InstancesRegistered: 127,
  InstancesDeregistered: 131,
  InstancesReclaimed: 137,
  InterruptionWarnings: 139,
  RebalanceRecommendations: 149,
  InstanceLifetimeSeconds: 54_360,
  RegisteredVcpus: 157,
  RegisteredMemoryMiB: 16_384,
  RunTaskCalls: 300,
  TasksPlaced: 600,
  TasksNotPlaced: 163,
  CostUsd: 353,
  LostCostUsd: 359,
  SavedUsd: 373,
  AttemptsUnpriced: 379,
  InstanceCostUsd: 383,
  IdleCostUsd: 389,
  UnpricedInstanceSeconds: 397,
  ApproximateNumberOfMessagesVisible: 167,
  Errors: 173,
  Throttles: 179,
  EMFParsingErrors: 367,
  EMFValidationErrors: 373,
  GroupInServiceInstances: 181,
  GroupInServiceCapacity: 191,
  GroupDesiredCapacity: 193,
  CPUReservation: 19,
  CPUUtilization: 23,
  MemoryReservation: 29,
  MemoryUtilization: 31,
  NetworkIn: 197,
  NetworkOut: 199,
  DiskReadBytes: 211,
  DiskWriteBytes: 223,
  CpuReserved: 227,
  CpuUtilized: 229,
  MemoryReserved: 233,
  MemoryUtilized: 239,
  TaskCount: 241,
  ContainerInstanceCount: 251,
  NetworkRxBytes: 257,
  NetworkTxBytes: 263,
  StorageReadBytes: 269,
  StorageWriteBytes: 271,
  JobsMovedToRunnable: 277,
  JobsMovedToStarting: 281,
  JobsMovedToRunning: 283,
  JobsMovedToSucceeded: 293,
  JobsMovedToFailed: 307,
  JobsRetried: 311,
  JobsCancelled: 313,
  JobsTerminated: 317,
  JobSubmittedToRunnableDuration: 331_000,
  JobAttemptRunnableToStartingDuration: 337_000,
  JobAttemptStartingToRunningDuration: 347_000,
  JobAttemptExecutionDuration: 349_000,
};

type Dimensions = Readonly<Record<string, string>>;

function told(Namespace: string, Name: string, Dimensions: Dimensions = {}, factor = 1, value = VALUE[Name]): DataPoint[] {
  return [
    [START, 1],
    [START + 600_000, 2],
  ].map(([Timestamp, times]) => ({ Namespace, Name, Dimensions, Timestamp, Values: [value * factor * times] }));
}

/** Each value of a dimension has ten times as much as the one before it. */
const byEach = (
  namespace: string,
  name: string,
  dimension: string,
  values: readonly string[],
  more: Dimensions = {},
  value?: number,
): DataPoint[] => values.flatMap((each, index) => told(namespace, name, { [dimension]: each, ...more }, 10 ** (index + 1), value));

export const VALUES_OF: Readonly<Record<string, readonly string[]>> = {
  JobQueue: ['analysis', 'nightly'],
  JobDefinition: ['align', 'render'],
  ComputeEnvironment: ['spot-arm', 'steady'],
  InstanceType: ['c7g.large', 'm7i.large'],
  AvailabilityZone: ['us-east-1a', 'us-east-1b'],
  PurchaseOption: ['ON_DEMAND', 'SPOT'],
};

const ofJobs = Object.values(MetricName).flatMap((name) => [
  ...told(BATCH_INSIGHTS, name),
  ...Object.entries(VALUES_OF).flatMap(([dimension, values]) => byEach(BATCH_INSIGHTS, name, dimension, values)),
]);

const ofCosts = Object.values(CostMetric).flatMap((name) => [
  ...told(BATCH_INSIGHTS, name),
  ...['JobQueue', 'ComputeEnvironment'].flatMap((by) => byEach(BATCH_INSIGHTS, name, by, VALUES_OF[by])),
]);

const inFlight = Object.values(InFlightMetric)
  .filter((name) => name !== InFlightMetric.JOBS_IN_STATE)
  .flatMap((name) => {
    const dimension = name.includes('InService') ? 'ComputeEnvironment' : 'JobQueue';
    return [...told(BATCH_INSIGHTS, name), ...byEach(BATCH_INSIGHTS, name, dimension, VALUES_OF[dimension])];
  });

const inState = ['PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'].flatMap((JobState) => [
  ...told(BATCH_INSIGHTS, InFlightMetric.JOBS_IN_STATE, { JobState }, 1, VALUE[JobState]),
  ...byEach(BATCH_INSIGHTS, InFlightMetric.JOBS_IN_STATE, 'JobQueue', VALUES_OF.JobQueue, { JobState }, VALUE[JobState]),
]);

const ofInstances = Object.values(InstanceMetric).flatMap((name) => [
  ...told(BATCH_INSIGHTS, name),
  ...['ComputeEnvironment', 'InstanceType', 'AvailabilityZone', 'PurchaseOption'].flatMap((by) =>
    byEach(BATCH_INSIGHTS, name, by, VALUES_OF[by]),
  ),
]);

const runTask = Object.values(RunTaskMetric).flatMap((name) => [
  ...told(BATCH_INSIGHTS, name),
  ...['JobQueue', 'ComputeEnvironment'].flatMap((by) => byEach(BATCH_INSIGHTS, name, by, VALUES_OF[by])),
]);

/** AWS Batch's by both of its ways to name them, and other people's, whose names hold words that are alike. */
export const GROUPS = ['AWSBatch-myCamelEnv_2-asg-640012bd-4e90', 'AWSBatch-spot-arm-asg-9dd2c09a', 'own-role-asg-59cfd8b7-b102'];
export const CLUSTERS = ['AWSBatch-spot-arm-640012bd-4e90', 'steady_Batch_9dd2c09a-23dc'];
const OTHERS = ['my-web-asgs', 'my-web-cluster', 'batches', 'nightlyBatches', 'AwsBatching'];

const ofGroups = [
  ...['GroupInServiceInstances', 'GroupInServiceCapacity', 'GroupDesiredCapacity'].map((name) => ['AWS/AutoScaling', name]),
  ...['CPUUtilization', 'NetworkIn', 'NetworkOut', 'DiskReadBytes', 'DiskWriteBytes'].map((name) => ['AWS/EC2', name]),
].flatMap(([namespace, name]) => byEach(namespace, name, 'AutoScalingGroupName', [...GROUPS, ...OTHERS]));

const CONTAINER_INSIGHTS = [
  'CpuReserved',
  'CpuUtilized',
  'MemoryReserved',
  'MemoryUtilized',
  'TaskCount',
  'ContainerInstanceCount',
  'NetworkRxBytes',
  'NetworkTxBytes',
  'StorageReadBytes',
  'StorageWriteBytes',
];
const ofClusters = [
  ...['CPUReservation', 'CPUUtilization', 'MemoryReservation', 'MemoryUtilization'].map((name) => ['AWS/ECS', name]),
  ...CONTAINER_INSIGHTS.map((name) => ['ECS/ContainerInsights', name]),
].flatMap(([namespace, name]) => [
  ...byEach(namespace, name, 'ClusterName', [...CLUSTERS, ...OTHERS]),
  ...told(namespace, name, { ClusterName: CLUSTERS[0], ServiceName: 'service' }, 1e6),
]);

export const POINTS: readonly DataPoint[] = [
  ...ofJobs,
  ...ofCosts,
  ...inFlight,
  ...inState,
  ...ofInstances,
  ...runTask,
  ...ofGroups,
  ...ofClusters,
  ...told(BATCH_INSIGHTS, RunTaskMetric.TASKS_NOT_PLACED, { Reason: 'RESOURCE:CPU' }, 10),
  ...told(BATCH_INSIGHTS, RunTaskMetric.TASKS_NOT_PLACED, { Reason: 'RESOURCE:MEMORY' }, 100),
  ...told('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'dead-letters' }),
  ...['Errors', 'Throttles'].flatMap((name) => told('AWS/Lambda', name, { FunctionName: 'collector' })),
  ...['EMFParsingErrors', 'EMFValidationErrors'].flatMap((name) => told('AWS/Logs', name, { LogGroupName: 'insights-log' })),
  ...Object.keys(VALUE)
    .filter((name) => /^Jobs(Submitted|MovedTo|Retried|Cancelled|Terminated)|^Job[AS]\w+Duration$/.test(name))
    .flatMap((name) => byEach('AWS/Batch', name, 'JobQueueName', VALUES_OF.JobQueue)),
];
