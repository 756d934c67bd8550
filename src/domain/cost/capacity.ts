/** What a job requests, or an instance has. */
export interface Capacity {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly gpus: number;
}

const MIB_PER_GIB = 1024;
export const gibOf = ({ memoryMiB }: Pick<Capacity, 'memoryMiB'>): number => memoryMiB / MIB_PER_GIB;

/**
 * The weights by which AWS's split cost allocation divides the cost of an instance between its tasks, so that an estimate can be compared with the bill.
 *
 * @see https://docs.aws.amazon.com/cur/latest/userguide/example-split-cost-allocation-data.html
 */
const WEIGHT = { gpu: 9, vcpu: 0.9, gib: 0.1 } as const;

/** The weight of a capacity: a share of an instance is the quotient of two weights. */
export const weightOf = (capacity: Capacity): number =>
  WEIGHT.gpu * capacity.gpus + WEIGHT.vcpu * capacity.vcpus + WEIGHT.gib * gibOf(capacity);

/** The capacity, if all of it is known. A GPU is optional: most jobs and instance types have none. */
export function knownCapacity({ vcpus, memoryMiB, gpus = 0 }: Partial<Capacity>): Capacity | undefined {
  return vcpus === undefined || memoryMiB === undefined ? undefined : { vcpus, memoryMiB, gpus };
}
