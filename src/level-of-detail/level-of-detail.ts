import { MetricDimension, MetricDimensions } from './metric-dimensions';

/**
 * How much is published as metrics, which cost by the combination, and how much is answered from logs.
 *
 * No chart is missing at any level: what is no metric is drawn from the log group.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { BatchInsights, LevelOfDetail } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new BatchInsights(stack, 'Insights', { levelOfDetail: LevelOfDetail.TOTALS });
 */
export class LevelOfDetail {
  /** Metrics over everything; all else is answered from logs. */
  public static readonly TOTALS = new LevelOfDetail('TOTALS', []);
  /** Metrics over everything, by job queue, and by compute environment; by job definition, instance type and zone from logs. */
  public static readonly STANDARD = new LevelOfDetail('STANDARD', [MetricDimension.JOB_QUEUE, MetricDimension.COMPUTE_ENVIRONMENT]);
  /** Metrics by job queue, job definition, compute environment, instance type, Availability Zone and purchase option: a line chart for each. */
  public static readonly FULL = new LevelOfDetail('FULL', [
    MetricDimension.JOB_QUEUE, MetricDimension.JOB_DEFINITION, MetricDimension.COMPUTE_ENVIRONMENT,
    MetricDimension.INSTANCE_TYPE, MetricDimension.AVAILABILITY_ZONE, MetricDimension.PURCHASE_OPTION,
  ]);

  private constructor(
    /** The name of the level. */
    public readonly name: string,
    private readonly dimensions: readonly MetricDimension[],
  ) {}

  /** The sets of dimensions that metrics are published with: the empty one, and one for each dimension. */
  public get dimensionSets(): MetricDimensions[] {
    return [MetricDimensions.of(), ...this.dimensions.map((dimension) => MetricDimensions.of(dimension))];
  }
}
