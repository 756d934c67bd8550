import { App, Aspects, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, NagPackSuppression, NagSuppressions } from 'cdk-nag';
import { BatchInsights, EventDelivery, JobEventCollector } from '../../src';
import { fullRegistry } from '../instance-registry/full-registry';
import { fullCollector } from '../job-event-collector/full-collector';

/** Exceptions from the rules, each with its reason. */
const EXCEPTIONS: NagPackSuppression[] = [
  { id: 'AwsSolutions-DDB3', reason: 'The tables hold days of data that expire by themselves; history lives in the log group.' },
  {
    id: 'AwsSolutions-IAM5',
    reason: 'Clusters of AWS Batch are only known by how they are named.',
    appliesTo: ['AWSBatch-*', '*_Batch_*'].map((cluster) =>
      `Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:container-instance/${cluster}/*`),
  },
  { id: 'AwsSolutions-IAM5', reason: 'DescribeComputeEnvironments and DescribeInstances know no resources.', appliesTo: ['Resource::*'] },
  {
    id: 'AwsSolutions-IAM5',
    reason: 'Groups of AWS Batch are only known by how they are named, or by a tag that the statement demands.',
    appliesTo: ['AWSBatch-*', '*'].map((group) =>
      `Resource::arn:<AWS::Partition>:autoscaling:<AWS::Region>:<AWS::AccountId>:autoScalingGroup:*:autoScalingGroupName/${group}`),
  },
];

/** DynamoDB documents these actions with a wildcard for those who use an encrypted table. */
const WITH_A_KEY: NagPackSuppression = {
  id: 'AwsSolutions-IAM5',
  reason: 'The families of data key and re-encryption actions, on the given key and through DynamoDB alone.',
  appliesTo: ['Action::kms:GenerateDataKey*', 'Action::kms:ReEncrypt*'],
};

function findings(build: (stack: Stack) => void, exceptions: NagPackSuppression[]): unknown[] {
  const stack = new Stack(new App(), 'Stack');
  build(stack);
  Aspects.of(stack).add(new AwsSolutionsChecks());
  NagSuppressions.addStackSuppressions(stack, exceptions);
  const annotations = Annotations.fromStack(stack);
  const ofTheRules = Match.stringLikeRegexp('AwsSolutions-.*');
  return [...annotations.findError('*', ofTheRules), ...annotations.findWarning('*', ofTheRules)].map(({ id, entry }) => ({ id, finding: entry.data }));
}

describe('the AWS Solutions rules of cdk-nag', () => {
  test('find nothing but the exceptions in batch insights without props', () => {
    expect(findings((stack) => new BatchInsights(stack, 'Insights'), EXCEPTIONS)).toEqual([]);
  });

  test('find nothing but the exceptions under direct delivery', () => {
    const delivery = EventDelivery.direct();
    expect(findings((stack) => new JobEventCollector(stack, 'Collector', { delivery }), EXCEPTIONS)).toEqual([]);
  });

  test.each([['collector', fullCollector], ['registry', fullRegistry]])('find nothing but the exceptions in a %s with every prop', (_name, build) => {
    // The stack's own compute environments are not under test.
    const ofBatch: NagPackSuppression = { id: 'AwsSolutions-IAM4', reason: 'Roles of compute environments, made by aws-cdk-lib.' };
    expect(findings((stack) => build(stack), [...EXCEPTIONS, WITH_A_KEY, ofBatch])).toEqual([]);
  });

  test('would find something: each exception is needed', () => {
    const rules = JSON.stringify(findings((stack) => fullRegistry(stack), []));
    expect(rules).toContain('AwsSolutions-DDB3');
    expect(rules).toContain('kms:GenerateDataKey*');
  });
});
