import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { BatchCapacity } from './batch-capacity';
import { OnDemandBatchEnvironmentAttributes } from './on-demand-batch-environment-base';
import { OnDemandBatchEnvironmentProps } from './on-demand-batch-environment-props';
import { ContainerInsightsMode } from '../container-insights/container-insights-mode';
import { BOOLEAN, DURATION, JOB_QUEUE, NUMBER, STRUCT, TEXTS } from '../prop-check/cdk-types';
import { listOf, memberOf, objectWith, PropTypes, required } from '../prop-check/prop-types';

const CAPACITY = memberOf(BatchCapacity, 'for example BatchCapacity.FARGATE');
const ARCHITECTURE = memberOf(CpuArchitecture, 'CpuArchitecture.X86_64 or CpuArchitecture.ARM64 of aws-cdk-lib/aws-ecs');
const INSTANCE_TYPES = listOf(
  'instance types',
  objectWith('sameInstanceClassAs', 'function', '', 'Use for example [new InstanceType("m7i.large")].'),
);

const INSIGHTS = objectWith('jobEventCollector', 'object', 'a BatchInsights', 'Use new BatchInsights(stack, "Insights"), or leave it out.');

export const BATCH_ENVIRONMENT = objectWith(
  'publicIpRequired',
  'boolean',
  'an environment of jobs',
  'Use new OnDemandBatchEnvironment, or OnDemandBatchEnvironment.fromOnDemandBatchEnvironmentAttributes for a job queue that exists.',
);

export const ENVIRONMENT_PROP_TYPES: PropTypes<OnDemandBatchEnvironmentProps> = {
  capacity: CAPACITY,
  architecture: ARCHITECTURE,
  instanceTypes: INSTANCE_TYPES,
  instanceClasses: { ...TEXTS, allowed: 'a list of instance classes', fix: 'Use for example [InstanceClass.M7I].' },
  maxVcpus: NUMBER,
  vpc: objectWith('selectSubnets', 'function', 'a VPC', 'Use new Vpc, or Vpc.fromLookup for one that exists.'),
  vpcSubnets: STRUCT,
  publicIpRequired: BOOLEAN,
  securityGroups: listOf(
    'security groups',
    objectWith('securityGroupId', 'string', '', 'Use for example [new SecurityGroup(this, "JobGroup", { vpc })].'),
  ),
  launchTemplate: objectWith('versionNumber', 'string', 'a launch template', 'Use new LaunchTemplate of aws-cdk-lib/aws-ec2.'),
  rootVolumeSize: objectWith('toGibibytes', 'function', 'a Size', 'Use Size of aws-cdk-lib, for example Size.gibibytes(100).'),
  instanceRole: objectWith('roleArn', 'string', 'a role', 'Use new Role, or Role.fromRoleArn for one that exists.'),
  images: listOf('structs with an imageType or an image', {
    ...STRUCT,
    fix: 'Use for example [{ imageType: EcsMachineImageType.ECS_AL2023 }].',
  }),
  computeEnvironment: objectWith(
    'computeEnvironmentArn',
    'string',
    'a managed compute environment',
    'Use for example new ManagedEc2EcsComputeEnvironment of aws-cdk-lib/aws-batch.',
  ),
  containerInsights: memberOf(ContainerInsightsMode, 'for example ContainerInsightsMode.ENABLED'),
  unrunnableTimeLimit: DURATION,
  capacityTimeLimit: DURATION,
  insights: INSIGHTS,
  insightsEnabled: BOOLEAN,
};

export const ENVIRONMENT_ATTRIBUTE_TYPES: PropTypes<OnDemandBatchEnvironmentAttributes> = {
  jobQueue: required(JOB_QUEUE),
  capacity: required(CAPACITY),
  architecture: ARCHITECTURE,
  publicIpRequired: BOOLEAN,
  maxVcpus: NUMBER,
  instanceTypes: INSTANCE_TYPES,
  insights: INSIGHTS,
};
