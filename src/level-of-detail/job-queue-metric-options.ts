import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

/** Options of a metric that is published by job queue. */
export interface JobQueueMetricOptions extends MetricOptions {
  /**
   * The job queue whose metric it is, instead of its name as `JobQueue` in `dimensionsMap`.
   *
   * A queue that the construct does not watch is an error.
   *
   * @default - the metric of all job queues, or of the one in `dimensionsMap`
   */
  readonly jobQueue?: IJobQueue;
}
