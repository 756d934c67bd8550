import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FargateComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { IVpc, SubnetSelection, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { OnDemandBatchEnvironment, OnDemandBatchEnvironmentProps, ScheduledJob } from '../../src';

const newStack = () => new Stack(new App(), 'Stack');
const PUBLIC = { subnetType: SubnetType.PUBLIC };
const PRIVATE = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };

const MADE = (stack: Stack): IVpc => new Vpc(stack, 'Vpc', { natGateways: 1, maxAzs: 1 });
const IMPORTED = (stack: Stack): IVpc =>
  Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a'],
    publicSubnetIds: ['subnet-0123456789abcdef0'],
    privateSubnetIds: ['subnet-0123456789abcdef1'],
  });
const both = (vpc: IVpc): SubnetSelection => ({ subnets: [...vpc.publicSubnets, ...vpc.privateSubnets] });

const addressOf = (stack: Stack, props: OnDemandBatchEnvironmentProps): unknown => {
  new ScheduledJob(stack, 'Job', {
    batchEnvironment: new OnDemandBatchEnvironment(stack, 'Batch', { insightsEnabled: false, ...props }),
    image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
    schedule: ScheduleExpression.cron({ hour: '4', minute: '0' }),
  });
  const [definition] = Object.values(Template.fromStack(stack).findResources('AWS::Batch::JobDefinition'));
  return definition.Properties.ContainerProperties.NetworkConfiguration.AssignPublicIp;
};

describe.each([
  ['that is made', MADE],
  ['that is imported', IMPORTED],
])('GIVEN a VPC %s', (_, vpcOf) => {
  describe.each<[string, (vpc: IVpc) => SubnetSelection, string]>([
    ['public subnets', () => PUBLIC, 'ENABLED'],
    ['private subnets', () => PRIVATE, 'DISABLED'],
    ['public and private subnets', both, 'ENABLED'],
  ])('WHEN jobs on Fargate run in %s', (__, choose, expected) => {
    test(`THEN their public address is ${expected}`, () => {
      const stack = newStack();
      const vpc = vpcOf(stack);
      expect(addressOf(stack, { vpc, vpcSubnets: choose(vpc) })).toBe(expected);
    });

    test(`THEN it is ${expected} in a compute environment that is given`, () => {
      const stack = newStack();
      const vpc = vpcOf(stack);
      const computeEnvironment = new FargateComputeEnvironment(stack, 'Own', { vpc, vpcSubnets: choose(vpc) });
      expect(addressOf(stack, { computeEnvironment })).toBe(expected);
    });
  });
});

test('GIVEN a VPC of another stack WHEN a compute environment in it is given THEN its subnets are known', () => {
  const app = new App();
  const vpc = MADE(new Stack(app, 'Network'));
  const stack = new Stack(app, 'Stack');
  const computeEnvironment = new FargateComputeEnvironment(stack, 'Own', { vpc, vpcSubnets: PUBLIC });
  expect(addressOf(stack, { computeEnvironment })).toBe('ENABLED');
});

describe('WHEN publicIpRequired is given THEN it decides', () => {
  test('in public subnets', () => {
    const stack = newStack();
    expect(addressOf(stack, { vpc: IMPORTED(stack), vpcSubnets: PUBLIC, publicIpRequired: false })).toBe('DISABLED');
  });

  test('for a compute environment that is imported', () => {
    const stack = newStack();
    const arn = 'arn:aws:batch:eu-west-1:123456789012:compute-environment/own';
    const computeEnvironment = FargateComputeEnvironment.fromFargateComputeEnvironmentArn(stack, 'Own', arn);
    const { capacity } = new OnDemandBatchEnvironment(stack, 'Other', { vpc: IMPORTED(stack) });
    expect(addressOf(stack, { computeEnvironment, capacity, publicIpRequired: true })).toBe('ENABLED');
  });
});
