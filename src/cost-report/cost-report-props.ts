import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CostReportSource } from './cost-report-source';
import { IJobHistory } from '../job-history';

/** Options of a `CostReport`, all with a default. `BatchInsights.addCostReport` takes them too. */
export interface CostReportOptions {
  /**
   * A report that exists, for example that of the management account, which has the costs of all accounts.
   *
   * @default - a new data export of CUR 2.0 of this account, with the costs of Amazon ECS alone, and a bucket for it
   */
  readonly source?: CostReportSource;
  /**
   * How long the files of the export are kept, in whole days, at least 62: the file of a month changes until about two weeks after the month. An error with
   * `source`.
   *
   * @default - for ever
   */
  readonly retention?: Duration;
  /**
   * A key for the bucket. A key made in the same app gets the statement that Data Exports needs; the policy of an imported key must have it. An error with
   * `source`.
   *
   * @default - a key that Amazon S3 manages
   */
  readonly encryptionKey?: IKey;
  /**
   * What happens to the bucket when it leaves the stack. CloudFormation deletes a bucket only if it is empty. An error with `source`.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Properties of a `CostReport`. */
export interface CostReportProps extends CostReportOptions {
  /** The history whose jobs and attempts get their costs. The table and the views of costs are in its database. */
  readonly history: IJobHistory;
}
