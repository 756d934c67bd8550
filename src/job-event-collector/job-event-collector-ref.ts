import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';

/** What job events are collected into: records in a log group, metrics, and a table of the jobs in flight. */
export interface IJobEventCollector extends IConstruct {
  /** The log group that job records are written to. */
  readonly logGroup: ILogGroup;
  /** The table of jobs in flight and of those that ended lately. */
  readonly table: ITable;
  /** The namespace of the metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The sets of dimensions that metrics are published with. */
  readonly dimensionSets: MetricDimensions[];

  /** Allows running CloudWatch Logs Insights queries over the job records. */
  grantReadRecords(grantee: IGrantable): Grant;
  /** Allows reading the table of jobs. */
  grantReadJobs(grantee: IGrantable): Grant;

  /**
   * Any metric of this library by name, with the statistic and unit that suit it.
   *
   * @param metricName for example 'JobsFailed'
   * @param options what to change; dimensions in `dimensionsMap`, which must be one of `dimensionSets`
   */
  metric(metricName: string, options?: MetricOptions): Metric;
  /** Jobs that were submitted. AWS Batch promises no event for it, so it counts the few that come. Sum, count. */
  metricJobsSubmitted(options?: MetricOptions): Metric;
  /** Jobs that began to wait for jobs that they depend on. Sum, count. */
  metricJobsPending(options?: MetricOptions): Metric;
  /** Attempts that began to wait for capacity. Sum, count. */
  metricJobsRunnable(options?: MetricOptions): Metric;
  /** Attempts that were placed and began to start. Sum, count. */
  metricJobsStarting(options?: MetricOptions): Metric;
  /** Attempts that began to run. Sum, count. */
  metricJobsRunning(options?: MetricOptions): Metric;
  /** Jobs that succeeded. Sum, count. */
  metricJobsSucceeded(options?: MetricOptions): Metric;
  /** Jobs that failed, after their last attempt. Sum, count. */
  metricJobsFailed(options?: MetricOptions): Metric;
  /** Time from the submission of a job until it was runnable: dependencies and scheduling. Average, seconds. */
  metricQueuedSeconds(options?: MetricOptions): Metric;
  /** Time that an attempt waited for capacity. Average, seconds. */
  metricRunnableSeconds(options?: MetricOptions): Metric;
  /** Time that an attempt took to start: image pull and container start. Average, seconds. */
  metricStartingSeconds(options?: MetricOptions): Metric;
  /** Time that an attempt ran. Average, seconds. */
  metricRunningSeconds(options?: MetricOptions): Metric;
  /** Attempts that failed, also those that were tried again. Sum, count. */
  metricAttemptsFailed(options?: MetricOptions): Metric;
  /** Attempts that a Spot interruption ended. Sum, count. */
  metricSpotInterruptions(options?: MetricOptions): Metric;
  /** Running time of attempts that failed: work that was thrown away. Sum, seconds. */
  metricLostSeconds(options?: MetricOptions): Metric;
  /** Events that the collector took. Without dimensions. Sum, count. */
  metricEventsProcessed(options?: MetricOptions): Metric;
  /** Events that the collector could not read; under direct delivery, each try. Without dimensions. Sum, count. */
  metricEventsRejected(options?: MetricOptions): Metric;
  /** Events that told nothing new. Without dimensions. Sum, count. */
  metricDuplicateEvents(options?: MetricOptions): Metric;
  /** Events that came after their job's record was written. Without dimensions. Sum, count. */
  metricLateEvents(options?: MetricOptions): Metric;
  /** How old events were when they were processed. Without dimensions. Maximum, seconds. */
  metricEventAgeSeconds(options?: MetricOptions): Metric;
}

/** How to find a job event collector that another stack or app made. */
export interface JobEventCollectorAttributes {
  /** The log group that job records are written to. */
  readonly logGroup: ILogGroup;
  /** The table of jobs in flight. */
  readonly table: ITable;
  /**
   * The namespace of the metrics.
   *
   * @default 'BatchInsights'
   */
  readonly metricNamespace?: string;
  /**
   * The sets of dimensions that metrics are published with.
   *
   * @default - totals, by job queue, and by compute environment
   */
  readonly dimensionSets?: MetricDimensions[];
}
