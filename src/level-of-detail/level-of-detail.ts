import { MetricDimension, MetricDimensions } from './metric-dimensions';
import { countMetrics, usdOfMetrics } from './monthly-cost';
import { checkSiteSize, SiteSize } from './site-size';

/**
 * How much is published as metrics, which cost by the combination, and how much is answered from logs.
 *
 * Breakdowns without a metric are read from the log group. At `TOTALS`, dashboards draw the lines over time by job queue in `BY_JOB_QUEUE` and `WAITING`
 * from the metrics that AWS Batch publishes itself, free of charge and at best effort. Only RunTask calls need metrics for a breakdown by queue and compute
 * environment; without them, the charts show the totals. A metric is available at once, for 15 months, and can have an alarm. A query over a log group costs about $0.005 for
 * each GB that it reads, each time it runs.
 *
 * What a level costs at most, with `BatchInsights` as it is by default, in us-east-1 at the list prices of 2026: see `monthlyUsd`.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { BatchInsights, LevelOfDetail } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new BatchInsights(stack, 'Insights', { levelOfDetail: LevelOfDetail.TOTALS });
 */
export class LevelOfDetail {
  /**
   * Metrics over everything: alarms on the whole of AWS Batch, the least cost whatever the size of a site.
   *
   * Every breakdown, including by job queue, is answered from logs and from the free metrics of AWS Batch. Only the jobs in flight are counted by job queue.
   */
  static readonly TOTALS = new LevelOfDetail('TOTALS', []);
  /**
   * Metrics over everything, by job queue, and by compute environment.
   *
   * Breakdowns by job definition, instance type, Availability Zone and purchase option are answered from logs. The cost grows with the number of job queues and
   * compute environments, which is small at most sites.
   */
  static readonly STANDARD = new LevelOfDetail('STANDARD', [MetricDimension.JOB_QUEUE, MetricDimension.COMPUTE_ENVIRONMENT]);
  /**
   * Metrics over everything, and by job queue, job definition, compute environment, instance type, Availability Zone and purchase option.
   *
   * A line chart and alarms for each. The cost grows with job definitions (without revisions) and instance types; the collector writes no
   * `transitions` records, because metrics contain all of them.
   */
  static readonly FULL = new LevelOfDetail('FULL', [
    MetricDimension.JOB_QUEUE,
    MetricDimension.JOB_DEFINITION,
    MetricDimension.COMPUTE_ENVIRONMENT,
    MetricDimension.INSTANCE_TYPE,
    MetricDimension.AVAILABILITY_ZONE,
    MetricDimension.PURCHASE_OPTION,
  ]);

  private constructor(
    /** The name of the level. */
    readonly name: string,
    private readonly dimensions: readonly MetricDimension[],
  ) {}

  /** The sets of dimensions that metrics are published with: the empty one, and one for each dimension. */
  get dimensionSets(): MetricDimensions[] {
    return [MetricDimensions.of(), ...this.dimensions.map((dimension) => MetricDimensions.of(dimension))];
  }

  /**
   * How many custom metrics this level publishes at most: where every value of every dimension occurs within a month.
   *
   * `LevelOfDetail.FULL` needs to know the number of job definitions and, with an instance registry, of instance types.
   *
   * @param size how large the site is
   */
  monthlyMetrics(size: SiteSize): number {
    checkSiteSize(`LevelOfDetail.${this.name}`, size, this.dimensions.includes(MetricDimension.INSTANCE_TYPE));
    return countMetrics(
      this.dimensionSets.map((set) => set.dimensionNames),
      size,
    );
  }

  /**
   * What the custom metrics of this level cost at most, in US dollars a month: us-east-1, list price of 2026, where nothing else publishes any.
   *
   * @see https://aws.amazon.com/cloudwatch/pricing/
   *
   * @param size how large the site is
   */
  monthlyUsd(size: SiteSize): number {
    return usdOfMetrics(this.monthlyMetrics(size));
  }
}
