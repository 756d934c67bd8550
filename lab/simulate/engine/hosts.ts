import { Host } from '../model';
import { Random } from '../random';
import { ComputeEnvironment, ZONES } from '../site';

export interface HostOptions {
  readonly at: number;
  /** Registered this long before the stream begins. */
  readonly before?: number;
  /** Lifecycle of an instance that no compute environment manages. */
  readonly spot?: boolean;
  readonly late?: boolean;
  /** It is the first choice of the next tasks, and is reclaimed under them. */
  readonly doomed?: boolean;
}

/** One slot per four vCPUs: no job of the site asks for more. */
const VCPUS_PER_SLOT = 4;

export function newHost(environment: ComputeEnvironment, random: Random, options: HostOptions): Host {
  const type = random.pick(environment.instanceTypes);
  const slots = type.vcpus / VCPUS_PER_SLOT;
  const before = options.before !== undefined;
  const arn = environment.clusterArn.replace(':cluster/', ':container-instance/');
  return {
    environment,
    slots,
    before,
    instanceId: `i-0${random.hex(16)}`,
    arn: `${arn}/${random.hex(32)}`,
    type: type.name,
    zone: random.pick(ZONES),
    spot: options.spot ?? environment.type === 'SPOT',
    vcpus: type.vcpus,
    memoryMiB: type.memoryMiB - 1024,
    registeredAt: options.at - (options.before ?? 0),
    late: !before && (options.late ?? false),
    free: slots,
    closing: false,
    journal: [],
  };
}
