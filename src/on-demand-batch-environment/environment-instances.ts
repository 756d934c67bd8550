import { Duration, Lazy, Size } from 'aws-cdk-lib';
import {
  CfnComputeEnvironment,
  DefaultInstanceClass,
  ManagedEc2EcsComputeEnvironment,
  ManagedEc2EcsComputeEnvironmentProps,
} from 'aws-cdk-lib/aws-batch';
import { BlockDeviceVolume, EbsDeviceVolumeType, ILaunchTemplate, LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { IRole, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { nameOfClass } from './instance-names';
import { OnDemandBatchEnvironmentProps } from './on-demand-batch-environment-props';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { INSTANCE_ROLE } from '../reviewed-findings/reviews';

/** The root device of the machine images of Amazon ECS. */
const ROOT_DEVICE = '/dev/xvda';

/**
 * A template with IMDSv2 alone. A hop limit of 1 keeps its answers from containers with a network of their own. Jobs that are not multi-node have none: they
 * share the network of the instance, and can use its role.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/networking-modes-jobs.html
 * @see https://docs.aws.amazon.com/batch/latest/userguide/launch-templates.html
 */
export function instanceTemplate(scope: Construct, volumeSize: Size = Size.gibibytes(30)): LaunchTemplate {
  return new LaunchTemplate(scope, 'LaunchTemplate', {
    requireImdsv2: true,
    httpPutResponseHopLimit: 1,
    blockDevices: [
      {
        deviceName: ROOT_DEVICE,
        volume: BlockDeviceVolume.ebs(volumeSize.toGibibytes(), { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }),
      },
    ],
  });
}

/** @see https://docs.aws.amazon.com/batch/latest/userguide/instance_IAM_role.html */
export function roleOfInstances(scope: Construct): IRole {
  const role = new Role(scope, 'InstanceRole', {
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonEC2ContainerServiceforEC2Role')],
  });
  carryReviews(role, [INSTANCE_ROLE]);
  return role;
}

/** What AWS Batch chooses instances from. */
export function choiceOfInstances(
  { instanceTypes, instanceClasses }: OnDemandBatchEnvironmentProps,
  architecture: CpuArchitecture,
): Pick<ManagedEc2EcsComputeEnvironmentProps, 'instanceTypes' | 'instanceClasses' | 'defaultInstanceClasses'> {
  if (instanceTypes || instanceClasses) return { instanceTypes, instanceClasses };
  const isArm = architecture._cpuArchitecture === CpuArchitecture.ARM64._cpuArchitecture;
  return { defaultInstanceClasses: [isArm ? DefaultInstanceClass.ARM64 : DefaultInstanceClass.X86_64] };
}

/** Beside types and classes, aws-cdk-lib adds the default classes, unless a prop that is deprecated forbids it: its users would read of the deprecation. */
export function chooseOnlyThese({ instanceTypes, instanceClasses, node }: ManagedEc2EcsComputeEnvironment): void {
  if (instanceTypes.length + instanceClasses.length === 0) return;
  const resource = node.defaultChild as CfnComputeEnvironment;
  resource.computeResources = {
    ...(resource.computeResources as CfnComputeEnvironment.ComputeResourcesProperty),
    instanceTypes: Lazy.list({ produce: () => [...instanceTypes.map(String), ...instanceClasses.map(nameOfClass)] }),
  };
}

/**
 * Without a version, AWS Batch takes the default one, which stays the first when CloudFormation changes a template: instances would never have what is changed.
 * A template that is named and not identified has its name here, too: aws-cdk-lib leaves it out.
 *
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_LaunchTemplateSpecification.html
 */
export function launchVersionOf({ node, launchTemplate }: ManagedEc2EcsComputeEnvironment): void {
  const { launchTemplateId, launchTemplateName, versionNumber } = launchTemplate as ILaunchTemplate;
  (node.defaultChild as CfnComputeEnvironment).addPropertyOverride('ComputeResources.LaunchTemplate', {
    ...(launchTemplateId === undefined && { LaunchTemplateName: launchTemplateName }),
    Version: versionNumber,
  });
}

/** How long an update of the compute environment waits for jobs that run, before it replaces their instances. */
export const UPDATE_TIMEOUT = Duration.hours(2);
