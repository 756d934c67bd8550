const GIB = 1024;

/** What an instance has at most; its GPUs are those that jobs can have. */
export interface InstanceBounds {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly gpus: number;
}

/** More than the largest instance of Amazon EC2 has. */
export const ANY_INSTANCE: InstanceBounds = { vcpus: 1920, memoryMiB: 32 * 1024 * GIB, gpus: 16 };

/** GiB for each vCPU, in the families whose sizes all have the same ratio since their fifth generation. */
const GIB_PER_VCPU: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
/** Of the largest size of those families, `96xlarge`. */
const MAX_VCPUS = 384;
/** Families of old generations with sizes of more vCPUs than those of all others. */
const OTHER_SIZES = /^(?:[cm][12]|c4|d2)$/;
/** Up to that size, `4xlarge`, each type with GPUs has one. */
const VCPUS_OF_ONE_GPU = 16;
/** vCPUs of the sizes that are not a multiple of `xlarge`. */
const VCPUS: Readonly<Record<string, number>> = { medium: 1, large: 2, xlarge: 4 };
/** Burstable types, all generations alike but for the vCPUs of the smallest ones. */
const BURSTABLE: Readonly<Record<string, readonly [vcpus: number, gibibytes: number]>> = {
  nano: [2, 0.5],
  micro: [2, 1],
  small: [2, 2],
  medium: [2, 4],
  large: [2, 8],
  xlarge: [4, 16],
  '2xlarge': [8, 32],
};

/**
 * What instances of a type, a class or one of AWS Batch's default classes have at most, as far as its name shows it.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 * @see https://docs.aws.amazon.com/batch/latest/userguide/instance-type-compute-table.html
 */
export function boundsOf(name: string): InstanceBounds {
  const [instanceClass, size] = name.split('.');
  if (/^(?:optimal|default_\w+)$/.test(name)) return sizedBounds(MAX_VCPUS, GIB_PER_VCPU.r);
  if (/^t\d/.test(instanceClass)) return burstableBounds(size ?? '2xlarge');
  const [, family] = /^([cmr])(?:[5-9]|\d\d)[a-z]*(?:-flex)?$/.exec(instanceClass) ?? [];
  const vcpus = size === undefined || OTHER_SIZES.test(instanceClass) ? undefined : vcpusOf(size);
  if (family === undefined) return { ...ANY_INSTANCE, ...(vcpus !== undefined && { vcpus }), gpus: gpusOf(instanceClass, vcpus) };
  // Network optimized compute types have 2.625 GiB for each vCPU in their fifth generation.
  return sizedBounds(vcpus ?? MAX_VCPUS, instanceClass === 'c5n' ? 2.625 : GIB_PER_VCPU[family]);
}

const sizedBounds = (vcpus: number, gibibytes: number): InstanceBounds => ({ vcpus, memoryMiB: vcpus * gibibytes * GIB, gpus: 0 });

/** At most 8, and 16 in the second generation of the accelerated family. */
function gpusOf(instanceClass: string, vcpus = MAX_VCPUS): number {
  if (!/^(?:gr?|p)\d/.test(instanceClass)) return 0;
  if (vcpus <= VCPUS_OF_ONE_GPU) return 1;
  return instanceClass === 'p2' ? 16 : 8;
}

function burstableBounds(size: string): InstanceBounds {
  const [vcpus, gibibytes] = BURSTABLE[size] ?? BURSTABLE['2xlarge'];
  return { vcpus, memoryMiB: gibibytes * GIB, gpus: 0 };
}

function vcpusOf(size: string): number | undefined {
  const multiple = /^(?:metal-)?(\d+)xl(?:arge)?$/.exec(size)?.[1];
  return multiple === undefined ? VCPUS[size] : VCPUS.xlarge * Number(multiple);
}
