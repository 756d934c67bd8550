import { RemovalPolicy } from 'aws-cdk-lib';
import {
  Action,
  EcsContainerDefinitionProps,
  EcsEc2ContainerDefinition,
  EcsFargateContainerDefinition,
  EcsJobDefinition,
  IEcsContainerDefinition,
  Reason,
  RetryStrategy,
} from 'aws-cdk-lib/aws-batch';
import { ContainerImage, LogDriver, OperatingSystemFamily } from 'aws-cdk-lib/aws-ecs';
import { IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { DEFAULT_VCPUS, memoryOf } from './check-job-size';
import { ScheduledJobProps } from './scheduled-job-props';
import { dedicatedLogGroup } from '../event-intake/storage';
import { reviewDefaultPolicy } from '../reviewed-findings/default-policy';

const DEFAULT_ATTEMPTS = 3;
const EXECUTION_WILDCARDS = 'Authorization tokens of Amazon ECR have no resource. Images are read from one repository.';

/**
 * Reclaimed Spot capacity of both kinds, and hosts that are lost while a job runs. What is none of them ends the job: left to itself, AWS Batch retries what no
 * condition fits. A pattern may have an asterisk at its end alone.
 *
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_EvaluateOnExit.html
 */
const NOT_THE_FAULT_OF_THE_JOB: readonly RetryStrategy[] = [
  RetryStrategy.of(Action.RETRY, Reason.SPOT_INSTANCE_RECLAIMED),
  RetryStrategy.of(Action.RETRY, Reason.custom({ onStatusReason: 'Your Spot Task was interrupted*' })),
  RetryStrategy.of(Action.RETRY, Reason.custom({ onStatusReason: 'ECS is performing maintenance on the underlying infrastructure*' })),
  RetryStrategy.of(Action.EXIT, Reason.custom({ onReason: '*' })),
];

/** The parts of a job definition that is made here. */
export interface CreatedJobDefinition {
  readonly jobDefinition: EcsJobDefinition;
  readonly container: IEcsContainerDefinition;
  readonly jobRole: IRole;
  readonly executionRole: IRole;
  readonly logGroup?: ILogGroup;
}

export function createJobDefinition(scope: Construct, props: ScheduledJobProps): CreatedJobDefinition {
  const logGroup = props.logging ? undefined : logGroupOf(scope, props);
  const jobRole = props.jobRole ?? new Role(scope, 'JobRole', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
  const container = createContainer(scope, props, {
    image: props.image as ContainerImage,
    command: props.command,
    environment: props.environment,
    secrets: props.secrets,
    cpu: props.vcpus ?? DEFAULT_VCPUS,
    memory: memoryOf(props),
    jobRole,
    executionRole: props.executionRole,
    readonlyRootFilesystem: props.readonlyRootFilesystem,
    logging: props.logging ?? LogDriver.awsLogs({ streamPrefix: 'job', logGroup }),
  });
  const jobDefinition = new EcsJobDefinition(scope, 'JobDefinition', {
    container,
    retryAttempts: props.attempts ?? DEFAULT_ATTEMPTS,
    retryStrategies: [...(props.retryStrategies ?? NOT_THE_FAULT_OF_THE_JOB)],
    timeout: props.timeout,
    propagateTags: true,
  });
  const { executionRole } = container;
  // Of a role that was given, others may have made grants too: its policy is theirs to explain.
  if (!props.executionRole) reviewDefaultPolicy(executionRole, EXECUTION_WILDCARDS);
  return { jobDefinition, container, jobRole, executionRole, logGroup };
}

const logGroupOf = (scope: Construct, { logRetention, removalPolicy, encryptionKey }: ScheduledJobProps): ILogGroup =>
  dedicatedLogGroup(scope, {
    retention: logRetention ?? RetentionDays.THREE_MONTHS,
    removalPolicy: removalPolicy ?? RemovalPolicy.DESTROY,
    encryptionKey,
  });

function createContainer(
  scope: Construct,
  { batchEnvironment, gpus: gpu, ephemeralStorageSize }: ScheduledJobProps,
  shared: EcsContainerDefinitionProps,
): EcsFargateContainerDefinition | EcsEc2ContainerDefinition {
  if (!batchEnvironment.capacity.isFargate) return new EcsEc2ContainerDefinition(scope, 'Container', { ...shared, gpu });
  return new EcsFargateContainerDefinition(scope, 'Container', {
    ...shared,
    ephemeralStorageSize,
    assignPublicIp: batchEnvironment.publicIpRequired,
    fargateCpuArchitecture: batchEnvironment.architecture,
    fargateOperatingSystemFamily: OperatingSystemFamily.LINUX,
  });
}
