/** Kinds of records in the insights log group, and of the messages that this library sends to itself. */

export const RecordType = {
  /** A finished job, or a finished array or multi-node parent. */
  JOB: 'job',
  /** A job queue whose head is blocked. */
  QUEUE_BLOCKED: 'queue-blocked',
  /** A count of data points that CloudWatch would refuse because they are too old. */
  METRICS_LEFT_OUT: 'metrics-left-out',
  /** An event that could not be read: the field and what is wrong with it, never a value. */
  EVENT_REJECTED: 'event-rejected',
  /** Something that could not be written this time; its message is tried again. */
  PROCESSING_FAILED: 'processing-failed',
} as const;

export const SCHEMA_VERSION = 1;

/** Event sources and detail types that the rules match. */
export const EventSource = { BATCH: 'aws.batch', ECS: 'aws.ecs', EC2: 'aws.ec2', THIS_LIBRARY: 'cdk-batch-insights' } as const;
export const DetailType = {
  JOB_STATE_CHANGE: 'Batch Job State Change',
  JOB_QUEUE_BLOCKED: 'Batch Job Queue Blocked',
  CONTAINER_INSTANCE_STATE_CHANGE: 'ECS Container Instance State Change',
  SPOT_INTERRUPTION_WARNING: 'EC2 Spot Instance Interruption Warning',
  REBALANCE_RECOMMENDATION: 'EC2 Instance Rebalance Recommendation',
  /** Messages of this library to itself. */
  FINISHED_JOB_WAITING: 'Finished Job Waiting',
  INSTANCE_LOOKUP: 'Instance Lookup',
} as const;

/** `FailureCategory` of records and attempts. */
export const FailureCategory = {
  SPOT_INTERRUPTION: 'SPOT_INTERRUPTION',
  HOST_TERMINATED: 'HOST_TERMINATED',
  TIMEOUT: 'TIMEOUT',
  OUT_OF_MEMORY: 'OUT_OF_MEMORY',
  IMAGE_PULL: 'IMAGE_PULL',
  START_FAILURE: 'START_FAILURE',
  DEPENDENCY_FAILED: 'DEPENDENCY_FAILED',
  ARRAY_CHILD_FAILED: 'ARRAY_CHILD_FAILED',
  CANCELLED: 'CANCELLED',
  TERMINATED: 'TERMINATED',
  QUEUE_TIME_LIMIT: 'QUEUE_TIME_LIMIT',
  CAPACITY: 'CAPACITY',
  MISCONFIGURATION: 'MISCONFIGURATION',
  KILLED: 'KILLED',
  APPLICATION_ERROR: 'APPLICATION_ERROR',
  INFRASTRUCTURE: 'INFRASTRUCTURE',
  UNKNOWN: 'UNKNOWN',
} as const;
export type FailureCategory = (typeof FailureCategory)[keyof typeof FailureCategory];

export const PurchaseOption = {
  ON_DEMAND: 'ON_DEMAND',
  SPOT: 'SPOT',
  FARGATE: 'FARGATE',
  FARGATE_SPOT: 'FARGATE_SPOT',
  CAPACITY_BLOCK: 'CAPACITY_BLOCK',
} as const;
export type PurchaseOption = (typeof PurchaseOption)[keyof typeof PurchaseOption];
