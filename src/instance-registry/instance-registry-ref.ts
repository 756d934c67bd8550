import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';

/** Where container instances of AWS Batch are known and counted: their instance id, type, zone, architecture and purchase option. */
export interface IInstanceRegistry extends IConstruct {
  /** The table of instances. */
  readonly table: ITable;
  /**
   * The queue that takes questions about instances and compute environments that the table does not hold.
   *
   * @default - they stay unknown
   */
  readonly lookUpQueue?: IQueue;
  /** The log group that holds a line for each instance that joined, left or was warned. */
  readonly logGroup: ILogGroup;
  /** The namespace of the metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The sets of dimensions that metrics of instances are published with. */
  readonly dimensionSets: MetricDimensions[];

  /** Allows reading the table of instances. */
  grantReadInstances(grantee: IGrantable): Grant;
}

/** How to find an instance registry that another stack or app made. */
export interface InstanceRegistryAttributes {
  /** The table of instances. */
  readonly table: ITable;
  /**
   * The queue that takes questions about instances and compute environments that the table does not hold.
   *
   * @default - they stay unknown
   */
  readonly lookUpQueue?: IQueue;
  /** The log group that holds a line for each instance that joined, left or was warned. */
  readonly logGroup: ILogGroup;
  /**
   * The namespace of the metrics.
   *
   * @default 'BatchInsights'
   */
  readonly metricNamespace?: string;
  /**
   * The sets of dimensions that metrics of instances are published with.
   *
   * @default - totals, and by compute environment
   */
  readonly dimensionSets?: MetricDimensions[];
}
