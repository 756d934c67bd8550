import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { MetricName } from '../domain/names/metrics';
import { grantReadTable } from '../event-intake/storage';
import { JobQueueMetricOptions } from '../level-of-detail/job-queue-metric-options';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';
import { publishedMetric } from '../level-of-detail/published-metric';

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

  /**
   * Allows running CloudWatch Logs Insights queries over the job records.
   *
   * @param grantee who may
   */
  grantReadRecords(grantee: IGrantable): Grant;
  /**
   * Allows reading the table of jobs.
   *
   * @param grantee who may
   */
  grantReadJobs(grantee: IGrantable): Grant;

  /**
   * Any metric of this library by name, with the statistic and unit that suit it.
   *
   * A name or a set of dimensions that the collector does not publish is an error, since CloudWatch would show an empty chart.
   *
   * @param metricName for example 'JobsFailed'
   * @param options what to change; a job queue in `jobQueue`, dimensions in `dimensionsMap`, which must be one of `dimensionSets`
   */
  metric(metricName: string, options?: JobQueueMetricOptions): Metric;
  /** Jobs that were submitted. AWS Batch promises no event for it, so it counts the few that come. Sum, count. */
  metricJobsSubmitted(options?: JobQueueMetricOptions): Metric;
  /** Jobs that began to wait for jobs that they depend on. Sum, count. */
  metricJobsPending(options?: JobQueueMetricOptions): Metric;
  /** Attempts that began to wait for capacity. Sum, count. */
  metricJobsRunnable(options?: JobQueueMetricOptions): Metric;
  /** Attempts that were placed and began to start. Sum, count. */
  metricJobsStarting(options?: JobQueueMetricOptions): Metric;
  /** Attempts that began to run. Sum, count. */
  metricJobsRunning(options?: JobQueueMetricOptions): Metric;
  /** Jobs that succeeded. Sum, count. */
  metricJobsSucceeded(options?: JobQueueMetricOptions): Metric;
  /** Jobs that failed, after their last attempt. Sum, count. */
  metricJobsFailed(options?: JobQueueMetricOptions): Metric;
  /** Time from the submission of a job until it was runnable: dependencies and scheduling. Average, seconds. */
  metricQueuedSeconds(options?: JobQueueMetricOptions): Metric;
  /** Time that an attempt waited for capacity. Average, seconds. */
  metricRunnableSeconds(options?: JobQueueMetricOptions): Metric;
  /** Time that an attempt took to start: image pull and container start. Average, seconds. */
  metricStartingSeconds(options?: JobQueueMetricOptions): Metric;
  /** Time that an attempt ran. Average, seconds. */
  metricRunningSeconds(options?: JobQueueMetricOptions): Metric;
  /** Attempts that failed, also those that were tried again. Sum, count. */
  metricAttemptsFailed(options?: JobQueueMetricOptions): Metric;
  /** Attempts that a Spot interruption ended. Sum, count. */
  metricSpotInterruptions(options?: JobQueueMetricOptions): Metric;
  /** Running time of attempts that failed: work that was thrown away. Sum, seconds. */
  metricLostSeconds(options?: JobQueueMetricOptions): Metric;
  /** Events that the collector processed. Without dimensions. Sum, count. */
  metricEventsProcessed(options?: MetricOptions): Metric;
  /** Events that the collector could not read; under direct delivery, each try. Without dimensions. Sum, count. */
  metricEventsRejected(options?: MetricOptions): Metric;
  /** Fields of events that could not be read and were left out, each once per event. Without dimensions. Sum, count. */
  metricFieldsUnread(options?: MetricOptions): Metric;
  /** Events that reported nothing new. Without dimensions. Sum, count. */
  metricDuplicateEvents(options?: MetricOptions): Metric;
  /** Events that came after their job's record was written. Without dimensions. Sum, count. */
  metricLateEvents(options?: MetricOptions): Metric;
  /** How old events were when they were processed. Without dimensions. Maximum, seconds. */
  metricEventAgeSeconds(options?: MetricOptions): Metric;
}

/**
 * Where the function of a collector finds prices, and asks for those that are missing.
 *
 * @internal
 */
export interface PriceSource {
  readonly table: ITable;
  readonly lookUpQueue: IQueue;
  /** Whether what instances cost is counted. */
  readonly countsInstances: boolean;
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

/**
 * What a collector offers to its readers, whether it is made here or elsewhere.
 *
 * @internal
 */
export abstract class JobEventCollectorBase extends Construct implements IJobEventCollector {
  abstract readonly logGroup: ILogGroup;
  abstract readonly table: ITable;
  abstract readonly metricNamespace: string;
  abstract readonly dimensionSets: MetricDimensions[];
  /** @internal the job queues that are watched, where they are known and not all */
  readonly _jobQueues?: IJobQueue[];
  /** @internal whether its function gets prices already */
  get _hasPrices(): boolean {
    return false;
  }

  /**
   * Gives the function prices, with which it estimates costs. Absent where the function was created elsewhere.
   *
   * @internal
   */
  _usePrices?(prices: PriceSource): void;

  /**
   * Allows running CloudWatch Logs Insights queries over the job records.
   *
   * @param grantee who may
   */
  grantReadRecords(grantee: IGrantable): Grant {
    const onLogGroup = Grant.addToPrincipal({
      grantee,
      actions: ['logs:FilterLogEvents', 'logs:GetLogGroupFields', 'logs:GetLogRecord', 'logs:StartQuery'],
      resourceArns: [this.logGroup.logGroupArn],
    });
    // The actions on a running query name no log group, so IAM cannot limit them to one.
    const onQueries = Grant.addToPrincipal({ grantee, actions: ['logs:GetQueryResults', 'logs:StopQuery'], resourceArns: ['*'] });
    return onLogGroup.combine(onQueries);
  }

  /**
   * Allows reading the table of jobs.
   *
   * @param grantee who may
   */
  grantReadJobs(grantee: IGrantable): Grant {
    return grantReadTable(this.table, grantee);
  }

  /**
   * Any metric of this library by name, with the statistic and unit that suit it.
   *
   * A name or a set of dimensions that the collector does not publish is an error, since CloudWatch would show an empty chart.
   *
   * @param metricName for example 'JobsFailed'
   * @param options what to change; a job queue in `jobQueue`, dimensions in `dimensionsMap`, which must be one of `dimensionSets`
   */
  metric(metricName: string, options?: JobQueueMetricOptions): Metric {
    return publishedMetric(this, {
      origin: 'collector',
      metricName,
      options,
      allowed: 'a metric that the collector publishes',
      otherwise: ', or add the set to dimensionSets of the collector',
    });
  }

  metricJobsSubmitted(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.JOBS_SUBMITTED, options);
  }

  metricJobsPending(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.JOBS_PENDING, options);
  }

  metricJobsRunnable(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.JOBS_RUNNABLE, options);
  }

  metricJobsStarting(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.JOBS_STARTING, options);
  }

  metricJobsRunning(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.JOBS_RUNNING, options);
  }

  metricJobsSucceeded(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.JOBS_SUCCEEDED, options);
  }

  metricJobsFailed(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.JOBS_FAILED, options);
  }

  metricQueuedSeconds(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.QUEUED_SECONDS, options);
  }

  metricRunnableSeconds(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.RUNNABLE_SECONDS, options);
  }

  metricStartingSeconds(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.STARTING_SECONDS, options);
  }

  metricRunningSeconds(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.RUNNING_SECONDS, options);
  }

  metricAttemptsFailed(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.ATTEMPTS_FAILED, options);
  }

  metricSpotInterruptions(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.SPOT_INTERRUPTIONS, options);
  }

  metricLostSeconds(options?: JobQueueMetricOptions): Metric {
    return this.metric(MetricName.LOST_SECONDS, options);
  }

  metricEventsProcessed(options?: MetricOptions): Metric {
    return this.metric(MetricName.EVENTS_PROCESSED, options);
  }

  metricEventsRejected(options?: MetricOptions): Metric {
    return this.metric(MetricName.EVENTS_REJECTED, options);
  }

  metricFieldsUnread(options?: MetricOptions): Metric {
    return this.metric(MetricName.FIELDS_UNREAD, options);
  }

  metricDuplicateEvents(options?: MetricOptions): Metric {
    return this.metric(MetricName.DUPLICATE_EVENTS, options);
  }

  metricLateEvents(options?: MetricOptions): Metric {
    return this.metric(MetricName.LATE_EVENTS, options);
  }

  metricEventAgeSeconds(options?: MetricOptions): Metric {
    return this.metric(MetricName.EVENT_AGE_SECONDS, options);
  }
}
