import { Stack } from 'aws-cdk-lib';
import { CfnExport } from 'aws-cdk-lib/aws-bcmdataexports';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkCostReportProps } from './check-cost-report-props';
import { costNamedQueries, costViewTables, lineItemsTable } from './cost-catalogue';
import { newExport } from './cost-export';
import { CostReportProps } from './cost-report-props';
import { CostReportSource } from './cost-report-source';
import { IJobHistory } from '../job-history';
import { Allowed } from '../job-history/query-statements';

/**
 * What jobs cost by the bill of AWS: the amortized cost of each job, attempt, job queue, job definition and tag, with the share of unused capacity apart.
 *
 * It creates a data export of CUR 2.0 with split cost allocation data, an encrypted bucket for it, and in the database of a `JobHistory` a table, views that join
 * costs to attempts by the ARN of the ECS task, and named queries. The export has the costs of Amazon ECS of this account alone. CloudFormation creates exports
 * only in us-east-1: in another Region, a stack of its own there has the export.
 *
 * The payer of the account must opt in to split cost allocation data in the Cost Management preferences, by hand. Costs are there up to 24 hours later, from then
 * on. Amounts that the bill does not have are NULL, never 0.
 *
 * @example
 * import { App, Stack } from 'aws-cdk-lib';
 * import { Role } from 'aws-cdk-lib/aws-iam';
 * import { CostReport, JobEventCollector, JobHistory } from 'cdk-batch-insights';
 *
 * declare const app: App;
 * declare const analyst: Role;
 * const stack = new Stack(app, 'Batch', { env: { account: '111111111111', region: 'eu-west-1' } });
 * const history = new JobHistory(stack, 'History', { collector: new JobEventCollector(stack, 'Collector') });
 * const report = new CostReport(stack, 'Costs', { history });
 * report.grantQuery(analyst);
 */
export class CostReport extends Construct {
  /** Where the costs come from. */
  readonly source: CostReportSource;
  /** The bucket that has the files of the report. */
  readonly bucket: IBucket;
  /** The data export, in us-east-1. Absent if `source` is given. */
  readonly dataExport?: CfnExport;
  /** The history whose jobs have their costs. */
  readonly history: IJobHistory;

  constructor(scope: Construct, id: string, props: CostReportProps) {
    super(scope, id);
    checkCostReportProps(this, props);
    this.history = props.history;
    const { source, dataExport } = props.source ? { source: props.source } : newExport(this, props);
    this.source = source;
    this.bucket = source.bucket;
    this.dataExport = dataExport;

    lineItemsTable(this, this.history, this.source);
    costViewTables(this, this.history, this.source);
    costNamedQueries(this, this.history);
  }

  /**
   * Allows running queries over the costs and the history, in the work group of the history, and reading their results.
   *
   * A bucket of another account must allow it in its own policy too.
   *
   * @param grantee who may
   */
  grantQuery(grantee: IGrantable): Grant {
    return this.readStatements()
      .map((statement) => Grant.addToPrincipal({ grantee, ...statement, resourceArns: [...statement.resourceArns] }))
      .reduce((all, grant) => all.combine(grant), this.history.grantQuery(grantee));
  }

  /** Athena reads the files in the name of who asks. */
  private readStatements(): Allowed[] {
    const { bucket, folder } = this.source;
    const prefixes = { StringLike: { 's3:prefix': `${folder}*` } };
    return [
      { actions: ['s3:GetBucketLocation'], resourceArns: [bucket.bucketArn] },
      { actions: ['s3:ListBucket'], resourceArns: [bucket.bucketArn], conditions: prefixes },
      { actions: ['s3:GetObject'], resourceArns: [bucket.arnForObjects(`${folder}*`)] },
      ...this.keyStatements(),
    ];
  }

  /** The key of the bucket, through Amazon S3 of the Region that the bucket is in. */
  private keyStatements(): Allowed[] {
    const { encryptionKey, env } = this.bucket;
    if (!encryptionKey) return [];
    const conditions = { StringEquals: { 'kms:ViaService': `s3.${env.region}.${Stack.of(this).urlSuffix}` } };
    return [{ actions: ['kms:Decrypt'], resourceArns: [encryptionKey.keyArn], conditions }];
  }
}
