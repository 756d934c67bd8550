/** What attempts and jobs cost. It repeats the rules of the library on purpose: it is the independent check of them. */
import { spans } from './attempts';
import { containersOf, countsAsFailed } from './countable';
import { TrueRecord } from './record';
import { Attempt, Job } from '../model';
import { Prices } from '../prices';
import { purchaseOption } from '../site';

/** Dollars of an attempt: what it cost, and what it would have cost. */
export interface AttemptCosts {
  readonly own?: number;
  readonly onDemand?: number;
  readonly spot?: number;
}

const eightDecimals = (usd: number): number => Math.round(usd * 1e8) / 1e8;

const weight = (gpus: number, vcpus: number, memoryMiB: number): number => 9 * gpus + 0.9 * vcpus + 0.1 * (memoryMiB / 1024);

export const attemptCosts = (prices: Prices, job: Job): AttemptCosts[] => job.attempts.map((attempt) => costsOf(prices, job, attempt));

function costsOf(prices: Prices, job: Job, attempt: Attempt): AttemptCosts {
  const { placement } = attempt;
  if (!placement || placement.environment.type === 'EKS') return {};
  const hours = spans(attempt).running / 3_600_000;
  const { onDemand, spot } = pricesPerHour(prices, job, attempt);
  const cost = (perHour: number | undefined) => (perHour === undefined ? undefined : eightDecimals(perHour * hours));
  const option = purchaseOption(placement.environment, placement.host?.spot ?? false);
  const isSpot = option === 'SPOT' || option === 'FARGATE_SPOT';
  const own = isSpot ? spot : onDemand;
  return { own: option === 'CAPACITY_BLOCK' ? undefined : cost(own), onDemand: cost(onDemand), spot: cost(spot) };
}

/** Of the part that the job requests. */
function pricesPerHour(prices: Prices, job: Job, attempt: Attempt): { readonly onDemand?: number; readonly spot?: number } {
  const { vcpus, memoryMiB, gpus = 0 } = job.definition;
  const { host } = attempt.placement ?? {};
  if (!host) {
    const fargate = prices.Fargate.x86_64;
    return {
      onDemand: vcpus * fargate.VcpuUsdPerHour + (memoryMiB / 1024) * fargate.GibUsdPerHour,
      spot: vcpus * fargate.SpotVcpuUsdPerHour + (memoryMiB / 1024) * fargate.SpotGibUsdPerHour,
    };
  }
  const type = prices.InstanceTypes.find(({ InstanceType }) => InstanceType === host.type);
  if (!type) return {};
  const count = containersOf(job);
  const share = weight(gpus * count, vcpus * count, memoryMiB * count) / weight(type.Gpus, type.Vcpus, type.MemoryMiB);
  const spot = spotPrice(prices, host.type, host.zone, attempt.startedAt);
  return { onDemand: type.OnDemandUsdPerHour * share, spot: spot === undefined ? undefined : spot * share };
}

/** An attempt that never started costs nothing at any price. */
function spotPrice({ Spot }: Prices, type: string, zone: string, startedAt: number | undefined): number | undefined {
  if (startedAt === undefined) return 0;
  const before = Spot.filter((each) => each.InstanceType === type && each.AvailabilityZone === zone && Date.parse(each.At) <= startedAt);
  return before.sort((one, other) => Date.parse(one.At) - Date.parse(other.At)).at(-1)?.UsdPerHour;
}

const total = (costs: readonly (number | undefined)[]): number | undefined =>
  costs.includes(undefined) ? undefined : eightDecimals((costs as number[]).reduce((sum, cost) => sum + cost, 0));

/** An array job has none of its own. */
export function jobCosts(prices: Prices, job: Job): Partial<TrueRecord> {
  if (job.role.kind === 'array') return {};
  const costs = attemptCosts(prices, job);
  const own = total(costs.map((cost) => cost.own));
  const lost = costs.filter((_, index) => countsAsFailed(job, job.attempts[index])).map((cost) => cost.own);
  return {
    CostUsd: own,
    OnDemandCostUsd: total(costs.map(({ onDemand }) => onDemand)),
    SpotCostUsd: total(costs.map(({ spot }) => spot)),
    LostCostUsd: lost.length === 0 && own === undefined ? undefined : total(lost),
  };
}
