import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { IJobHistory, JobHistory } from '../../src/job-history';

const PLACE = 'eu-west-1:123456789012';

function statementsFor(historyOf: (stack: Stack) => IJobHistory): unknown[] {
  const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
  const analyst = new Role(stack, 'Analyst', { assumedBy: new AccountRootPrincipal() });
  historyOf(stack).grantQuery(analyst).assertSuccess();
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  const partition = (text: string) => text.replace(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},"([^"]*)"\]\]\}/g, '"arn:aws$1"');
  return JSON.parse(partition(JSON.stringify(policy.Properties.PolicyDocument.Statement)));
}

const imported = (stack: Stack, attributes: object = {}) =>
  JobHistory.fromJobHistoryAttributes(stack, 'History', {
    databaseName: 'batch_history',
    workGroupName: 'batch-history',
    bucket: Bucket.fromBucketName(stack, 'Bucket', 'records'),
    ...attributes,
  });

describe('who may query a job history', () => {
  test('may run queries in its work group, read its database and its files, and keep results: nothing else', () => {
    expect(statementsFor(imported)).toEqual([
      {
        Effect: 'Allow',
        Action: [
          'athena:BatchGetQueryExecution',
          'athena:GetQueryExecution',
          'athena:GetQueryResults',
          'athena:GetQueryResultsStream',
          'athena:GetQueryRuntimeStatistics',
          'athena:GetWorkGroup',
          'athena:ListQueryExecutions',
          'athena:StartQueryExecution',
          'athena:StopQueryExecution',
          'athena:BatchGetNamedQuery',
          'athena:GetNamedQuery',
          'athena:ListNamedQueries',
        ],
        Resource: `arn:aws:athena:${PLACE}:workgroup/batch-history`,
      },
      { Effect: 'Allow', Action: 'athena:GetDataCatalog', Resource: `arn:aws:athena:${PLACE}:datacatalog/AwsDataCatalog` },
      {
        Effect: 'Allow',
        Action: ['glue:GetDatabase', 'glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables'],
        Resource: [
          `arn:aws:glue:${PLACE}:catalog`,
          `arn:aws:glue:${PLACE}:database/batch_history`,
          `arn:aws:glue:${PLACE}:table/batch_history/*`,
        ],
      },
      { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::records' },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::records',
        Condition: { StringLike: { 's3:prefix': ['jobs/*', 'query-results/*'] } },
      },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::records/jobs/*' },
      {
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
        Resource: 'arn:aws:s3:::records/query-results/*',
      },
    ]);
  });

  test('may use the key of the bucket through Amazon S3 alone', () => {
    const encryptionKey = (stack: Stack) => Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${PLACE}:key/1`);
    const statements = statementsFor((stack) =>
      imported(stack, {
        bucket: Bucket.fromBucketAttributes(stack, 'Encrypted', { bucketName: 'records', encryptionKey: encryptionKey(stack) }),
      }),
    );
    expect(statements.at(-1)).toEqual({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: `arn:aws:kms:${PLACE}:key/1`,
      Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] } } },
    });
  });

  test('may read the folders of all datasets that are included, below the prefix', () => {
    const statements = JSON.stringify(
      statementsFor((stack) => imported(stack, { prefix: 'batch/', transitionsIncluded: true, instancesIncluded: true })),
    );
    for (const folder of ['jobs', 'transitions', 'instances']) expect(statements).toContain(`arn:aws:s3:::records/batch/${folder}/*`);
  });

  test('may do the same with a history that is made here', () => {
    const made = statementsFor(
      (stack) =>
        new JobHistory(stack, 'History', {
          collector: new JobEventCollector(stack, 'Collector'),
          instanceRegistry: new InstanceRegistry(stack, 'Instances'),
          instancesIncluded: true,
          bucket: Bucket.fromBucketName(stack, 'Bucket', 'records'),
        }),
    ) as { Action: unknown }[];
    const elsewhere = statementsFor((stack) => imported(stack, { instancesIncluded: true })) as { Action: unknown }[];
    expect(made.map(({ Action }) => Action)).toEqual(elsewhere.map(({ Action }) => Action));
    expect(JSON.stringify(made)).toContain('arn:aws:s3:::records/instances/*');
  });
});

test('an imported history has what it was given, and nothing is included unless it says so', () => {
  const history = imported(new Stack());
  expect([history.databaseName, history.workGroupName, history.bucket.bucketName, history.prefix]).toEqual([
    'batch_history',
    'batch-history',
    'records',
    '',
  ]);
  expect([history.transitionsIncluded, history.instancesIncluded]).toEqual([false, false]);
});
