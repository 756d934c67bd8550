/** Kinds of records in the insights log group. */
export const RecordType = {
  /** A finished job, or a finished array or multi-node parent. */
  JOB: 'job',
  /** A job queue whose head is blocked. */
  QUEUE_BLOCKED: 'queue-blocked',
  /** How many jobs entered which states within a minute, by queue, definition and placement: what is not published as a metric. */
  TRANSITIONS: 'transitions',
  /** The jobs of one queue at the time of a snapshot, and the one that waits longest. */
  IN_FLIGHT: 'in-flight',
  /** A container instance that joined or left a cluster of AWS Batch, or was warned. */
  INSTANCE: 'instance',
  /** A call of RunTask that could not place a task, and why. */
  RUN_TASK_FAILURE: 'run-task-failure',
  /** An Auto Scaling group whose metrics were turned on. */
  GROUP_METRICS_ENABLED: 'group-metrics-enabled',
  /** A count of data points that CloudWatch would refuse because they are too old. */
  METRICS_LEFT_OUT: 'metrics-left-out',
  /** An event that could not be read: the field and what is wrong with it, never a value. */
  EVENT_REJECTED: 'event-rejected',
  /** Fields of events that could not be read and are left out: their paths, never a value. */
  FIELDS_UNREAD: 'fields-unread',
  /** Something that could not be written this time; its message is tried again. */
  PROCESSING_FAILED: 'processing-failed',
} as const;

/**
 * Field that marks a record or a metric document as a possible duplicate: its message was redelivered after an attempt that ended halfway. It contains
 * the token of that message. Records that are written for the first time do not have it.
 */
export const REDELIVERED = 'Redelivered';

export const SCHEMA_VERSION = 1;

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
  NODE_STOPPED: 'NODE_STOPPED',
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
