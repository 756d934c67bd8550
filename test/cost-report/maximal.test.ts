import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { fullCostReport, historyIn, stackOfExports } from './full-cost-report';
import { CostReport, CostReportSource, JobHistory } from '../../src';

const grantedIn = (stack: Stack, report: { grantQuery(role: Role): unknown }): object[] => {
  const role = new Role(stack, 'Analyst', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  report.grantQuery(role);
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies
    .filter(([id]) => id.startsWith('Analyst'))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as object[]);
};
/** What a report allows of its own bucket, with resources by themselves. */
const addedBy = (stack: Stack, report: CostReport): object[] =>
  grantedIn(stack, report).filter((statement) => JSON.stringify(statement).includes('CostReportBucket'));

describe('a cost report with every prop', () => {
  const stack = stackOfExports();
  fullCostReport(stack);
  const template = Template.fromStack(stack);

  test('has a bucket that is encrypted with the key, expires its files and goes with the stack', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Delete',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { BucketKeyEnabled: true, ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: 'aws:kms' }) },
          ],
        },
        LifecycleConfiguration: {
          Rules: [
            { ExpirationInDays: 730, Status: 'Enabled' },
            { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
          ],
        },
      },
    });
  });

  test('lets Data Exports use the key, for this account alone', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'DataExports',
            Principal: { Service: 'bcm-data-exports.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': '111111111111' } }),
          }),
        ]),
      }),
    });
  });

  test('lets readers decrypt its files through Amazon S3', () => {
    const ofReader = stackOfExports();
    const granted = JSON.stringify(grantedIn(ofReader, fullCostReport(ofReader)));
    expect(granted).toContain('"Action":"kms:Decrypt"');
    expect(granted).toContain('"kms:ViaService":{"Fn::Join":["",["s3.us-east-1.",{"Ref":"AWS::URLSuffix"}]]}');
  });
});

test('GIVEN an imported key THEN a warning has the statement that its policy needs', () => {
  const stack = stackOfExports();
  const encryptionKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111111111111:key/0123');
  new CostReport(stack, 'CostReport', { history: historyIn(stack), encryptionKey });
  Annotations.fromStack(stack).hasWarning(
    '/Costs/CostReport',
    Match.stringLikeRegexp('the export cannot write its files[^]*bcm-data-exports'),
  );
});

test('readers may read the files of the export, and no others of its bucket', () => {
  const stack = stackOfExports();
  const report = new CostReport(stack, 'CostReport', { history: historyIn(stack) });
  const { folder } = report.source;
  const arn = stack.resolve(report.bucket.bucketArn);
  expect(folder).toBe(`cost-report/${report.source.name}/data/`);
  expect(addedBy(stack, report)).toEqual([
    { Action: 's3:GetBucketLocation', Effect: 'Allow', Resource: arn },
    { Action: 's3:ListBucket', Effect: 'Allow', Resource: arn, Condition: { StringLike: { 's3:prefix': `${folder}*` } } },
    { Action: 's3:GetObject', Effect: 'Allow', Resource: { 'Fn::Join': ['', [arn, `/${folder}*`]] } },
  ]);
});

describe('of a report that exists', () => {
  const reportOf = (
    stack: Stack,
    sourceOf: (bucket: IBucket) => CostReportSource,
  ): { report: CostReport; table: Record<string, never> } => {
    const report = new CostReport(stack, 'CostReport', {
      history: historyIn(stack),
      source: sourceOf(Bucket.fromBucketName(stack, 'Costs', 'costs-of-all')),
    });
    const tables = Object.values(Template.fromStack(stack).findResources('AWS::Glue::Table')).map(
      ({ Properties }) => Properties.TableInput,
    );
    return { report, table: tables.find(({ Name: name }) => name === 'cost_line_items') };
  };

  test('GIVEN a data export in a stack of any Region THEN there is a table, and neither a bucket nor an export', () => {
    const stack = new Stack();
    const { report, table } = reportOf(stack, (bucket) =>
      CostReportSource.dataExport({ bucket, prefix: 'billing/cur', name: 'all-accounts' }),
    );
    expect(report.dataExport).toBeUndefined();
    expect(report.bucket.bucketName).toBe('costs-of-all');
    expect(table).toMatchObject({
      Parameters: { 'storage.location.template': 's3://costs-of-all/billing/cur/all-accounts/data/BILLING_PERIOD=${billing_period}' },
      StorageDescriptor: { Location: 's3://costs-of-all/billing/cur/all-accounts/data/' },
    });
    Template.fromStack(stack).resourceCountIs('AWS::BCMDataExports::Export', 0);
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 1);
  });

  test('GIVEN a legacy report THEN the table has its years, months and tags', () => {
    const { table } = reportOf(new Stack(), (bucket) =>
      CostReportSource.legacyReport({ bucket, name: 'batch-costs', tags: ['user_project'] }),
    );
    const { Parameters: parameters, PartitionKeys: keys, StorageDescriptor: storage } = table as Record<string, Record<string, unknown>>;
    expect(parameters).toMatchObject({
      'projection.year.type': 'date',
      'projection.year.format': 'yyyy',
      'projection.year.range': '2020,NOW',
      'projection.year.interval.unit': 'YEARS',
      'projection.month.type': 'integer',
      'projection.month.range': '1,12',
      'storage.location.template': 's3://costs-of-all/batch-costs/batch-costs/year=${year}/month=${month}',
    });
    expect(keys).toMatchObject([{ Name: 'year' }, { Name: 'month' }]);
    const columns = (storage.Columns as { Name: string }[])
      .map(({ Name: name }) => name)
      .filter((name) => name.startsWith('resource_tags'));
    expect(columns).toEqual([
      ...['compute_environment', 'job_queue', 'job_definition'].map((tag) => `resource_tags_aws_batch_${tag}`),
      'resource_tags_user_project',
    ]);
  });

  test('GIVEN a bucket with a key in another Region THEN readers may decrypt through Amazon S3 there', () => {
    const stack = new Stack();
    const bucket = Bucket.fromBucketAttributes(stack, 'Costs', {
      bucketName: 'costs-of-all',
      region: 'us-east-1',
      encryptionKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111111111111:key/0123'),
    });
    const report = new CostReport(stack, 'CostReport', {
      history: historyIn(stack),
      source: CostReportSource.dataExport({ bucket, name: 'all' }),
    });
    expect(JSON.stringify(grantedIn(stack, report))).toContain('"s3.us-east-1."');
  });

  test('GIVEN an imported history THEN the views are in its database', () => {
    const stack = new Stack();
    const bucket = Bucket.fromBucketName(stack, 'Costs', 'costs-of-all');
    const history = JobHistory.fromJobHistoryAttributes(stack, 'History', {
      databaseName: 'batch_history',
      workGroupName: 'batch',
      bucket,
    });
    new CostReport(stack, 'CostReport', { history, source: CostReportSource.dataExport({ bucket, name: 'all' }) });
    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::Glue::Table', { DatabaseName: 'batch_history' });
    const views = template.findResources('AWS::Glue::Table', { Properties: { TableInput: { Name: 'job_costs' } } });
    const [{ Properties }] = Object.values(views);
    const [, encoded] = /Presto View: (\S+)/.exec(Properties.TableInput.ViewOriginalText) ?? [];
    expect(JSON.parse(Buffer.from(encoded, 'base64').toString())).toMatchObject({ schema: 'batch_history', catalog: 'awsdatacatalog' });
  });
});
