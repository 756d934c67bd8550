import { App, CfnParameter, Duration, Size, Stack, Token } from 'aws-cdk-lib';
import { FargateComputeEnvironment, ManagedEc2EcsComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { InstanceClass, InstanceType, LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { network } from './full-environment';
import { BatchCapacity, OnDemandBatchEnvironment, OnDemandBatchEnvironmentProps } from '../../src';

type Props = OnDemandBatchEnvironmentProps;
const errorOf = (props: (stack: Stack) => Props) => () => {
  const stack = new Stack(new App(), 'Stack');
  return new OnDemandBatchEnvironment(stack, 'Batch', props(stack));
};
const ARN = 'arn:aws:batch:eu-west-1:123456789012:compute-environment/own';
const own = (stack: Stack) => new FargateComputeEnvironment(stack, 'Own', { vpc: network(stack) });
const onEc2 = (props: Props) => (): Props => ({ capacity: BatchCapacity.EC2, ...props });

describe('a wrong prop stops the synthesis and says how to fix it', () => {
  test.each<[string, (stack: Stack) => Props, string]>([
    [
      'instances on Fargate',
      () => ({ instanceTypes: [new InstanceType('m7i.large')] }),
      'has no effect on AWS Fargate, which has no instances. Use BatchCapacity.EC2 or BatchCapacity.SPOT.',
    ],
    ['a volume on Fargate', () => ({ capacity: BatchCapacity.FARGATE_SPOT, rootVolumeSize: Size.gibibytes(50) }), 'rootVolumeSize is'],
    [
      'instances of another architecture',
      onEc2({ instanceTypes: [new InstanceType('m7g.large')] }),
      'Stack/Batch: instanceTypes is "m7g.large", but it must be of the architecture X86_64. Set architecture to that of the instance types, or choose others.',
    ],
    [
      'classes of another architecture',
      onEc2({ instanceClasses: [InstanceClass.M7I, InstanceClass.M7G] }),
      'Stack/Batch: instanceClasses is "m7g", but it must be of the architecture X86_64. Set architecture to that of the instance classes, or choose others.',
    ],
    [
      'classes of another architecture, by another name',
      onEc2({ instanceClasses: [InstanceClass.STANDARD7_GRAVITON3_NVME_DRIVE] }),
      'instanceClasses is "m7gd"',
    ],
    [
      'x86 classes for ARM',
      onEc2({ instanceClasses: [InstanceClass.G4DN], architecture: CpuArchitecture.ARM64 }),
      'instanceClasses is "g4dn", but it must be of the architecture ARM64.',
    ],
    [
      'a misspelt size',
      onEc2({ instanceTypes: ['m7i.metal-24xl', 'm7i', 'u-6tb1.112xlarge', 'm5.lagre'].map((name) => new InstanceType(name)) }),
      'instanceTypes is "m5.lagre", but it must be instance types with sizes of Amazon EC2. Use for example InstanceType.of(',
    ],
    ['a size with a text before it', onEc2({ instanceTypes: [new InstanceType('m5.xxlarge')] }), 'instanceTypes is "m5.xxlarge"'],
    ['no instance types', onEc2({ instanceTypes: [] }), 'instanceTypes is []'],
    ['no instance classes', onEc2({ instanceClasses: [] }), 'instanceClasses is []'],
    [
      'a small volume',
      onEc2({ rootVolumeSize: Size.gibibytes(8) }),
      'rootVolumeSize is "8192 MiB", but it must be a whole number of GiB, at least 30',
    ],
    ['a volume with a rest', onEc2({ rootVolumeSize: Size.mebibytes(40_000) }), 'rootVolumeSize is "40000 MiB"'],
    [
      'a volume beside a template',
      (stack) => ({ capacity: BatchCapacity.EC2, rootVolumeSize: Size.gibibytes(50), launchTemplate: new LaunchTemplate(stack, 'T') }),
      'has no effect when launchTemplate is given. Set it in the template.',
    ],
    [
      'a public address on EC2',
      onEc2({ publicIpRequired: false }),
      'Stack/Batch: publicIpRequired is false, but it has no effect on EC2. Use subnets that give instances an address, or private ones.',
    ],
    [
      'a public address for a compute environment on EC2',
      (stack) => ({
        computeEnvironment: new ManagedEc2EcsComputeEnvironment(stack, 'Own', { vpc: network(stack) }),
        publicIpRequired: true,
      }),
      'publicIpRequired is true, but it has no effect on EC2.',
    ],
    ['no vCPUs', () => ({ maxVcpus: 0 }), 'Stack/Batch: maxVcpus is 0, but it must be a whole number from 1 to 1000000.'],
    ['a short limit', () => ({ unrunnableTimeLimit: Duration.minutes(9) }), 'unrunnableTimeLimit is 9 minutes'],
    [
      'a limit that is not known',
      (stack) => ({ capacityTimeLimit: Duration.seconds(new CfnParameter(stack, 'Limit', { type: 'Number' }).valueAsNumber) }),
      'capacityTimeLimit is "known at deployment", but it must be known at synth.',
    ],
    ['a long limit', () => ({ capacityTimeLimit: Duration.hours(25) }), 'capacityTimeLimit is 1 day 1 hour'],
    [
      'a compute environment of an unknown kind',
      (stack) => ({ computeEnvironment: FargateComputeEnvironment.fromFargateComputeEnvironmentArn(stack, 'Own', ARN) }),
      'Stack/Batch: capacity is required with a computeEnvironment that is imported. Name what its jobs run on, for example BatchCapacity.EC2.',
    ],
    [
      'EC2 for a compute environment on Fargate',
      (stack) => ({ computeEnvironment: own(stack), capacity: BatchCapacity.EC2 }),
      'Stack/Batch: capacity is "EC2", but it must be FARGATE, as computeEnvironment is. Leave it out.',
    ],
    [
      'On-Demand for a compute environment on Spot Instances',
      (stack) => ({
        computeEnvironment: new ManagedEc2EcsComputeEnvironment(stack, 'Own', { vpc: network(stack), spot: true }),
        capacity: BatchCapacity.EC2,
      }),
      'capacity is "EC2", but it must be SPOT, as computeEnvironment is.',
    ],
    [
      'a limit beside a compute environment',
      (stack) => ({ computeEnvironment: own(stack), maxVcpus: 8 }),
      'maxVcpus is 8, but it has no effect when computeEnvironment is given. Set it on the compute environment.',
    ],
    [
      'a capacity that is none',
      () => ({ capacity: 'SPOT' as never }),
      'capacity is "SPOT", but it must be a member of BatchCapacity. Use for example BatchCapacity.FARGATE.',
    ],
    [
      'one class instead of a list',
      onEc2({ instanceClasses: InstanceClass.M7I as never }),
      'instanceClasses is "m7i", but it must be a list of instance classes',
    ],
  ])('%s', (_name, props, message) => expect(errorOf(props)).toThrow(message));
});

test('what is only known at deployment is left to CloudFormation', () => {
  const stack = new Stack(new App(), 'Stack');
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  const props: Props = {
    capacity: BatchCapacity.EC2,
    maxVcpus: number,
    rootVolumeSize: Size.gibibytes(number),
    instanceTypes: [new InstanceType(Token.asString({ Ref: 'Type' }))],
    instanceClasses: [Token.asString({ Ref: 'Class' }) as InstanceClass],
  };
  expect(() => new OnDemandBatchEnvironment(stack, 'Batch', props)).not.toThrow();
});
