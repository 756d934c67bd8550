import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';

/** Where container instances of AWS Batch are known: their instance id, type, zone, architecture and purchase option. */
export interface IInstanceRegistry extends IConstruct {
  /** The table of instances. */
  readonly table: ITable;
  /**
   * The queue that takes questions about instances and compute environments that the table does not hold.
   *
   * @default - they stay unknown
   */
  readonly lookUpQueue?: IQueue;

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
}
