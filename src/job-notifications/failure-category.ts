import * as records from '../domain/names/records';

/**
 * Why a job failed.
 *
 * @see https://github.com/cdk-batch-insights/cdk-batch-insights/blob/main/docs/job-record.md#failure-categories
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
 * import { ITopic } from 'aws-cdk-lib/aws-sns';
 * import { BatchInsights, FailureCategory } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * declare const topic: ITopic;
 * new BatchInsights(stack, 'Insights').onJobFailed('OutOfMemory', {
 *   target: new SnsTopic(topic),
 *   categories: [FailureCategory.OUT_OF_MEMORY, FailureCategory.ARRAY_CHILD_FAILED],
 * });
 */
export class FailureCategory {
  /** A Spot interruption ended the last attempt. */
  static readonly SPOT_INTERRUPTION = new FailureCategory(records.FailureCategory.SPOT_INTERRUPTION);
  /** The instance of the last attempt was terminated. */
  static readonly HOST_TERMINATED = new FailureCategory(records.FailureCategory.HOST_TERMINATED);
  /** The job ran for longer than its timeout. */
  static readonly TIMEOUT = new FailureCategory(records.FailureCategory.TIMEOUT);
  /** A container needed more memory than it had. */
  static readonly OUT_OF_MEMORY = new FailureCategory(records.FailureCategory.OUT_OF_MEMORY);
  /** An image could not be pulled. */
  static readonly IMAGE_PULL = new FailureCategory(records.FailureCategory.IMAGE_PULL);
  /** A container could not be started. */
  static readonly START_FAILURE = new FailureCategory(records.FailureCategory.START_FAILURE);
  /** A job that this one depends on failed. */
  static readonly DEPENDENCY_FAILED = new FailureCategory(records.FailureCategory.DEPENDENCY_FAILED);
  /** An array job, of which at least one child failed. */
  static readonly ARRAY_CHILD_FAILED = new FailureCategory(records.FailureCategory.ARRAY_CHILD_FAILED);
  /** Somebody cancelled the job. */
  static readonly CANCELLED = new FailureCategory(records.FailureCategory.CANCELLED);
  /** Somebody terminated the job. */
  static readonly TERMINATED = new FailureCategory(records.FailureCategory.TERMINATED);
  /** The job waited for longer than its job queue allows. */
  static readonly QUEUE_TIME_LIMIT = new FailureCategory(records.FailureCategory.QUEUE_TIME_LIMIT);
  /** There was no capacity. */
  static readonly CAPACITY = new FailureCategory(records.FailureCategory.CAPACITY);
  /** The job, its queue or its compute environment cannot work as configured. */
  static readonly MISCONFIGURATION = new FailureCategory(records.FailureCategory.MISCONFIGURATION);
  /** A signal ended the process. */
  static readonly KILLED = new FailureCategory(records.FailureCategory.KILLED);
  /** A node of a multi-node job was stopped, because another one ended. */
  static readonly NODE_STOPPED = new FailureCategory(records.FailureCategory.NODE_STOPPED);
  /** The application ended with an exit code other than 0. */
  static readonly APPLICATION_ERROR = new FailureCategory(records.FailureCategory.APPLICATION_ERROR);
  /** AWS, or the instance, had a problem. */
  static readonly INFRASTRUCTURE = new FailureCategory(records.FailureCategory.INFRASTRUCTURE);
  /** The reason is unknown. */
  static readonly UNKNOWN = new FailureCategory(records.FailureCategory.UNKNOWN);

  /** The value of `FailureCategory` in job records. */
  readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}
