import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { IRuleTarget } from 'aws-cdk-lib/aws-events';
import { FailureCategory } from './failure-category';

/** Who is notified of a blocked job queue, and of which. */
export interface OnQueueBlockedOptions {
  /**
   * What gets the record: any target of `aws-cdk-lib/aws-events-targets`, for example `new SnsTopic(topic, { message: NotificationMessage.jobText() })`.
   *
   * Events that EventBridge cannot deliver go to the dead-letter queue of the construct, unless the target has one of its own.
   */
  readonly target: IRuleTarget;
  /**
   * The job queues to notify of.
   *
   * @default - all job queues that the collector watches
   */
  readonly jobQueues?: IJobQueue[];
}

/** Who is notified of jobs, and of which. */
export interface OnJobOptions extends OnQueueBlockedOptions {
  /**
   * Whether a job that was submitted is one message, however many parts it has.
   *
   * An array job, or a multi-node job, is then one message when it ends, and its children, or nodes, are none. If false, each child of an array job is a message
   * and the array job is none; a multi-node job is one message all the same.
   *
   * @default true
   */
  readonly digest?: boolean;
}

/** Who is notified of failed jobs, and of which. */
export interface OnJobFailedOptions extends OnJobOptions {
  /**
   * The failure categories to notify of.
   *
   * An array job whose child failed has the category `ARRAY_CHILD_FAILED`: with `digest`, list it to be notified of array jobs.
   *
   * @default - all
   */
  readonly categories?: FailureCategory[];
}
