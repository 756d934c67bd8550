import { DimensionName } from '../domain/names/metrics';
import { firstDuplicate, rejectDuplicate } from '../prop-check/prop-check';
import { checkType, listOf, memberOf } from '../prop-check/prop-types';

/**
 * A property of a job by which metrics can be broken down.
 *
 * Only properties with few values are offered: each combination of values is a custom metric of its own, at about $0.30 a month.
 *
 * @example
 * import { MetricDimension, MetricDimensions } from 'cdk-batch-insights';
 *
 * const perQueueAndType = MetricDimensions.of(MetricDimension.JOB_QUEUE, MetricDimension.INSTANCE_TYPE);
 */
export class MetricDimension {
  /** The job queue's name. */
  static readonly JOB_QUEUE = new MetricDimension(DimensionName.JOB_QUEUE);
  /** The job definition's name, without its revision. */
  static readonly JOB_DEFINITION = new MetricDimension(DimensionName.JOB_DEFINITION);
  /** The compute environment's name, known once a job is placed. */
  static readonly COMPUTE_ENVIRONMENT = new MetricDimension(DimensionName.COMPUTE_ENVIRONMENT);
  /** The EC2 instance type, known where an instance registry is. */
  static readonly INSTANCE_TYPE = new MetricDimension(DimensionName.INSTANCE_TYPE);
  /** The Availability Zone, known where an instance registry is. */
  static readonly AVAILABILITY_ZONE = new MetricDimension(DimensionName.AVAILABILITY_ZONE);
  /** On-Demand, Spot, Fargate, Fargate Spot or Capacity Block, known where an instance registry is. */
  static readonly PURCHASE_OPTION = new MetricDimension(DimensionName.PURCHASE_OPTION);

  /** The dimension's name in CloudWatch. */
  readonly dimensionName: string;

  private constructor(dimensionName: string) {
    this.dimensionName = dimensionName;
  }
}

/**
 * One set of dimensions that each metric is published with.
 *
 * CloudWatch does not add sets up: a metric published by job queue alone has no total, unless the empty set is there too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Dimension
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { JobEventCollector, MetricDimension, MetricDimensions } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new JobEventCollector(stack, 'Collector', {
 *   dimensionSets: [MetricDimensions.of(), MetricDimensions.of(MetricDimension.JOB_QUEUE, MetricDimension.JOB_DEFINITION)],
 * });
 */
export class MetricDimensions {
  /**
   * A set of the given dimensions; of none, for totals over everything.
   *
   * @param dimensions the dimensions, each once
   */
  static of(...dimensions: MetricDimension[]): MetricDimensions {
    checkType(
      'MetricDimensions.of',
      'dimensions',
      dimensions,
      listOf('metric dimensions', memberOf(MetricDimension, 'members of MetricDimension, for example MetricDimension.JOB_QUEUE')),
    );
    const names = dimensions.map((dimension) => dimension.dimensionName);
    const duplicate = firstDuplicate(names);
    if (duplicate !== undefined) rejectDuplicate('MetricDimensions.of', 'dimensions', duplicate, 'Name each dimension once.');
    return new MetricDimensions(names);
  }

  /** The names of the dimensions in CloudWatch. */
  readonly dimensionNames: string[];

  private constructor(dimensionNames: string[]) {
    this.dimensionNames = dimensionNames;
  }
}
