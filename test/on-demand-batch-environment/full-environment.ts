import { Duration, Size, Stack } from 'aws-cdk-lib';
import { EcsMachineImageType } from 'aws-cdk-lib/aws-batch';
import { InstanceClass, InstanceType, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { Role } from 'aws-cdk-lib/aws-iam';
import { BatchCapacity, BatchInsights, ContainerInsightsMode, OnDemandBatchEnvironment, OnDemandBatchEnvironmentProps } from '../../src';

export const network = (stack: Stack) =>
  Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  });

/** An environment with every prop set that can be set beside the others. */
export function fullEnvironment(stack: Stack): OnDemandBatchEnvironment {
  const vpc = network(stack);
  const props: Required<
    Omit<OnDemandBatchEnvironmentProps, 'computeEnvironment' | 'launchTemplate' | 'insightsEnabled' | 'publicIpRequired'>
  > = {
    capacity: BatchCapacity.SPOT,
    architecture: CpuArchitecture.ARM64,
    instanceTypes: [new InstanceType('m7g.large')],
    instanceClasses: [InstanceClass.C7G],
    maxVcpus: 64,
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')],
    rootVolumeSize: Size.gibibytes(100),
    instanceRole: Role.fromRoleName(stack, 'Role', 'ecsInstanceRole'),
    images: [{ imageType: EcsMachineImageType.ECS_AL2023 }],
    containerInsights: ContainerInsightsMode.ENHANCED,
    unrunnableTimeLimit: Duration.hours(1),
    capacityTimeLimit: Duration.hours(4),
    insights: new BatchInsights(stack, 'Insights'),
  };
  return new OnDemandBatchEnvironment(stack, 'Batch', props);
}
