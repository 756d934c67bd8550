/** A container instance in service at the time of a snapshot. */
export interface InstanceInService {
  readonly computeEnvironment?: string;
  readonly vcpus?: number;
  readonly memoryMiB?: number;
}

/** The number of instances and their total resources. */
export interface InstanceSums {
  readonly instances: number;
  readonly vcpus: number;
  readonly memoryMiB: number;
}

export const NO_INSTANCES: InstanceSums = { instances: 0, vcpus: 0, memoryMiB: 0 };

/** Sums the instances in service, in total and per compute environment. */
export class InstanceTally {
  all = NO_INSTANCES;
  readonly byEnvironment = new Map<string, InstanceSums>();

  add(instance: InstanceInService): void {
    const { computeEnvironment } = instance;
    this.all = plus(this.all, instance);
    if (computeEnvironment === undefined) return;
    this.byEnvironment.set(computeEnvironment, plus(this.byEnvironment.get(computeEnvironment) ?? NO_INSTANCES, instance));
  }
}

const plus = (sums: InstanceSums, { vcpus = 0, memoryMiB = 0 }: InstanceInService): InstanceSums => ({
  instances: sums.instances + 1,
  vcpus: sums.vcpus + vcpus,
  memoryMiB: sums.memoryMiB + memoryMiB,
});
