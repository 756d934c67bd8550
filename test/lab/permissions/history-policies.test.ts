import { JsonObject } from '../../../lab/aws/json';
import { casesOf, wrongAnswers } from '../../../lab/permissions/cases';
import { readDeployedPolicies } from '../../../lab/permissions/deployed-policies';
import { Template } from '../../../lab/replay/assembly/stack-template';
import { CallLog } from '../../../lab/replay/calls/call-log';
import { noteKeyCalls } from '../../../lab/replay/calls/key-calls';

const SITE = { account: '123456789012', region: 'eu-west-1' };
const GROUP_ARN = { 'Fn::GetAtt': ['Group', 'Arn'] };

const lambda = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } };
const subscribed = {
  Role: { Type: 'AWS::IAM::Role', Properties: {} },
  Writer: lambda,
  Other: lambda,
  Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'jobs' } },
  Filter: {
    Type: 'AWS::Logs::SubscriptionFilter',
    Properties: { LogGroupName: { Ref: 'Group' }, FilterPattern: '', DestinationArn: { 'Fn::GetAtt': ['Writer', 'Arn'] } },
  },
};
const permission = (properties: JsonObject): JsonObject => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: { 'Fn::GetAtt': ['Writer', 'Arn'] },
    Principal: 'logs.amazonaws.com',
    ...properties,
  },
});

function policiesOf(resources: { [id: string]: JsonObject }) {
  const template = {
    stackName: 'App',
    templateFile: 'App.json',
    template: { Resources: resources } as unknown as Template,
    assets: new Map<string, string>(),
  };
  return readDeployedPolicies([template], { ...SITE, queueEndpoint: 'http://sqs' });
}

const wrong = (resources: { [id: string]: JsonObject }): string[] =>
  wrongAnswers(casesOf({ folder: '', calls: [], ...SITE, ...policiesOf(resources) }));

describe('the policy of a function that is subscribed to a log group', () => {
  test('lets the log group in, and no other caller', () => {
    expect(wrong({ ...subscribed, Permission: permission({ SourceArn: GROUP_ARN }) })).toEqual([]);
  });

  test('is wrong if the log group may not invoke the function', () => {
    expect(wrong(subscribed)).toEqual(['Writer: log group jobs may not lambda:InvokeFunction, by its policy']);
  });

  test('is wrong if it lets in any log group', () => {
    expect(wrong({ ...subscribed, Permission: permission({}) })).toEqual([
      'Writer: log group jobs of another account may lambda:InvokeFunction, by its policy',
      'Writer: CloudWatch Logs without a subscription may lambda:InvokeFunction, by its policy',
    ]);
  });
});

test('two functions that are subscribed to one log group may both be invoked by it', () => {
  const both = ['Writer', 'Other'].map((id) => [
    [
      `Filter${id}`,
      { ...subscribed.Filter, Properties: { ...subscribed.Filter.Properties, DestinationArn: { 'Fn::GetAtt': [id, 'Arn'] } } },
    ],
    [`Permission${id}`, permission({ SourceArn: GROUP_ARN, FunctionName: { 'Fn::GetAtt': [id, 'Arn'] } })],
  ]);
  expect(wrong({ ...subscribed, ...Object.fromEntries(both.flat()) })).toEqual([]);
});

describe('the policy of a bucket that no trail writes to', () => {
  const policy = (statement: JsonObject): JsonObject => ({
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: [{ Effect: 'Allow', Resource: '*', ...statement }] } },
  });
  const bucket = { Bucket: { Type: 'AWS::S3::Bucket', Properties: {} } };

  test('lets nobody in', () => {
    expect(wrong(bucket)).toEqual([]);
  });

  test('is wrong if it lets in another account, or a service', () => {
    const ofAccount = policy({ Action: 's3:GetObject', Principal: { AWS: 'arn:aws:iam::999999999999:root' } });
    const ofService = policy({ Action: 's3:PutObject', Principal: { Service: 'firehose.amazonaws.com' } });
    expect(wrong({ ...bucket, Policy: ofAccount })).toEqual(['Bucket: a role of another account may s3:GetObject, by its policy']);
    expect(wrong({ ...bucket, Policy: ofService })).toEqual(['Bucket: the service firehose may s3:PutObject, by its policy']);
  });
});

test('the role of a stream is that of its destination', () => {
  const { roles } = policiesOf({
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
    Stream: {
      Type: 'AWS::KinesisFirehose::DeliveryStream',
      Properties: { ExtendedS3DestinationConfiguration: { RoleARN: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    },
  });
  expect(roles.map(({ functionId, description }) => [functionId, description])).toEqual([['Stream', 'Delivers to the job history']]);
});

test('whoever writes to a bucket with a key of the customer must use it', () => {
  const log = new CallLog();
  const key = 'arn:aws:kms:eu-west-1:123456789012:key/1';
  log.note({ functionId: 'Stream' }, { by: 'Firehose', action: 's3:PutObject', resource: 'arn:aws:s3:::history/jobs/file', context: {} });
  log.note({ functionId: 'Stream' }, { by: 'Firehose', action: 's3:PutObject', resource: 'arn:aws:s3:::history-2/file', context: {} });
  noteKeyCalls(log, [{ arn: 'arn:aws:s3:::history', keyArn: key }], 'eu-west-1');
  expect(log.calls.filter(({ by }) => by === 'encryption')).toEqual(
    ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => ({
      function: 'Stream',
      by: 'encryption',
      action,
      resource: key,
      context: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com'] },
      count: 1,
    })),
  );
});
