import { DeployedResource } from './deployed-stack';
import { listOf, objectOf } from './glue-tables';
import { isObject, Json } from '../../aws/json';

/** What a template declares of AWS Batch. */
export interface BatchResources {
  readonly queues: readonly DeployedQueue[];
  readonly environments: readonly DeployedEnvironment[];
  readonly definitions: readonly DeployedDefinition[];
  readonly consumables: readonly string[];
}

export interface DeployedQueue {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  /** In their order. */
  readonly environmentArns: readonly string[];
}

export interface DeployedEnvironment {
  readonly name: string;
  readonly arn: string;
  /** `EC2`, `SPOT`, `FARGATE` or `FARGATE_SPOT`. */
  readonly type: string;
}

/** The first revision of a job definition with one container. */
export interface DeployedDefinition {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly attempts: number;
  readonly conditions: readonly ExitCondition[];
  readonly timeoutSeconds?: number;
  readonly logGroup?: string;
  readonly isFargate: boolean;
}

/** A condition on the end of an attempt, and what to do where it holds. */
export interface ExitCondition {
  readonly action: string;
  readonly onStatusReason?: string;
  readonly onReason?: string;
  readonly onExitCode?: string;
}

export function readBatchResources(all: (...types: string[]) => DeployedResource[]): BatchResources {
  return {
    queues: all('AWS::Batch::JobQueue').map(readQueue),
    environments: all('AWS::Batch::ComputeEnvironment').map(readEnvironment),
    definitions: all('AWS::Batch::JobDefinition').map(readDefinition),
    consumables: all('AWS::Batch::ConsumableResource').map(refOf),
  };
}

const refOf = ({ stack, logicalId }: DeployedResource): string => String(stack.refOf(logicalId));

function readQueue(queue: DeployedResource): DeployedQueue {
  const order = [...listOf(queue.property('ComputeEnvironmentOrder'))].sort((one, other) => Number(one.Order) - Number(other.Order));
  return {
    name: queue.name,
    arn: refOf(queue),
    enabled: queue.property('State') !== 'DISABLED',
    environmentArns: order.map(({ ComputeEnvironment }) => String(ComputeEnvironment)),
  };
}

const readEnvironment = (environment: DeployedResource): DeployedEnvironment => ({
  name: environment.name,
  arn: refOf(environment),
  type: String(objectOf(environment.property('ComputeResources')).Type),
});

function readDefinition(definition: DeployedResource): DeployedDefinition {
  const container = objectOf(definition.property('ContainerProperties'));
  const retry = objectOf(definition.property('RetryStrategy'));
  const timeout = objectOf(definition.property('Timeout')).AttemptDurationSeconds;
  const platforms = definition.property('PlatformCapabilities');
  const required = (type: string): number => Number(listOf(container.ResourceRequirements).find(({ Type }) => Type === type)?.Value ?? 0);
  return {
    name: definition.name,
    vcpus: required('VCPU'),
    memoryMiB: required('MEMORY'),
    attempts: Number(retry.Attempts ?? 1),
    conditions: listOf(retry.EvaluateOnExit).map(readCondition),
    timeoutSeconds: timeout === undefined ? undefined : Number(timeout),
    logGroup: textOf(objectOf(objectOf(container.LogConfiguration).Options)['awslogs-group']),
    isFargate: Array.isArray(platforms) && platforms.includes('FARGATE'),
  };
}

const readCondition = ({ Action, OnStatusReason, OnReason, OnExitCode }: { readonly [name: string]: Json }): ExitCondition => ({
  action: String(Action).toUpperCase(),
  onStatusReason: textOf(OnStatusReason),
  onReason: textOf(OnReason),
  onExitCode: textOf(OnExitCode),
});

const textOf = (value: Json | undefined): string | undefined => (value === undefined || isObject(value) ? undefined : String(value));
