import { IBucket } from 'aws-cdk-lib/aws-s3';

/** How to find a report that exists. */
export interface ExistingReport {
  /**
   * The bucket that has the files, with its `encryptionKey` if it has one: `grantQuery` allows its use.
   *
   * It may be in another account or Region. A bucket of another account must allow the readers in its own policy.
   */
  readonly bucket: IBucket;
  /** The name of the report or export. */
  readonly name: string;
  /**
   * What the keys of the files begin with, before the name of the report, without a slash at either end.
   *
   * @default - none
   */
  readonly prefix?: string;
}

/** A Cost and Usage Report of the older kind. */
export interface LegacyReport extends ExistingReport {
  /**
   * Columns of activated cost allocation tags to read, without `resource_tags_`, for example `user_project`.
   *
   * The tags of AWS Batch are always read. A column that the report does not have reads as NULL.
   *
   * @default - the tags of AWS Batch alone
   */
  readonly tags?: string[];
}
