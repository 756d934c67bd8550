import { PricedAttempt, priceNeeds } from './attempt-cost';
import { Capacity } from './capacity';
import { PriceNeed } from './price-book';
import { FARGATE_ARCHITECTURES, FargateArchitecture } from './price-keys';
import { AttemptReading, JobReading } from '../event/job-reading';
import { placementKey, purchaseOptionOf, RegistryView } from '../instance/placement';
import { attemptsOf } from '../job/attempts';
import { secondsBetween } from '../job/timeline';
import { PurchaseOption } from '../names/records';

/** An attempt of a finished job, as far as its cost depends on it. */
export function pricedAttempt(end: JobReading, attempt: AttemptReading, registry: RegistryView): PricedAttempt {
  const purchaseOption = purchaseOptionOf(attempt, registry);
  const key = placementKey(attempt);
  const instance = attempt.containerInstanceArn === undefined || key === undefined ? undefined : registry.get(key);
  return {
    purchaseOption,
    instanceType: instance?.instanceType,
    availabilityZone: instance?.availabilityZone,
    fargateArchitecture: isOnFargate(purchaseOption) ? fargateArchitectureOf(end) : undefined,
    startedAtMillis: attempt.startedAt,
    runningSeconds: attempt.startedAt === undefined ? 0 : secondsBetween(attempt.startedAt, attempt.stoppedAt),
  };
}

/** What a job requests, as far as it can be read. That of a multi-node job is the sum over its nodes. */
export const requestedCapacity = ({ vcpus, memoryMiB, gpus, gpusUnread }: JobReading): Partial<Capacity> =>
  gpusUnread ? {} : { vcpus, memoryMiB, gpus };

/** The prices that the record of a finished job needs. */
export const jobPriceNeeds = (end: JobReading, registry: RegistryView): PriceNeed[] =>
  attemptsOf(end).flatMap((attempt) => priceNeeds(pricedAttempt(end, attempt, registry)));

const isOnFargate = (option: PurchaseOption | undefined): boolean =>
  option === PurchaseOption.FARGATE || option === PurchaseOption.FARGATE_SPOT;

/** AWS Batch runs jobs on Linux and X86_64 if their definition names no platform. Windows has other prices. */
function fargateArchitectureOf({
  cpuArchitecture = 'X86_64',
  operatingSystemFamily = 'LINUX',
}: JobReading): FargateArchitecture | undefined {
  const architecture = FARGATE_ARCHITECTURES.find((known) => known.toUpperCase() === cpuArchitecture.toUpperCase());
  return operatingSystemFamily === 'LINUX' ? architecture : undefined;
}
