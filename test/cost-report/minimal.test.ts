import { App, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { historyIn, stackOfExports } from './full-cost-report';
import { CostReport } from '../../src';
import { CUR_2 } from '../../src/cost-report/sql/line-items';
import { costQueries } from '../../src/cost-report/sql/queries';
import { costViews } from '../../src/cost-report/sql/views';

const reportIn = (stack: Stack): CostReport => new CostReport(stack, 'CostReport', { history: historyIn(stack) });
const exportOf = (template: Template) => Object.values(template.findResources('AWS::BCMDataExports::Export'))[0].Properties.Export;
const tablesOf = (template: Template, type: string) =>
  Object.values(template.findResources('AWS::Glue::Table'))
    .map(({ Properties }) => Properties)
    .filter(({ TableInput: { TableType: each, Name: name } }) => each === type && /cost|bill/.test(name));

describe('a cost report in us-east-1', () => {
  const stack = stackOfExports();
  const report = reportIn(stack);
  const template = Template.fromStack(stack);
  const bucketId = stack.getLogicalId(report.bucket.node.defaultChild as never);

  test('exports hourly costs of ECS tasks, with resource ids and split costs, into its bucket', () => {
    const { Name: name, DataQuery: query, DestinationConfigurations: destination, RefreshCadence: cadence } = exportOf(template);
    expect(name).toMatch(/^[\w-]+-us-east-1$/);
    expect(query.TableConfigurations).toEqual({
      COST_AND_USAGE_REPORT: { TIME_GRANULARITY: 'HOURLY', INCLUDE_RESOURCES: 'TRUE', INCLUDE_SPLIT_COST_ALLOCATION_DATA: 'TRUE' },
    });
    expect(query.QueryStatement).toMatch(
      /^SELECT [a-z_, ]*resource_tags FROM COST_AND_USAGE_REPORT WHERE line_item_product_code = 'AmazonECS'$/,
    );
    expect(destination.S3Destination).toEqual({
      S3Bucket: { Ref: bucketId },
      S3Prefix: 'cost-report',
      S3Region: 'us-east-1',
      S3OutputConfigurations: { Format: 'PARQUET', Compression: 'PARQUET', OutputType: 'CUSTOM', Overwrite: 'OVERWRITE_REPORT' },
    });
    expect(cadence).toEqual({ Frequency: 'SYNCHRONOUS' });
  });

  test('makes the export after the bucket and its policy', () => {
    const [{ DependsOn: dependencies }] = Object.values(template.findResources('AWS::BCMDataExports::Export'));
    const [policy] = Object.entries(template.findResources('AWS::S3::BucketPolicy')).filter(
      ([, { Properties }]) => Properties.Bucket.Ref === bucketId,
    );
    expect(dependencies.sort()).toEqual([bucketId, policy[0]].sort());
  });

  test('lets Data Exports write for this account alone, and nobody without TLS', () => {
    const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy')).filter(
      ({ Properties }) => Properties.Bucket.Ref === bucketId,
    );
    const conditions = {
      StringEquals: { 'aws:SourceAccount': '111111111111' },
      ArnLike: {
        'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':bcm-data-exports:us-east-1:111111111111:export/*']] },
      },
    };
    const allowed = policy.Properties.PolicyDocument.Statement.filter(({ Effect: effect }: { Effect: string }) => effect === 'Allow');
    const arn = { 'Fn::GetAtt': [bucketId, 'Arn'] };
    const principal = { Service: 'bcm-data-exports.amazonaws.com' };
    expect(allowed).toEqual([
      {
        ...{ Sid: 'WriteCosts', Effect: 'Allow', Principal: principal, Action: 's3:PutObject', Condition: conditions },
        Resource: { 'Fn::Join': ['', [arn, '/*']] },
      },
      { Sid: 'CheckPolicy', Effect: 'Allow', Principal: principal, Action: 's3:GetBucketPolicy', Condition: conditions, Resource: arn },
    ]);
    expect(JSON.stringify(policy)).toContain('aws:SecureTransport');
  });

  test('keeps an encrypted, private bucket without a name', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketName: Match.absent(),
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        LifecycleConfiguration: { Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' }] },
      },
    });
  });

  test('has a table over the months of the export, with the columns of its query, in the database of the history', () => {
    const [{ DatabaseName: database, TableInput: table }] = tablesOf(template, 'EXTERNAL_TABLE');
    const { Name: name, QueryStatement: statement } = { ...exportOf(template), ...exportOf(template).DataQuery };
    const folder = ['s3://', { Ref: bucketId }, `/cost-report/${name}/data/`];
    expect(database).toEqual(stack.resolve(report.history.databaseName));
    expect(table.Name).toBe('cost_line_items');
    expect(table.StorageDescriptor.Location).toEqual({ 'Fn::Join': ['', folder] });
    expect(table.PartitionKeys).toEqual([expect.objectContaining({ Name: 'billing_period', Type: 'string' })]);
    expect(table.Parameters).toEqual({
      EXTERNAL: 'TRUE',
      classification: 'parquet',
      'projection.enabled': 'true',
      'projection.billing_period.type': 'date',
      'projection.billing_period.format': 'yyyy-MM',
      'projection.billing_period.range': '2024-01,NOW',
      'projection.billing_period.interval': '1',
      'projection.billing_period.interval.unit': 'MONTHS',
      'storage.location.template': { 'Fn::Join': ['', [...folder.slice(0, 2), `${folder[2] as string}BILLING_PERIOD=\${billing_period}`]] },
    });
    const columns = table.StorageDescriptor.Columns.map(({ Name: column }: { Name: string }) => column);
    expect(statement).toBe(`SELECT ${columns.join(', ')} FROM COST_AND_USAGE_REPORT WHERE line_item_product_code = 'AmazonECS'`);
  });

  test('has the views, and a query for each question in the work group of the history', () => {
    expect(
      tablesOf(template, 'VIRTUAL_VIEW')
        .map(({ TableInput: { Name: name } }) => name)
        .sort(),
    ).toEqual(
      costViews(CUR_2)
        .map(({ name }) => name)
        .sort(),
    );
    for (const { name, sql } of costQueries()) {
      template.hasResourceProperties('AWS::Athena::NamedQuery', {
        ...{ Name: name, QueryString: sql, Database: stack.resolve(report.history.databaseName) },
        WorkGroup: stack.resolve(report.history.workGroupName),
      });
    }
  });

  test('has a view whose text names the database of the history', () => {
    const [view] = tablesOf(template, 'VIRTUAL_VIEW').filter(({ TableInput: { Name: name } }) => name === 'job_costs');
    const text = JSON.stringify(view.TableInput.ViewOriginalText);
    expect(text).toContain('/* Presto View: ');
    expect(text).toContain(JSON.stringify(stack.resolve(report.history.databaseName)).slice(1, -1));
  });

  test('has no function, no custom resource and no crawler', () => {
    const own = Object.keys(template.toJSON().Resources).filter((id) => id.startsWith('CostReport'));
    const types = new Set(own.map((id) => template.toJSON().Resources[id].Type));
    expect([...types].sort()).toEqual([
      'AWS::Athena::NamedQuery',
      'AWS::BCMDataExports::Export',
      'AWS::Glue::Table',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
    ]);
  });
});

describe('a cost report in another Region', () => {
  const app = new App();
  const stage = new Stage(app, 'Prod');
  const stack = new Stack(stage, 'Batch', { env: { account: '111111111111', region: 'eu-west-1' } });
  const report = reportIn(stack);
  const stackOfExport = Stack.of(report.dataExport!);
  const template = Template.fromStack(stackOfExport);

  test('has its export in a stack of its own in us-east-1, of the same stage and account', () => {
    expect(stackOfExport).not.toBe(stack);
    expect(stackOfExport.environment).toBe('aws://111111111111/us-east-1');
    expect(Stage.of(stackOfExport)).toBe(stage);
    expect(Template.fromStack(stack).findResources('AWS::BCMDataExports::Export')).toEqual({});
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(1);
  });

  test('has its bucket in the Region of the stack, by a name that both know', () => {
    const { S3Bucket: bucket, S3Region: region } = exportOf(template).DestinationConfigurations.S3Destination;
    expect(region).toBe('eu-west-1');
    expect(typeof bucket).toBe('string');
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { BucketName: bucket });
  });

  test('is deployed before its export, which a note names', () => {
    expect(stackOfExport.dependencies).toContain(stack);
    expect(stack.dependencies).not.toContain(stackOfExport);
    Annotations.fromStack(stack).hasInfo(
      '/Prod/Batch/CostReport',
      Match.stringLikeRegexp(`^The export of costs is in the stack ${stackOfExport.stackName} in us-east-1`),
    );
  });

  test('has names that no other report of the account has', () => {
    const names = ['us-west-2', 'eu-west-1'].flatMap((region) => {
      const other = new Stack(new App(), 'Batch', { env: { account: '111111111111', region } });
      const history = historyIn(other);
      return ['One', 'Two'].map((id) => new CostReport(other, id, { history }).source.name);
    });
    expect(new Set(names).size).toBe(4);
  });
});
