import { clusterFromArn, computeEnvironmentFromCluster, nameFromArn } from '../event/arns';
import { Fields, LeftOut } from '../event/fields';
import { isEc2InstanceKey } from '../names/tables';

/** One container instance as ECS reports it in an event or in an API response. */
export interface InstanceReading {
  readonly containerInstanceArn: string;
  readonly ecsCluster: string;
  /** Absent if AWS Batch did not create the cluster. */
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
  /** ECS increments the version with each change. An older version never overwrites a newer one. */
  readonly version: number;
}

/** ECS counts 1,024 CPU units per vCPU. */
const CPU_UNITS_PER_VCPU = 1024;
/** Statuses of instances that left, or are leaving, their cluster. */
export const GONE_STATUSES: readonly string[] = ['INACTIVE', 'DEREGISTERING', 'DEREGISTERED'];

/**
 * Reads an `ECS Container Instance State Change` event.
 *
 * @param leftOut takes note of the fields that cannot be read
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_container_instance_events.html
 */
export function readInstanceEvent(event: unknown, leftOut?: LeftOut): InstanceReading {
  const envelope = Fields.of(event, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  const at = envelope.instant('time') ?? envelope.fail('time', 'is missing');
  const reading = readInstance(detail, leftOut);
  const time = new Date(at).toISOString();
  const gone = reading.status !== undefined && GONE_STATUSES.includes(reading.status);
  return { ...reading, registeredAt: reading.registeredAt ?? time, goneAt: gone ? time : undefined };
}

/**
 * Reads a container instance. Events and `DescribeContainerInstances` use the same shape. Only its ARN, its status and its version must be
 * readable; any other field that cannot be read is absent.
 */
export function readInstance(strict: Fields, leftOut: LeftOut = () => {}): InstanceReading {
  const instance = strict.leavingOut(leftOut);
  const containerInstanceArn = readInstanceArn(instance);
  const clusterArn = instance.optionalName('clusterArn');
  const ecsCluster = clusterFromArn(containerInstanceArn) ?? (clusterArn === undefined ? '' : nameFromArn(clusterArn));
  const attributes = new Map(
    instance.list('attributes').map((attribute) => [attribute.optionalName('name'), attribute.optionalName('value')]),
  );
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
    status: strict.optionalName('status'),
    registeredAt: readRegisteredAt(instance),
    version: strict.count('version') ?? 0,
  };
}

/** The container instance ARN, which is the key of a row. Rejects anything but an ARN: rows of EC2 instances and compute environments have other keys. */
export function readInstanceArn(fields: Fields): string {
  const arn = fields.name('containerInstanceArn');
  return arn.startsWith('arn:') ? arn : fields.fail('containerInstanceArn', 'is not an ARN');
}

/** The id of the EC2 instance, which is also the key of a row. Undefined for a host outside EC2, as in ECS Anywhere. */
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
