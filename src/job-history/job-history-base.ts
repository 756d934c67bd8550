import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';
import { queryStatements } from './query-statements';
import { HistoryDatasetName } from '../domain/names/history';

/** Job records in Amazon S3, as tables and views for Amazon Athena. */
export interface IJobHistory extends IConstruct {
  /** The AWS Glue database that has the tables and views. */
  readonly databaseName: string;
  /** The Athena work group that limits what a query scans, and has the named queries. */
  readonly workGroupName: string;
  /** The bucket that holds the files of the history and the results of queries. */
  readonly bucket: IBucket;
  /** What the keys of all objects begin with: empty, or ends with a slash. */
  readonly prefix: string;
  /** Whether there is a view of state transitions. */
  readonly transitionsIncluded: boolean;
  /** Whether there is a view of container instances. */
  readonly instancesIncluded: boolean;

  /**
   * Allows running queries over the history in its work group, reading their results, and the named queries.
   *
   * @param grantee who may
   */
  grantQuery(grantee: IGrantable): Grant;
}

/** How to find a job history that another stack or app made. */
export interface JobHistoryAttributes {
  /** The AWS Glue database that has the tables and views. */
  readonly databaseName: string;
  /** The Athena work group of the history. */
  readonly workGroupName: string;
  /** The bucket that holds the history, with its `encryptionKey` if it has one: `grantQuery` allows its use. */
  readonly bucket: IBucket;
  /**
   * What the keys of all objects begin with: empty, or ends with a slash.
   *
   * @default - none
   */
  readonly prefix?: string;
  /**
   * Whether there is a view of state transitions.
   *
   * @default false
   */
  readonly transitionsIncluded?: boolean;
  /**
   * Whether there is a view of container instances.
   *
   * @default false
   */
  readonly instancesIncluded?: boolean;
}

/** The datasets that a history has. */
export const datasetsOf = ({ transitionsIncluded, instancesIncluded }: IncludedDatasets): HistoryDatasetName[] => [
  'jobs',
  ...(transitionsIncluded ? (['transitions'] as const) : []),
  ...(instancesIncluded ? (['instances'] as const) : []),
];

interface IncludedDatasets {
  readonly transitionsIncluded?: boolean;
  readonly instancesIncluded?: boolean;
}

/**
 * What a history offers to its readers, whether it is made here or elsewhere.
 *
 * @internal
 */
export abstract class JobHistoryBase extends Construct implements IJobHistory {
  abstract readonly databaseName: string;
  abstract readonly workGroupName: string;
  abstract readonly bucket: IBucket;
  abstract readonly prefix: string;
  abstract readonly transitionsIncluded: boolean;
  abstract readonly instancesIncluded: boolean;

  /**
   * Allows running queries over the history in its work group, reading their results, and the named queries.
   *
   * @param grantee who may
   */
  grantQuery(grantee: IGrantable): Grant {
    return queryStatements(this, { ...this.place(), datasets: datasetsOf(this) })
      .map((statement) => Grant.addToPrincipal({ grantee, ...statement, resourceArns: [...statement.resourceArns] }))
      .reduce((all, grant) => all.combine(grant));
  }

  private place() {
    const { databaseName, workGroupName, bucket, prefix } = this;
    return { databaseName, workGroupName, bucket, prefix };
  }
}
