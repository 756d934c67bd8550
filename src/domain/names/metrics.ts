/** Metric and dimension names, written once: the collector emits them, dashboards and alarms read them. */

export const DEFAULT_METRIC_NAMESPACE = 'BatchInsights';

export const MetricName = {
  /** Counted when a job enters the state, once per attempt. */
  JOBS_SUBMITTED: 'JobsSubmitted',
  JOBS_PENDING: 'JobsPending',
  JOBS_RUNNABLE: 'JobsRunnable',
  JOBS_STARTING: 'JobsStarting',
  JOBS_RUNNING: 'JobsRunning',
  JOBS_SUCCEEDED: 'JobsSucceeded',
  JOBS_FAILED: 'JobsFailed',
  /** Measured when an attempt leaves the state. */
  QUEUED_SECONDS: 'QueuedSeconds',
  RUNNABLE_SECONDS: 'RunnableSeconds',
  STARTING_SECONDS: 'StartingSeconds',
  RUNNING_SECONDS: 'RunningSeconds',
  /** Counted when a job's record is written. */
  ATTEMPTS_FAILED: 'AttemptsFailed',
  SPOT_INTERRUPTIONS: 'SpotInterruptions',
  LOST_SECONDS: 'LostSeconds',
  /** The collector itself. */
  EVENTS_PROCESSED: 'EventsProcessed',
  EVENTS_REJECTED: 'EventsRejected',
  DUPLICATE_EVENTS: 'DuplicateEvents',
  LATE_EVENTS: 'LateEvents',
  EVENT_AGE_SECONDS: 'EventAgeSeconds',
} as const;
export type MetricName = (typeof MetricName)[keyof typeof MetricName];

/** Gauges of the jobs in flight, and of the instances in service, as a snapshot of the tables finds them. */
export const InFlightMetric = {
  /** By job queue and state, and by state alone. */
  JOBS_IN_STATE: 'JobsInState',
  /** By job queue, and over all. */
  OLDEST_RUNNABLE_SECONDS: 'OldestRunnableSeconds',
  OLDEST_STARTING_SECONDS: 'OldestStartingSeconds',
  /** vCPUs that jobs ask for: those in PENDING and RUNNABLE, those in STARTING and RUNNING. */
  WAITING_VCPUS: 'WaitingVcpus',
  RUNNING_VCPUS: 'RunningVcpus',
  /** By compute environment, and over all. */
  INSTANCES_IN_SERVICE: 'InstancesInService',
  IN_SERVICE_VCPUS: 'InServiceVcpus',
  IN_SERVICE_MEMORY_MIB: 'InServiceMemoryMiB',
} as const;
export type InFlightMetric = (typeof InFlightMetric)[keyof typeof InFlightMetric];

/** Container instances that join and leave AWS Batch's clusters. */
export const InstanceMetric = {
  INSTANCES_REGISTERED: 'InstancesRegistered',
  INSTANCES_DEREGISTERED: 'InstancesDeregistered',
  /** Instances that left after a Spot interruption warning. */
  INSTANCES_RECLAIMED: 'InstancesReclaimed',
  INTERRUPTION_WARNINGS: 'InterruptionWarnings',
  REBALANCE_RECOMMENDATIONS: 'RebalanceRecommendations',
  /** Measured when an instance leaves. */
  INSTANCE_LIFETIME_SECONDS: 'InstanceLifetimeSeconds',
  /** What instances bring when they join. */
  REGISTERED_VCPUS: 'RegisteredVcpus',
  REGISTERED_MEMORY_MIB: 'RegisteredMemoryMiB',
} as const;
export type InstanceMetric = (typeof InstanceMetric)[keyof typeof InstanceMetric];

/** Calls of ECS RunTask that AWS Batch makes to place jobs. */
export const RunTaskMetric = {
  RUN_TASK_CALLS: 'RunTaskCalls',
  TASKS_PLACED: 'TasksPlaced',
  /** Also by reason. A denied call counts as one. */
  TASKS_NOT_PLACED: 'TasksNotPlaced',
} as const;
export type RunTaskMetric = (typeof RunTaskMetric)[keyof typeof RunTaskMetric];

/** Every metric that this library publishes. */
export type AnyMetric = MetricName | InFlightMetric | InstanceMetric | RunTaskMetric;

/** Metrics about a job before it has a place: no dimension of placement can be known for them. */
export const UNPLACED_METRICS: readonly MetricName[] = [
  MetricName.JOBS_SUBMITTED,
  MetricName.JOBS_PENDING,
  MetricName.JOBS_RUNNABLE,
  MetricName.QUEUED_SECONDS,
  MetricName.RUNNABLE_SECONDS,
];

/** Metrics about the collector: they carry no dimension at all. */
export const COLLECTOR_METRICS: readonly MetricName[] = [
  MetricName.EVENTS_PROCESSED,
  MetricName.EVENTS_REJECTED,
  MetricName.DUPLICATE_EVENTS,
  MetricName.LATE_EVENTS,
  MetricName.EVENT_AGE_SECONDS,
];

export const DimensionName = {
  JOB_QUEUE: 'JobQueue',
  /** Job definition without its revision. */
  JOB_DEFINITION: 'JobDefinition',
  COMPUTE_ENVIRONMENT: 'ComputeEnvironment',
  INSTANCE_TYPE: 'InstanceType',
  AVAILABILITY_ZONE: 'AvailabilityZone',
  PURCHASE_OPTION: 'PurchaseOption',
  /** Of `JobsInState` alone. */
  JOB_STATE: 'JobState',
  /** Of `TasksNotPlaced` alone. */
  REASON: 'Reason',
} as const;
export type DimensionName = (typeof DimensionName)[keyof typeof DimensionName];

export const DEFAULT_DIMENSION_SETS: readonly (readonly DimensionName[])[] = [
  [],
  [DimensionName.JOB_QUEUE],
  [DimensionName.COMPUTE_ENVIRONMENT],
];
