/** Sizes of memory that AWS Fargate has beside a number of vCPUs, in MiB. */
interface FargateSize {
  readonly vcpus: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const GIB = 1024;

/** @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ResourceRequirement.html */
const SIZES: readonly FargateSize[] = [
  { vcpus: 0.5, min: GIB, max: 4 * GIB, step: GIB },
  { vcpus: 1, min: 2 * GIB, max: 8 * GIB, step: GIB },
  { vcpus: 2, min: 4 * GIB, max: 16 * GIB, step: GIB },
  { vcpus: 4, min: 8 * GIB, max: 30 * GIB, step: GIB },
  { vcpus: 8, min: 16 * GIB, max: 60 * GIB, step: 4 * GIB },
  { vcpus: 16, min: 32 * GIB, max: 120 * GIB, step: 8 * GIB },
];

/** The numbers of vCPUs that a job on AWS Fargate may have. */
export const FARGATE_VCPUS: readonly number[] = [0.25, ...SIZES.map(({ vcpus }) => vcpus)];

/** The sizes of memory beside a number of vCPUs, in MiB; none for a number that AWS Fargate does not have. */
export function fargateMemoryMiB(vcpus: number): number[] {
  if (vcpus === 0.25) return [GIB / 2, GIB, 2 * GIB];
  const size = SIZES.find((each) => each.vcpus === vcpus);
  if (!size) return [];
  return Array.from({ length: (size.max - size.min) / size.step + 1 }, (_, index) => size.min + index * size.step);
}
