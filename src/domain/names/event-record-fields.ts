import { RecordFields, RecordOf } from './record-field';
import { FailureCategory, PurchaseOption, RecordType } from './records';

const at = (meaning: string) => ({ type: 'timestamp', since: 1, meaning }) as const;
const text = (meaning: string) => ({ type: 'string', since: 1, meaning }) as const;
const count = (meaning: string) => ({ type: 'int', since: 1, meaning }) as const;
const seconds = (meaning: string) => ({ type: 'double', unit: 's', since: 1, meaning }) as const;
const quantity = (meaning: string) => ({ type: 'double', since: 1, meaning }) as const;
const always = <Field extends object>(field: Field) => ({ ...field, required: true }) as const;
const kind = <Type extends string>(type: Type) =>
  always({ type: 'string', since: 1, values: [type], meaning: 'kind of the record' } as const);

const PURCHASE_OPTION = { ...text('purchase option of the capacity'), values: Object.values(PurchaseOption) } as const;
const CHANGES = ['registered', 'deregistered', 'interruption-warning', 'rebalance-recommendation'] as const;
const REDELIVERED_FIELD = text('token of the message, where the line may have been written before');

/** A job queue whose head cannot be placed. */
export const QUEUE_BLOCKED_FIELDS = {
  RecordType: kind(RecordType.QUEUE_BLOCKED),
  SchemaVersion: always(count('version of the schema')),
  JobId: always(text('id of the job at the head of the queue')),
  JobName: text('name of that job'),
  JobQueue: text('name of the job queue'),
  JobDefinition: text('job definition of that job as `name:revision`'),
  Reason: text('reason that AWS Batch gave'),
  Category: always({ ...text('category of the reason'), values: Object.values(FailureCategory) } as const),
  BlockedAt: always(at('when AWS Batch reported it')),
} as const satisfies RecordFields;

/** Entries into states within a minute, of one combination of queue, definition and place. */
export const TRANSITION_FIELDS = {
  RecordType: kind(RecordType.TRANSITIONS),
  At: always(at('the minute, without seconds')),
  JobQueue: text('name of the job queue'),
  JobDefinition: text('name of the job definition'),
  ComputeEnvironment: text('compute environment'),
  InstanceType: text('type of the EC2 instance'),
  AvailabilityZone: text('Availability Zone of the EC2 instance'),
  PurchaseOption: text('purchase option of the capacity'),
  JobsSubmitted: count('jobs that entered SUBMITTED'),
  JobsPending: count('jobs that entered PENDING'),
  JobsRunnable: count('jobs that entered RUNNABLE'),
  JobsStarting: count('jobs that entered STARTING'),
  JobsRunning: count('jobs that entered RUNNING'),
  Redelivered: REDELIVERED_FIELD,
} as const satisfies RecordFields;

/** The jobs of one queue at the time of a snapshot. */
export const IN_FLIGHT_FIELDS = {
  RecordType: kind(RecordType.IN_FLIGHT),
  At: always(at('when the snapshot was taken')),
  JobQueue: always(text('name of the job queue')),
  Submitted: always(count('jobs in SUBMITTED')),
  Pending: always(count('jobs in PENDING')),
  Runnable: always(count('jobs in RUNNABLE')),
  Starting: always(count('jobs in STARTING')),
  Running: always(count('jobs in RUNNING')),
  WaitingVcpus: always(quantity('vCPUs that waiting jobs request: PENDING and RUNNABLE')),
  RunningVcpus: always(quantity('vCPUs that placed jobs request: STARTING and RUNNING')),
  OldestRunnableJobId: text('id of the job that is longest in RUNNABLE'),
  OldestRunnableJobName: text('name of that job'),
  OldestRunnableSince: at('when that job entered RUNNABLE'),
  OldestRunnableSeconds: seconds('how long that job is in RUNNABLE'),
  BlockedReason: text('reason that AWS Batch gave for its wait'),
  OldestStartingJobId: text('id of the job that is longest in STARTING'),
  OldestStartingSince: at('when that job entered STARTING'),
  OldestStartingSeconds: seconds('how long that job is in STARTING'),
} as const satisfies RecordFields;

/** A container instance that joined or left a cluster of AWS Batch, or received a notice. */
export const INSTANCE_FIELDS = {
  RecordType: kind(RecordType.INSTANCE),
  At: at('when it happened'),
  Change: always({ ...text('what happened to the instance'), values: CHANGES } as const),
  InstanceId: text('EC2 instance'),
  ContainerInstanceArn: always(text('ECS container instance')),
  InstanceType: text('type of the EC2 instance'),
  AvailabilityZone: text('Availability Zone'),
  Architecture: text('CPU architecture'),
  ComputeEnvironment: text('compute environment, from the name of the cluster'),
  EcsCluster: text('ECS cluster'),
  PurchaseOption: PURCHASE_OPTION,
  Vcpus: quantity('vCPUs of the instance'),
  MemoryMiB: { ...quantity('memory of the instance'), unit: 'MiB' },
  LifetimeSeconds: seconds('of instances that left: registered → deregistered'),
  Reclaimed: count('of instances that left: 1 where Spot capacity was reclaimed, else 0'),
  Cause: text('of instances that left: why'),
  Redelivered: REDELIVERED_FIELD,
} as const satisfies RecordFields;

/** A call of RunTask that could not place tasks: one line for each reason and detail. */
export const RUN_TASK_FAILURE_FIELDS = {
  RecordType: kind(RecordType.RUN_TASK_FAILURE),
  At: always(at('when the call was made')),
  Reason: always(text('reason, for example `RESOURCE:MEMORY`')),
  Detail: text('failure detail from Amazon ECS'),
  JobQueue: text('name of the job queue'),
  JobDefinition: text('job definition'),
  ComputeEnvironment: text('compute environment, from the name of the cluster'),
  EcsCluster: text('ECS cluster'),
  ContainerInstanceArn: text('ECS container instance, where all failures are of one'),
  Failures: always(count('failures of the call with this reason and detail')),
  Redelivered: REDELIVERED_FIELD,
} as const satisfies RecordFields;

/** An Auto Scaling group whose metrics were enabled. */
export const GROUP_METRICS_ENABLED_FIELDS = {
  RecordType: kind(RecordType.GROUP_METRICS_ENABLED),
  At: always(at('when they were enabled')),
  AutoScalingGroupName: always(text('name of the Auto Scaling group')),
  ComputeEnvironment: text('compute environment, from the name of the group'),
  Metrics: always({ type: 'strings', since: 1, meaning: 'metrics that were not enabled before' } as const),
  Granularity: always(text('granularity of the metrics')),
  Trigger: text('what caused the check'),
} as const satisfies RecordFields;

/** Data points that CloudWatch would refuse because they are too old. */
export const METRICS_LEFT_OUT_FIELDS = {
  RecordType: kind(RecordType.METRICS_LEFT_OUT),
  Count: always(count('number of data points')),
  Oldest: always(at('time of the oldest one')),
} as const satisfies RecordFields;

/** An event that could not be read: never a value of it. */
export const EVENT_REJECTED_FIELDS = {
  RecordType: kind(RecordType.EVENT_REJECTED),
  MessageId: always(text('id of the SQS message')),
  Field: always(text('field that could not be read')),
  Problem: always(text('what is wrong with the field')),
} as const satisfies RecordFields;

/** Fields of the events of a batch that could not be read and are left out: the events are processed without them. */
export const FIELDS_UNREAD_FIELDS = {
  RecordType: kind(RecordType.FIELDS_UNREAD),
  SchemaVersion: always(count('version of the schema')),
  Count: always(count('fields left out, each counted once per event')),
  Fields: always({ type: 'strings', since: 1, meaning: 'paths of the fields, the most frequent first, at most 20' } as const),
  Events: always({ type: 'ints', since: 1, meaning: 'for each path, how many events the field was left out of' } as const),
} as const satisfies RecordFields;

/** Something that could not be written this time; its message is retried. */
export const PROCESSING_FAILED_FIELDS = {
  RecordType: kind(RecordType.PROCESSING_FAILED),
  Subject: always(text('what could not be written or called')),
  Problem: always(text('name of the error')),
} as const satisfies RecordFields;

export type QueueBlockedRecord = RecordOf<typeof QUEUE_BLOCKED_FIELDS>;
export type TransitionRecord = RecordOf<typeof TRANSITION_FIELDS>;
export type InFlightRecord = RecordOf<typeof IN_FLIGHT_FIELDS>;
export type InstanceRecord = RecordOf<typeof INSTANCE_FIELDS>;
export type RunTaskFailureRecord = RecordOf<typeof RUN_TASK_FAILURE_FIELDS>;
export type GroupMetricsEnabledRecord = RecordOf<typeof GROUP_METRICS_ENABLED_FIELDS>;
export type MetricsLeftOutRecord = RecordOf<typeof METRICS_LEFT_OUT_FIELDS>;
export type EventRejectedRecord = RecordOf<typeof EVENT_REJECTED_FIELDS>;
export type FieldsUnreadRecord = RecordOf<typeof FIELDS_UNREAD_FIELDS>;
export type ProcessingFailedRecord = RecordOf<typeof PROCESSING_FAILED_FIELDS>;
