import { App, Stack } from 'aws-cdk-lib';
import {
  CfnComputeEnvironment,
  FargateComputeEnvironment,
  JobQueue,
  ManagedEc2EcsComputeEnvironment,
  ManagedEc2EksComputeEnvironment,
  UnmanagedComputeEnvironment,
} from 'aws-cdk-lib/aws-batch';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-eks';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { ContainerInsights, ContainerInsightsMode } from '../../src/container-insights';
import { synthesize } from '../event-intake/synthesis';

const vpcOf = (stack: Stack) =>
  Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['subnet-1'] });
const propertiesOf = (build: (stack: Stack) => void) => synthesize(build).resource('Jobs').Properties;

describe('Container Insights', () => {
  test.each<[string, (stack: Stack) => IConstruct]>([
    ['of an EC2 compute environment', (stack) => new ManagedEc2EcsComputeEnvironment(stack, 'Jobs', { vpc: vpcOf(stack) })],
    ['of a Fargate compute environment', (stack) => new FargateComputeEnvironment(stack, 'Jobs', { vpc: vpcOf(stack) })],
    ['of an unmanaged compute environment', (stack) => new UnmanagedComputeEnvironment(stack, 'Jobs')],
    ['of a resource of CloudFormation', (stack) => new CfnComputeEnvironment(stack, 'Jobs', { type: 'UNMANAGED' })],
  ])('are turned on %s, and nothing else is changed', (_, make) => {
    const { EcsSettings, ...others } = propertiesOf((stack) => ContainerInsights.enable(make(stack)));
    expect(EcsSettings).toEqual({ ContainerInsights: 'ENABLED' });
    expect(others).toEqual(propertiesOf((stack) => void make(stack)));
  });

  test.each([
    [ContainerInsightsMode.ENABLED, 'ENABLED'],
    [ContainerInsightsMode.ENHANCED, 'ENHANCED'],
    [ContainerInsightsMode.DISABLED, 'DISABLED'],
  ])('are set to the given mode, the last one where there are several: %#', (mode, value) => {
    const { EcsSettings } = propertiesOf((stack) => {
      const environment = new UnmanagedComputeEnvironment(stack, 'Jobs');
      ContainerInsights.enable(environment);
      ContainerInsights.enable(environment, mode);
    });
    expect(EcsSettings).toEqual({ ContainerInsights: value });
  });
});

describe('a construct that cannot have them is refused, and it is said what to do', () => {
  const ARN = 'arn:aws:batch:eu-west-1:123456789012:compute-environment/other';
  const elsewhere =
    'but it must be a compute environment that is made in this app. Set it where the compute environment is made, ' +
    'or with aws batch update-compute-environment --ecs-settings containerInsights=ENABLED.';
  const onEks =
    'but it must be a compute environment for Amazon ECS. Container Insights of Amazon EKS is an add-on of the cluster: amazon-cloudwatch-observability.';

  test.each<[string, (stack: Stack) => IConstruct, string]>([
    [
      'an imported one',
      (stack) => FargateComputeEnvironment.fromFargateComputeEnvironmentArn(stack, 'Other', ARN),
      `ContainerInsights.enable: computeEnvironment is "Stack/Other", ${elsewhere}`,
    ],
    ['a job queue', (stack) => new JobQueue(stack, 'Queue'), `computeEnvironment is "Stack/Queue", ${elsewhere}`],
    ['a bucket', (stack) => new Bucket(stack, 'Bucket'), `computeEnvironment is "Stack/Bucket", ${elsewhere}`],
    ['a stack', (stack) => stack, `computeEnvironment is "Stack", ${elsewhere}`],
    [
      'one for Amazon EKS',
      (stack) =>
        new ManagedEc2EksComputeEnvironment(stack, 'Eks', {
          vpc: vpcOf(stack),
          kubernetesNamespace: 'jobs',
          eksCluster: Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'cluster' }),
        }),
      `computeEnvironment is "Stack/Eks", ${onEks}`,
    ],
    [
      'a resource for Amazon EKS',
      (stack) =>
        new CfnComputeEnvironment(stack, 'Eks', {
          type: 'UNMANAGED',
          eksConfiguration: { eksClusterArn: 'arn:aws:eks:eu-west-1:123456789012:cluster/c', kubernetesNamespace: 'jobs' },
        }),
      `computeEnvironment is "Stack/Eks", ${onEks}`,
    ],
  ])('%s', (_, make, message) => {
    const construct = make(new Stack(new App(), 'Stack'));
    expect(() => ContainerInsights.enable(construct)).toThrow(message);
  });
});
