import { Capacity, gibOf, knownCapacity, weightOf } from './capacity';
import { PriceBook, PriceNeed, PriceRow } from './price-book';
import { FargateArchitecture, fargateKey, hasListPrice, instanceTypeKey, readPriceKey, spotKey } from './price-keys';
import { PurchaseOption } from '../names/records';

/** An attempt, as far as its cost depends on it. What is not known is absent. */
export interface PricedAttempt {
  readonly purchaseOption?: PurchaseOption;
  readonly instanceType?: string;
  readonly availabilityZone?: string;
  /** Only on AWS Fargate. */
  readonly fargateArchitecture?: FargateArchitecture;
  /** When its container started, in epoch milliseconds. Absent if it never did. */
  readonly startedAtMillis?: number;
  readonly runningSeconds?: number;
}

/** What an attempt cost in USD, and what it would have cost. Absent where a price, a placement, a size or a duration is not known. */
export interface AttemptCost {
  readonly usd?: number;
  readonly onDemandUsd?: number;
  readonly spotUsd?: number;
}

/** US dollars per hour of an attempt, for what it requests. */
interface Rates {
  readonly onDemand?: number;
  readonly spot?: number;
}

const SECONDS_PER_HOUR = 3600;
const NO_RATES: Rates = {};

/** Rounds to 8 decimals, and removes the error of floating-point sums. */
export const roundUsd = (usd: number): number => Math.round(usd * 1e8) / 1e8;

/** The cost of an attempt: the price of its share of the instance, or of what it requests of AWS Fargate, for the time that it ran. */
export function attemptCost(attempt: PricedAttempt, requested: Partial<Capacity>, prices: PriceBook): AttemptCost {
  const capacity = knownCapacity(requested);
  const rates = capacity ? ratesOf(attempt, capacity, prices) : NO_RATES;
  const cost = (rate: number | undefined): number | undefined =>
    rate === undefined || attempt.runningSeconds === undefined ? undefined : roundUsd((rate * attempt.runningSeconds) / SECONDS_PER_HOUR);
  return { usd: cost(ownRate(attempt, rates)), onDemandUsd: cost(rates.onDemand), spotUsd: cost(rates.spot) };
}

/** The prices that the costs of an attempt depend on. A name that is no instance type or zone has no price, and must not keep others from theirs. */
export const priceNeeds = (attempt: PricedAttempt): PriceNeed[] => namedNeeds(attempt).filter(({ key }) => readPriceKey(key));

function namedNeeds(attempt: PricedAttempt): PriceNeed[] {
  const { instanceType, availabilityZone, fargateArchitecture, startedAtMillis: atMillis } = attempt;
  if (atMillis === undefined || attempt.runningSeconds === undefined) return [];
  if (fargateArchitecture) return [{ key: fargateKey(fargateArchitecture), atMillis }];
  if (instanceType === undefined) return [];
  const ofType = { key: instanceTypeKey(instanceType), atMillis };
  return availabilityZone === undefined ? [ofType] : [ofType, { key: spotKey(instanceType, availabilityZone, atMillis), atMillis }];
}

/** Capacity Blocks are paid in advance, for a price that is on no list. */
function ownRate({ purchaseOption }: PricedAttempt, { onDemand, spot }: Rates): number | undefined {
  if (purchaseOption === PurchaseOption.ON_DEMAND || purchaseOption === PurchaseOption.FARGATE) return onDemand;
  return purchaseOption === PurchaseOption.SPOT || purchaseOption === PurchaseOption.FARGATE_SPOT ? spot : undefined;
}

function ratesOf(attempt: PricedAttempt, requested: Capacity, prices: PriceBook): Rates {
  const { instanceType, fargateArchitecture } = attempt;
  if (attempt.startedAtMillis === undefined) return hasPlace(attempt) ? { onDemand: 0, spot: 0 } : NO_RATES;
  if (fargateArchitecture) return fargateRates(requested, prices.fargate(fargateArchitecture));
  return instanceType === undefined ? NO_RATES : instanceRates(attempt, requested, prices);
}

/** An attempt that never started ran for no time at any price. */
const hasPlace = ({ instanceType, fargateArchitecture }: PricedAttempt): boolean => (instanceType ?? fargateArchitecture) !== undefined;

function fargateRates(requested: Capacity, row: PriceRow | undefined): Rates {
  const rate = (vcpuUsd?: number, gibUsd?: number): number | undefined =>
    vcpuUsd === undefined || gibUsd === undefined ? undefined : requested.vcpus * vcpuUsd + gibOf(requested) * gibUsd;
  return {
    onDemand: rate(row?.vcpuUsdPerHour, row?.gibUsdPerHour),
    spot: rate(row?.spotVcpuUsdPerHour, row?.spotGibUsdPerHour),
  };
}

function instanceRates(attempt: PricedAttempt, requested: Capacity, prices: PriceBook): Rates {
  const { instanceType, availabilityZone, startedAtMillis } = attempt as Required<PricedAttempt>;
  const row = prices.instanceType(instanceType);
  const instance = row && knownCapacity(row);
  if (!instance || weightOf(instance) === 0 || (requested.gpus > 0 && instance.gpus === 0)) return NO_RATES;
  const share = weightOf(requested) / weightOf(instance);
  const rate = (usdPerHour: number | undefined): number | undefined => (usdPerHour === undefined ? undefined : usdPerHour * share);
  const spot = availabilityZone === undefined ? undefined : prices.spotUsdPerHour(instanceType, availabilityZone, startedAtMillis);
  return { onDemand: rate(onDemandPrice(row, availabilityZone)), spot: rate(spot) };
}

/** The list price of an instance. Undefined in a zone that has prices of its own; a zone that is not known is one of the Region. */
export const onDemandPrice = ({ onDemandUsdPerHour }: PriceRow, zone: string | undefined): number | undefined =>
  zone === undefined || hasListPrice(zone) ? onDemandUsdPerHour : undefined;
