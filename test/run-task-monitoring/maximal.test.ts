import { Annotations as Notes } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { fullRunTaskMonitoring } from './full-run-task-monitoring';
import { LevelOfDetail } from '../../src/level-of-detail';
import { RunTaskMonitoring } from '../../src/run-task-monitoring';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';
import { NETWORK_SIDS } from '../handler-options/every-handler-option';

const NOTE = Match.stringLikeRegexp('CloudTrail trail');
const notesOf = ({ stack }: Synthesis) => Annotations.fromStack(stack).findInfo('*', NOTE);
const trails = {
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudtrail:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':trail/*']],
};

describe('run-task monitoring with every prop', () => {
  let runTask: RunTaskMonitoring;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => {
      runTask = fullRunTaskMonitoring(stack);
    });
  });

  test('takes calls from the given bus', () => {
    expect(synthesis.resource('RunTask/Rule').Properties.EventBusName).toBe('forwarded');
  });

  test('publishes in the given namespace, by what a call tells', () => {
    expect(environmentOf(synthesis, 'RunTask/Handler')).toMatchObject({
      METRIC_NAMESPACE: 'Team/Batch',
      DIMENSION_SETS: '[[],["JobQueue"],["ComputeEnvironment"]]',
    });
    expect(runTask.metricTasksPlaced().namespace).toBe('Team/Batch');
  });

  test('makes a trail of write events of this region alone, with files that can be checked, encrypted with the key', () => {
    expect(synthesis.resource('RunTask/Trail').Properties).toEqual({
      EnableLogFileValidation: true,
      EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'WriteOnly' }],
      IncludeGlobalServiceEvents: false,
      IsLogging: true,
      IsMultiRegionTrail: false,
      KMSKeyId: synthesis.attribute('Key', 'Arn'),
      S3BucketName: { Ref: synthesis.logicalId('RunTask/TrailBucket') },
    });
    expect(runTask.trail?.node.path).toBe('Stack/RunTask/Trail');
    expect(notesOf(synthesis)).toEqual([]);
  });

  test('keeps the files of the trail in a bucket that is encrypted, not public, and forgets them', () => {
    const { Metadata: _reviews, ...bucket } = synthesis.resource('RunTask/TrailBucket');
    expect(bucket).toEqual({
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        LifecycleConfiguration: {
          Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, ExpirationInDays: 2, Status: 'Enabled' }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('admits CloudTrail and TLS alone to the bucket', () => {
    const { Statement } = synthesis.resource('RunTask/TrailBucket/Policy').Properties.PolicyDocument as {
      Statement: Record<string, unknown>[];
    };
    expect(Statement.map(({ Effect, Principal, Action }) => [Effect, Principal, Action])).toEqual([
      ['Deny', { AWS: '*' }, 's3:*'],
      ['Deny', { Service: 'cloudtrail.amazonaws.com' }, ['s3:GetBucketAcl', 's3:PutObject']],
      ['Allow', { Service: 'cloudtrail.amazonaws.com' }, 's3:GetBucketAcl'],
      ['Allow', { Service: 'cloudtrail.amazonaws.com' }, 's3:PutObject'],
    ]);
    expect(Statement[0].Condition).toEqual({ Bool: { 'aws:SecureTransport': 'false' } });
    expect(Statement[1].Condition).toEqual({ ArnNotLike: { 'aws:SourceArn': trails } });
    expect(JSON.stringify(Statement[3].Resource)).toContain('/AWSLogs/');
  });

  test('lets trails of this account use the key, and nobody else', () => {
    const { Statement } = synthesis.resource('Key').Properties.KeyPolicy as { Statement: { Sid?: string }[] };
    const principal = { Service: 'cloudtrail.amazonaws.com' };
    const source = { ArnLike: { 'aws:SourceArn': trails } };
    expect(Statement.filter(({ Sid }) => Sid?.endsWith('OfTrails'))).toEqual([
      {
        Sid: 'EncryptFilesOfTrails',
        Effect: 'Allow',
        Principal: principal,
        Action: 'kms:GenerateDataKey*',
        Resource: '*',
        Condition: { ...source, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails } },
      },
      { Sid: 'DescribeKeyOfTrails', Effect: 'Allow', Principal: principal, Action: 'kms:DescribeKey', Resource: '*', Condition: source },
    ]);
  });

  test('encrypts the table, both queues and the log group with the key, which the handler may use', () => {
    const key = synthesis.attribute('Key', 'Arn');
    expect(synthesis.resource('RunTask/Table').Properties.SSESpecification).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: key,
    });
    for (const queue of ['Queue', 'DeadLetterQueue']) expect(synthesis.resource(`RunTask/${queue}`).Properties.KmsMasterKeyId).toEqual(key);
    expect(synthesis.resource('RunTask/LogGroup').Properties.KmsKeyId).toEqual(key);
    const statements = roleStatements(synthesis, 'RunTask/HandlerRole') as { Sid: string }[];
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'WriteLogs',
      'ReadQueue',
      'CountCallsOnce',
      'UseTableKeys',
      'ReceiveEncrypted',
      ...NETWORK_SIDS,
    ]);
  });

  test('keeps data as told', () => {
    expect(synthesis.resource('RunTask/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Delete' });
    expect(synthesis.resource('RunTask/Table').DeletionPolicy).toBe('Delete');
  });
});

describe('a trail', () => {
  test('forgets its files in a week, and uses no key, where nothing else is said', () => {
    const synthesis = synthesize((stack) => new RunTaskMonitoring(stack, 'RunTask', { createTrail: true }));
    expect(synthesis.resource('RunTask/TrailBucket').Properties.LifecycleConfiguration).toMatchObject({ Rules: [{ ExpirationInDays: 7 }] });
    expect(synthesis.resource('RunTask/Trail').Properties.KMSKeyId).toBeUndefined();
  });

  test('with an imported key brings a warning of the statements that its policy must have', () => {
    const { stack } = synthesize(
      (scope) =>
        new RunTaskMonitoring(scope, 'RunTask', {
          createTrail: true,
          encryptionKey: Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/1'),
        }),
    );
    const [warning, ...others] = Annotations.fromStack(stack).findWarning('/Stack/RunTask', Match.stringLikeRegexp('imported-key'));
    expect(others).toEqual([]);
    expect(warning.entry.data).toContain('"Sid": "DescribeKeyOfTrails"');
  });

  test('that is there already is acknowledged, and then not asked for', () => {
    const synthesis = synthesize((stack) => {
      Notes.of(new RunTaskMonitoring(stack, 'RunTask')).acknowledgeInfo('cdk-batch-insights:trail-needed');
    });
    expect(notesOf(synthesis)).toEqual([]);
  });
});

test('totals alone leave out queues and compute environments', () => {
  const synthesis = synthesize((stack) => new RunTaskMonitoring(stack, 'RunTask', { levelOfDetail: LevelOfDetail.TOTALS }));
  expect(environmentOf(synthesis, 'RunTask/Handler').DIMENSION_SETS).toBe('[[]]');
});
