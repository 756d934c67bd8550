import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct } from 'constructs';
import { CostMetric } from '../domain/names/metrics';
import { grantReadTable } from '../event-intake/storage';
import { OTHER_LEVEL } from '../level-of-detail/dimension-check';
import { JobQueueMetricOptions } from '../level-of-detail/job-queue-metric-options';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';
import { publishedMetric } from '../level-of-detail/published-metric';

/** Knows prices, and has the collector estimate what jobs cost. */
export interface ICostInsights extends IConstruct {
  /** The table of prices. */
  readonly table: ITable;
  /** The log group of the collector, whose job records have the costs. */
  readonly recordLogGroup: ILogGroup;
  /** The namespace of the metrics in CloudWatch: that of the collector. */
  readonly metricNamespace: string;
  /** The sets of dimensions of the collector: metrics of costs are published with those of job queues and compute environments. */
  readonly dimensionSets: MetricDimensions[];
  /** Whether it has an instance registry, so that there are metrics of instances and idle capacity. */
  readonly instancesIncluded: boolean;

  /**
   * Allows reading the table of prices.
   *
   * @param grantee who may
   */
  grantReadPrices(grantee: IGrantable): Grant;

  /**
   * A metric of costs by name.
   *
   * A name or a set of dimensions that is not published is an error, since CloudWatch would show an empty chart.
   *
   * @param metricName for example 'CostUsd'
   * @param options what to change; a job queue in `jobQueue`, other dimensions in `dimensionsMap`, which must be a set that the metric is published with
   */
  metric(metricName: string, options?: JobQueueMetricOptions): Metric;
  /** Estimated cost of attempts, measured when their job ends. Sum, US dollars. */
  metricCostUsd(options?: JobQueueMetricOptions): Metric;
  /** Estimated cost of attempts that failed. Sum, US dollars. */
  metricLostCostUsd(options?: JobQueueMetricOptions): Metric;
  /** What attempts would have cost On-Demand, less what they cost. Sum, US dollars. */
  metricSavedUsd(options?: JobQueueMetricOptions): Metric;
  /** Attempts that ran and whose cost is not known. Without dimensions. Sum, count. */
  metricAttemptsUnpriced(options?: JobQueueMetricOptions): Metric;
  /** What container instances in service cost, by hour. In total and by compute environment. Needs `instanceRegistry`. Sum, US dollars. */
  metricInstanceCostUsd(options?: MetricOptions): Metric;
  /**
   * What container instances in service cost less what jobs used of them. In total and by compute environment. Needs `instanceRegistry`. Sum, US dollars.
   *
   * Jobs that run are counted when they end, in the hours in which they ran: until then, what they use counts as idle.
   */
  metricIdleCostUsd(options?: MetricOptions): Metric;
  /** How long container instances were in service at a price that is not known. Needs `instanceRegistry`. Without dimensions. Sum, seconds. */
  metricUnpricedInstanceSeconds(options?: MetricOptions): Metric;
}

/**
 * What cost insights offer to their readers.
 *
 * @internal
 */
export abstract class CostInsightsBase extends Construct implements ICostInsights {
  abstract readonly table: ITable;
  abstract readonly recordLogGroup: ILogGroup;
  abstract readonly metricNamespace: string;
  abstract readonly dimensionSets: MetricDimensions[];
  abstract readonly instancesIncluded: boolean;

  /**
   * Allows reading the table of prices.
   *
   * @param grantee who may
   */
  grantReadPrices(grantee: IGrantable): Grant {
    return grantReadTable(this.table, grantee);
  }

  /**
   * A metric of costs by name.
   *
   * A name or a set of dimensions that is not published is an error, since CloudWatch would show an empty chart.
   *
   * @param metricName for example 'CostUsd'
   * @param options what to change; a job queue in `jobQueue`, other dimensions in `dimensionsMap`, which must be a set that the metric is published with
   */
  metric(metricName: string, options?: JobQueueMetricOptions): Metric {
    return publishedMetric(this, { origin: 'costs', metricName, options, allowed: 'a metric of costs', otherwise: OTHER_LEVEL });
  }

  metricCostUsd(options?: JobQueueMetricOptions): Metric {
    return this.metric(CostMetric.COST_USD, options);
  }

  metricLostCostUsd(options?: JobQueueMetricOptions): Metric {
    return this.metric(CostMetric.LOST_COST_USD, options);
  }

  metricSavedUsd(options?: JobQueueMetricOptions): Metric {
    return this.metric(CostMetric.SAVED_USD, options);
  }

  metricAttemptsUnpriced(options?: JobQueueMetricOptions): Metric {
    return this.metric(CostMetric.ATTEMPTS_UNPRICED, options);
  }

  metricInstanceCostUsd(options?: MetricOptions): Metric {
    return this.metric(CostMetric.INSTANCE_COST_USD, options);
  }

  metricIdleCostUsd(options?: MetricOptions): Metric {
    return this.metric(CostMetric.IDLE_COST_USD, options);
  }

  metricUnpricedInstanceSeconds(options?: MetricOptions): Metric {
    return this.metric(CostMetric.UNPRICED_INSTANCE_SECONDS, options);
  }
}
