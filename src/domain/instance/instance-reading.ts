import { clusterFromArn, computeEnvironmentFromCluster, nameFromArn } from '../event/arns';
import { Fields } from '../event/fields';
import { isEc2InstanceKey } from '../names/tables';

/** What ECS tells of one container instance, in an event or in the answer to a call. */
export interface InstanceReading {
  readonly containerInstanceArn: string;
  readonly ecsCluster: string;
  /** Absent for a cluster that AWS Batch did not make. */
  readonly computeEnvironment?: string;
  readonly instanceId?: string;
  readonly instanceType?: string;
  readonly availabilityZone?: string;
  readonly architecture?: string;
  readonly amiId?: string;
  readonly vcpus?: number;
  readonly memoryMiB?: number;
  readonly status?: string;
  readonly registeredAt?: string;
  /** When the instance left its cluster, ISO 8601. */
  readonly goneAt?: string;
  /** Grows with each change: an older one never overwrites a newer one. */
  readonly version: number;
}

/** ECS counts 1,024 CPU units for a vCPU. */
const CPU_UNITS_PER_VCPU = 1024;
/** States of instances that left, or are leaving, their cluster. */
export const GONE_STATUSES: readonly string[] = ['INACTIVE', 'DEREGISTERING', 'DEREGISTERED'];

/**
 * Reads an `ECS Container Instance State Change` event.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_container_instance_events.html
 */
export function readInstanceEvent(event: unknown): InstanceReading {
  const envelope = Fields.of(event, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  const at = envelope.instant('time') ?? envelope.fail('time', 'is missing');
  const told = readInstance(detail);
  const time = new Date(at).toISOString();
  const gone = told.status !== undefined && GONE_STATUSES.includes(told.status);
  return { ...told, registeredAt: told.registeredAt ?? time, goneAt: gone ? time : undefined };
}

/** Reads a container instance as events and `DescribeContainerInstances` both shape it. */
export function readInstance(instance: Fields): InstanceReading {
  const containerInstanceArn = readInstanceArn(instance);
  const clusterArn = instance.optionalName('clusterArn');
  const ecsCluster = clusterFromArn(containerInstanceArn) ?? (clusterArn === undefined ? '' : nameFromArn(clusterArn));
  const attributes = new Map(instance.list('attributes').map((attribute) => [attribute.name('name'), attribute.optionalName('value')]));
  const cpuUnits = registered(instance, 'CPU');
  return {
    containerInstanceArn,
    ecsCluster,
    computeEnvironment: computeEnvironmentFromCluster(ecsCluster),
    instanceId: hostOf(instance),
    instanceType: attributes.get('ecs.instance-type'),
    availabilityZone: attributes.get('ecs.availability-zone'),
    architecture: attributes.get('ecs.cpu-architecture'),
    amiId: attributes.get('ecs.ami-id'),
    vcpus: cpuUnits === undefined ? undefined : cpuUnits / CPU_UNITS_PER_VCPU,
    memoryMiB: registered(instance, 'MEMORY'),
    status: instance.optionalName('status'),
    registeredAt: readRegisteredAt(instance),
    version: instance.count('version') ?? 0,
  };
}

/** The key of a row: among those of EC2 instances and compute environments, only an ARN is a container instance's. */
export function readInstanceArn(told: Fields): string {
  const arn = told.name('containerInstanceArn');
  return arn.startsWith('arn:') ? arn : told.fail('containerInstanceArn', 'is no ARN');
}

/** The EC2 instance that it is; none where it runs elsewhere, as those of ECS Anywhere do. The id is the key of a row, among those of others. */
function hostOf(instance: Fields): string | undefined {
  const id = instance.optionalName('ec2InstanceId');
  return id !== undefined && isEc2InstanceKey(id) ? id : undefined;
}

function registered(instance: Fields, name: string): number | undefined {
  return instance
    .list('registeredResources')
    .find((resource) => resource.optionalName('name') === name)
    ?.count('integerValue');
}

function readRegisteredAt(instance: Fields): string | undefined {
  const millis = instance.secondsOrInstant('registeredAt');
  return millis === undefined ? undefined : new Date(millis).toISOString();
}
