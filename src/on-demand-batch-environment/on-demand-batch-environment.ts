import { Duration } from 'aws-cdk-lib';
import {
  CfnComputeEnvironment,
  FargateComputeEnvironment,
  IJobQueue,
  IManagedComputeEnvironment,
  JobQueue,
  JobStateTimeLimitAction,
  JobStateTimeLimitActionsReason,
  ManagedEc2EcsComputeEnvironment,
} from 'aws-cdk-lib/aws-batch';
import { Connections, IConnectable, ILaunchTemplate, InstanceType, ISecurityGroup, IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BatchCapacity } from './batch-capacity';
import { idOfComputeEnvironment, idOfJobQueue } from './capacity-ids';
import { checkEnvironmentProps } from './check-environment-props';
import { makeInsights } from './environment-insights';
import {
  choiceOfInstances,
  chooseOnlyThese,
  instanceTemplate,
  launchVersionOf,
  roleOfInstances,
  UPDATE_TIMEOUT,
} from './environment-instances';
import { environmentNetwork } from './environment-network';
import { capacityFor, statedBy } from './given-compute-environment';
import { IOnDemandBatchEnvironment, OnDemandBatchEnvironmentAttributes } from './on-demand-batch-environment-base';
import { ENVIRONMENT_ATTRIBUTE_TYPES } from './on-demand-batch-environment-prop-types';
import { OnDemandBatchEnvironmentProps } from './on-demand-batch-environment-props';
import { warnOfAddress } from './warn-of-address';
import { BatchInsights } from '../batch-insights/batch-insights';
import { ContainerInsights } from '../container-insights/container-insights';
import { checkTypes } from '../prop-check/prop-types';

const DEFAULT_MAX_VCPUS = 256;
const DEFAULT_UNRUNNABLE_TIME_LIMIT = Duration.minutes(10);

/**
 * Where jobs run that come now and then: a compute environment that has no instances while no job runs, and a job queue.
 *
 * Nothing that jobs run on costs anything between jobs, and a `BatchInsights` that is made to monitor them about a dollar a month. The compute environment is a managed one on AWS Fargate, Fargate Spot, EC2 or Spot Instances. The queue
 * cancels jobs that can never run, which would block it. Instances are launched with IMDSv2 and an encrypted volume. Unless a VPC is given, one is made.
 *
 * All parts are constructs of aws-cdk-lib, and each can be reached. None has a physical name.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { InstanceClass, Vpc } from 'aws-cdk-lib/aws-ec2';
 * import { BatchCapacity, OnDemandBatchEnvironment } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * const environment = new OnDemandBatchEnvironment(stack, 'Batch', {
 *   capacity: BatchCapacity.SPOT,
 *   instanceClasses: [InstanceClass.M7I, InstanceClass.M7A],
 *   maxVcpus: 64,
 *   vpc: Vpc.fromLookup(stack, 'Vpc', { isDefault: true }),
 * });
 * environment.jobQueue.jobQueueArn;
 */
export class OnDemandBatchEnvironment extends Construct implements IOnDemandBatchEnvironment, IConnectable {
  /**
   * An environment that another stack or app made: any job queue whose compute environments are alike.
   *
   * @param scope where it is used
   * @param id its id there
   * @param attributes what is known of it
   */
  static fromOnDemandBatchEnvironmentAttributes(
    scope: Construct,
    id: string,
    attributes: OnDemandBatchEnvironmentAttributes,
  ): IOnDemandBatchEnvironment {
    checkTypes(`${scope.node.path}/${id}`, attributes, ENVIRONMENT_ATTRIBUTE_TYPES);
    class Import extends Construct implements IOnDemandBatchEnvironment {
      readonly jobQueue = attributes.jobQueue;
      readonly capacity = attributes.capacity;
      readonly architecture = attributes.architecture ?? CpuArchitecture.X86_64;
      readonly publicIpRequired = attributes.publicIpRequired ?? false;
      readonly maxVcpus = attributes.maxVcpus;
      readonly instanceTypes = attributes.instanceTypes;
      readonly insights = attributes.insights;
    }
    const imported = new Import(scope, id);
    warnOfAddress(imported, attributes, (construct) => construct instanceof OnDemandBatchEnvironment);
    return imported;
  }

  /** The queue that jobs are submitted to. */
  readonly jobQueue: IJobQueue;
  /** What the jobs of the queue run on. */
  readonly computeEnvironment: IManagedComputeEnvironment;
  /** What jobs run on. */
  readonly capacity: BatchCapacity;
  /** The architecture that images of jobs must have. */
  readonly architecture: CpuArchitecture;
  /** Whether jobs on AWS Fargate need a public address to reach the internet, because some of their subnets are public. */
  readonly publicIpRequired: boolean;
  /** The most vCPUs that run at a time. Absent if a compute environment was given that is imported. */
  readonly maxVcpus?: number;
  /** The only instance types that are launched, where they were given without classes. */
  readonly instanceTypes?: InstanceType[];
  /** The network of jobs. Absent if `computeEnvironment` was given. */
  readonly vpc?: IVpc;
  /** The security groups of jobs on AWS Fargate, and of instances. */
  readonly securityGroups: ISecurityGroup[];
  /**
   * What lets jobs reach a database or a file system: `database.connections.allowDefaultPortFrom(environment)`. The rules are in the `securityGroups`. Nothing is allowed if a
   * `computeEnvironment` was given that is imported, whose security groups are not known.
   */
  readonly connections: Connections;
  /** The template that instances are launched from. Absent on AWS Fargate and if `computeEnvironment` was given. */
  readonly launchTemplate?: ILaunchTemplate;
  /** The role of instances. Absent on AWS Fargate and if `computeEnvironment` was given. */
  readonly instanceRole?: IRole;
  /** What monitors the jobs of the queue: what was given, or what was made for it. Absent if `insightsEnabled` is false. */
  readonly insights?: BatchInsights;

  constructor(scope: Construct, id: string, props: OnDemandBatchEnvironmentProps = {}) {
    super(scope, id);
    checkEnvironmentProps(this, props);
    const { computeEnvironment: given } = props;
    this.capacity = capacityFor(props);
    this.architecture = props.architecture ?? CpuArchitecture.X86_64;
    this.instanceTypes = props.instanceClasses ? undefined : props.instanceTypes;
    const { vpc, publicIpRequired } = environmentNetwork(this, props, this.capacity.isFargate);
    this.vpc = vpc;
    this.publicIpRequired = publicIpRequired;
    this.securityGroups = given?.securityGroups ?? props.securityGroups ?? this.createSecurityGroups(vpc);
    this.connections = new Connections({ securityGroups: this.securityGroups });
    if (vpc && !this.capacity.isFargate) {
      this.launchTemplate = props.launchTemplate ?? instanceTemplate(this, props.rootVolumeSize);
      this.instanceRole = props.instanceRole ?? roleOfInstances(this);
    }
    this.computeEnvironment = given ?? this.createComputeEnvironment(props, vpc as IVpc);
    this.maxVcpus = statedBy(this.computeEnvironment).maxvCpus;
    if (props.containerInsights) ContainerInsights.enable(this.computeEnvironment, props.containerInsights);
    this.jobQueue = new JobQueue(this, idOfJobQueue(this.capacity), {
      computeEnvironments: [{ computeEnvironment: this.computeEnvironment, order: 1 }],
      jobStateTimeLimitActions: timeLimits(props),
    });
    this.insights = props.insights ?? (props.insightsEnabled === false ? undefined : makeInsights(this, this));
  }

  private createSecurityGroups(vpc: IVpc | undefined): ISecurityGroup[] {
    if (!vpc) return [];
    return [new SecurityGroup(this, 'SecurityGroup', { vpc, description: 'AWS Batch jobs: nothing in, everything out' })];
  }

  private createComputeEnvironment(props: OnDemandBatchEnvironmentProps, vpc: IVpc): IManagedComputeEnvironment {
    const { isFargate, isSpot } = this.capacity;
    const id = idOfComputeEnvironment(this.capacity);
    const shared = {
      vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: this.securityGroups,
      maxvCpus: props.maxVcpus ?? DEFAULT_MAX_VCPUS,
      spot: isSpot,
    };
    if (isFargate) return replaceable(new FargateComputeEnvironment(this, id, { ...shared, replaceComputeEnvironment: true }));
    const computeEnvironment = new ManagedEc2EcsComputeEnvironment(this, id, {
      ...shared,
      ...choiceOfInstances(props, this.architecture),
      minvCpus: 0,
      launchTemplate: this.launchTemplate,
      instanceRole: this.instanceRole,
      images: props.images,
      updateToLatestImageVersion: true,
      updateTimeout: UPDATE_TIMEOUT,
    });
    chooseOnlyThese(computeEnvironment);
    launchVersionOf(computeEnvironment);
    return computeEnvironment;
  }
}

/** AWS Batch refuses an update with an update policy, which is for instances: aws-cdk-lib writes an empty one. */
function replaceable(computeEnvironment: FargateComputeEnvironment): FargateComputeEnvironment {
  (computeEnvironment.node.defaultChild as CfnComputeEnvironment).updatePolicy = undefined;
  return computeEnvironment;
}

const timeLimits = ({ unrunnableTimeLimit, capacityTimeLimit }: OnDemandBatchEnvironmentProps): JobStateTimeLimitAction[] => {
  const { COMPUTE_ENVIRONMENT_MAX_RESOURCE, JOB_RESOURCE_REQUIREMENT, INSUFFICIENT_INSTANCE_CAPACITY } = JobStateTimeLimitActionsReason;
  const maxTime = unrunnableTimeLimit ?? DEFAULT_UNRUNNABLE_TIME_LIMIT;
  return [
    { reason: COMPUTE_ENVIRONMENT_MAX_RESOURCE, maxTime },
    { reason: JOB_RESOURCE_REQUIREMENT, maxTime },
    ...(capacityTimeLimit ? [{ reason: INSUFFICIENT_INSTANCE_CAPACITY, maxTime: capacityTimeLimit }] : []),
  ];
};
