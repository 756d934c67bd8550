import { JsonObject } from '../../../lab/aws/json';
import { casesOf, wrongAnswers } from '../../../lab/permissions/cases';
import { readDeployedPolicies } from '../../../lab/permissions/deployed-policies';
import { Template } from '../../../lab/replay/assembly/stack-template';

const SITE = { account: '123456789012', region: 'eu-west-1' };
const arnOf = (id: string): JsonObject => ({ 'Fn::GetAtt': [id, 'Arn'] });

function wrong(resources: { [id: string]: JsonObject }): string[] {
  const template = {
    stackName: 'App',
    templateFile: 'App.json',
    template: { Resources: resources } as unknown as Template,
    assets: new Map<string, string>(),
  };
  const policies = readDeployedPolicies([template], { ...SITE, queueEndpoint: 'http://sqs' });
  return wrongAnswers(casesOf({ folder: '', calls: [], ...SITE, ...policies }));
}

describe('the dead-letter queue of an event bus', () => {
  const tlsOnly = {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sqs:*',
    Resource: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const fromBus = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arnOf('Queue'),
    Condition: { ArnEquals: { 'aws:SourceArn': arnOf('Bus') } },
  };
  const queueWith = (bus: JsonObject, ...Statement: JsonObject[]) => ({
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'jobs', ...bus } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
    Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement } } },
  });
  const deadLetters = { DeadLetterConfig: { Arn: arnOf('Queue') } };

  test('lets the bus in, and no other caller', () => {
    expect(wrong(queueWith(deadLetters, fromBus, tlsOnly))).toEqual([]);
  });

  test('is wrong if the bus may not send, or may and does not', () => {
    expect(wrong(queueWith(deadLetters, tlsOnly))).toEqual(['Queue: bus Bus may not sqs:SendMessage, by its policy']);
    expect(wrong(queueWith({}, fromBus, tlsOnly))).toEqual(['Queue: bus Bus may sqs:SendMessage, by its policy']);
  });
});

describe('the key of an event bus', () => {
  const LOGS = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncrypt*'].map((action) => `kms:${action}`);
  const ofLogs = {
    Effect: 'Allow',
    Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
    Action: LOGS,
    Resource: '*',
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-west-1:123456789012:log-group:*' } },
  };
  const ofEvents = (...Action: string[]) => ({ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action, Resource: '*' });
  const keyWith = (bus: JsonObject, ...Statement: JsonObject[]) => ({
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'jobs', ...bus } },
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [ofLogs, ...Statement] } } },
  });
  const encrypted = { KmsKeyIdentifier: arnOf('Key') };
  const USES = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'];

  test('lets EventBridge use and describe it', () => {
    expect(wrong(keyWith(encrypted, ofEvents(...USES)))).toEqual([]);
  });

  test('is wrong if EventBridge may not describe it, or if it encrypts no bus', () => {
    expect(wrong(keyWith(encrypted, ofEvents('kms:Decrypt', 'kms:GenerateDataKey')))).toEqual([
      'Key: EventBridge may not kms:DescribeKey, by its policy',
    ]);
    expect(wrong(keyWith({}, ofEvents('kms:DescribeKey')))).toEqual(['Key: EventBridge may kms:DescribeKey, by its policy']);
  });
});
