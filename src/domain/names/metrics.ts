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

/** Metrics about a job before it has a place: no dimension of placement can be known for them. */
export const UNPLACED_METRICS: readonly MetricName[] = [
  MetricName.JOBS_SUBMITTED, MetricName.JOBS_PENDING, MetricName.JOBS_RUNNABLE,
  MetricName.QUEUED_SECONDS, MetricName.RUNNABLE_SECONDS,
];

/** Metrics about the collector: they carry no dimension at all. */
export const COLLECTOR_METRICS: readonly MetricName[] = [
  MetricName.EVENTS_PROCESSED, MetricName.EVENTS_REJECTED, MetricName.DUPLICATE_EVENTS,
  MetricName.LATE_EVENTS, MetricName.EVENT_AGE_SECONDS,
];

export const DimensionName = {
  JOB_QUEUE: 'JobQueue',
  /** Job definition without its revision. */
  JOB_DEFINITION: 'JobDefinition',
  COMPUTE_ENVIRONMENT: 'ComputeEnvironment',
  INSTANCE_TYPE: 'InstanceType',
  AVAILABILITY_ZONE: 'AvailabilityZone',
  PURCHASE_OPTION: 'PurchaseOption',
} as const;
export type DimensionName = (typeof DimensionName)[keyof typeof DimensionName];

export const DEFAULT_DIMENSION_SETS: readonly (readonly DimensionName[])[] = [
  [], [DimensionName.JOB_QUEUE], [DimensionName.COMPUTE_ENVIRONMENT],
];
