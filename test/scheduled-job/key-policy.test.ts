import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EcsJobDefinition } from 'aws-cdk-lib/aws-batch';
import { LogDriver } from 'aws-cdk-lib/aws-ecs';
import { Key } from 'aws-cdk-lib/aws-kms';
import { jobAlone } from './full-scheduled-job';
import { ScheduledJobProps } from '../../src';

const ARN = 'arn:aws:batch:eu-west-1:123456789012:job-definition/render:3';
/** What the key policy of a job has beside the statement for its account. */
const statementsFor = (props: (stack: Stack) => Partial<ScheduledJobProps>): string[] => {
  const stack = new Stack(new App(), 'Stack');
  jobAlone(stack, { encryptionKey: new Key(stack, 'Key'), ...props(stack) });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  const statements = Properties.KeyPolicy.Statement as { Sid?: string }[];
  return statements.flatMap(({ Sid }) => Sid ?? []);
};

test('GIVEN a key WHEN the job has a log group THEN CloudWatch Logs may use the key', () => {
  expect(statementsFor(() => ({}))).toHaveLength(2);
});

test.each<[string, (stack: Stack) => Partial<ScheduledJobProps>]>([
  ['a definition', (stack) => ({ jobDefinition: EcsJobDefinition.fromJobDefinitionArn(stack, 'Definition', ARN) })],
  ['a log driver', () => ({ logging: LogDriver.awsLogs({ streamPrefix: 'own' }) })],
])('GIVEN a key WHEN the job has %s of its own, and no log group THEN only EventBridge Scheduler may use the key', (_, props) => {
  expect(statementsFor(props)).toEqual(['SchedulerToEncryptedQueues']);
});
