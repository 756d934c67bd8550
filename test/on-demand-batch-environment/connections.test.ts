import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FargateComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { Port, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { BatchCapacity, OnDemandBatchEnvironment, OnDemandBatchEnvironmentProps } from '../../src';

/** The groups that a database lets in, for the environment that is made. */
const sourcesFor = (props: (stack: Stack, vpc: Vpc) => OnDemandBatchEnvironmentProps) => {
  const stack = new Stack(new App(), 'Stack');
  const vpc = new Vpc(stack, 'Vpc', { natGateways: 1, maxAzs: 1 });
  const environment = new OnDemandBatchEnvironment(stack, 'Batch', { insightsEnabled: false, ...props(stack, vpc) });
  const database = new SecurityGroup(stack, 'Database', { vpc });
  database.connections.allowFrom(environment, Port.tcp(5432));
  const rules = Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress'));
  const expected = environment.securityGroups.map(({ securityGroupId }) => stack.resolve(securityGroupId));
  return { sources: rules.map(({ Properties }) => Properties.SourceSecurityGroupId), expected };
};

test.each<[string, (stack: Stack, vpc: Vpc) => OnDemandBatchEnvironmentProps]>([
  ['on Fargate', (_, vpc) => ({ vpc })],
  ['on EC2', (_, vpc) => ({ vpc, capacity: BatchCapacity.EC2 })],
  ['in a compute environment of its own', (stack, vpc) => ({ computeEnvironment: new FargateComputeEnvironment(stack, 'Own', { vpc }) })],
])('GIVEN jobs %s WHEN a database allows connections from the environment THEN it lets in their security group', (_, props) => {
  const { sources, expected } = sourcesFor(props);
  expect(sources).toHaveLength(1);
  expect(sources).toEqual(expected);
});
