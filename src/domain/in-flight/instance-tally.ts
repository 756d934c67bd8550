/** A container instance in service, as a snapshot finds it. */
export interface InstanceInService {
  readonly computeEnvironment?: string;
  readonly vcpus?: number;
  readonly memoryMiB?: number;
}

/** How many instances there are, and what they bring. */
export interface InstanceSums {
  readonly instances: number;
  readonly vcpus: number;
  readonly memoryMiB: number;
}

export const NO_INSTANCES: InstanceSums = { instances: 0, vcpus: 0, memoryMiB: 0 };

/** The instances in service by compute environment, and all of them. */
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
