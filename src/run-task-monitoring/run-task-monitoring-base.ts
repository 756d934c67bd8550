import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct } from 'constructs';
import { RunTaskMetric } from '../domain/names/metrics';
import { OTHER_LEVEL } from '../level-of-detail/dimension-check';
import { JobQueueMetricOptions } from '../level-of-detail/job-queue-metric-options';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';
import { publishedMetric } from '../level-of-detail/published-metric';
import { setsOfLevel } from '../level-of-detail/published-sets';

/** Counts the RunTask calls of AWS Batch, and records why tasks were not placed. */
export interface IRunTaskMonitoring extends IConstruct {
  /** The log group that holds a line for each reason why tasks of a call were not placed. */
  readonly logGroup: ILogGroup;
  /** The namespace of the metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The sets of dimensions that metrics are published with; `TasksNotPlaced` has the set `Reason` in addition. */
  readonly dimensionSets: MetricDimensions[];

  /**
   * A metric of RunTask by name.
   *
   * A name or a set of dimensions that is not published is an error, since CloudWatch would show an empty chart.
   *
   * @param metricName 'RunTaskCalls', 'TasksPlaced' or 'TasksNotPlaced'
   * @param options what to change; a job queue in `jobQueue`, other dimensions in `dimensionsMap`, which must be a set that the metric is published with
   */
  metric(metricName: string, options?: JobQueueMetricOptions): Metric;
  /** Calls of RunTask that AWS Batch made, whatever came of them. Sum, count. */
  metricRunTaskCalls(options?: JobQueueMetricOptions): Metric;
  /** Tasks that were placed, each once. Sum, count. */
  metricTasksPlaced(options?: JobQueueMetricOptions): Metric;
  /** Failures to place a task, and calls that were refused; by reason with `dimensionsMap: { Reason: 'RESOURCE:MEMORY' }`. Sum, count. */
  metricTasksNotPlaced(options?: JobQueueMetricOptions): Metric;
}

/** How to find the run-task monitoring that another stack or app made. */
export interface RunTaskMonitoringAttributes {
  /** The log group that holds the reasons why tasks were not placed. */
  readonly logGroup: ILogGroup;
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

/** The dimension sets of a level that a metric of RunTask calls can have. */
export const dimensionSetsOf = (level: LevelOfDetail): MetricDimensions[] => setsOfLevel(level, 'run-task');

/**
 * What run-task monitoring offers to its readers, whether it is made here or elsewhere.
 *
 * @internal
 */
export abstract class RunTaskMonitoringBase extends Construct implements IRunTaskMonitoring {
  abstract readonly logGroup: ILogGroup;
  abstract readonly metricNamespace: string;
  abstract readonly dimensionSets: MetricDimensions[];

  /**
   * A metric of RunTask by name.
   *
   * A name or a set of dimensions that is not published is an error, since CloudWatch would show an empty chart.
   *
   * @param metricName 'RunTaskCalls', 'TasksPlaced' or 'TasksNotPlaced'
   * @param options what to change; a job queue in `jobQueue`, other dimensions in `dimensionsMap`, which must be a set that the metric is published with
   */
  metric(metricName: string, options?: JobQueueMetricOptions): Metric {
    return publishedMetric(this, { origin: 'run-task', metricName, options, allowed: 'a metric of RunTask', otherwise: OTHER_LEVEL });
  }

  metricRunTaskCalls(options?: JobQueueMetricOptions): Metric {
    return this.metric(RunTaskMetric.RUN_TASK_CALLS, options);
  }

  metricTasksPlaced(options?: JobQueueMetricOptions): Metric {
    return this.metric(RunTaskMetric.TASKS_PLACED, options);
  }

  metricTasksNotPlaced(options?: JobQueueMetricOptions): Metric {
    return this.metric(RunTaskMetric.TASKS_NOT_PLACED, options);
  }
}
