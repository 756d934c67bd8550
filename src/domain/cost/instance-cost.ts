import { onDemandPrice, roundUsd } from './attempt-cost';
import { cut, hoursOf, lastInstant, TimeRange } from './hours';
import { PriceBook, PriceNeed } from './price-book';
import { instanceTypeKey, spotKey } from './price-keys';
import { DataPoint, dataPoint } from '../data-point';
import { groupBy } from '../group-by';
import { KnownInstance } from '../instance/instance-change';
import { CostMetric, DimensionName } from '../names/metrics';
import { PurchaseOption } from '../names/records';

/** A container instance in service, and the part of an interval in which it was. */
export interface Service extends TimeRange {
  readonly computeEnvironment?: string;
  readonly instanceType?: string;
  readonly availabilityZone?: string;
  readonly purchaseOption?: PurchaseOption;
}

/** What an instance cost for a time in which its price did not change. */
interface PartialCost {
  readonly usd?: number;
  /** It was in service for so long at a price that is not known. */
  readonly unpricedSeconds?: number;
  readonly computeEnvironment?: string;
}

const HOUR_MILLIS = 3_600_000;

/** The part of an interval in which an instance was in service. Undefined if it was not. An instance without a known registration was there before. */
export function serviceWithin(instance: KnownInstance, interval: TimeRange): Service | undefined {
  const { computeEnvironment, instanceType, availabilityZone, purchaseOption, registeredAt, goneAt } = instance;
  const fromMillis = Math.max(interval.fromMillis, millisOf(registeredAt) ?? interval.fromMillis);
  const toMillis = Math.min(interval.toMillis, millisOf(goneAt) ?? interval.toMillis);
  return fromMillis < toMillis ? { computeEnvironment, instanceType, availabilityZone, purchaseOption, fromMillis, toMillis } : undefined;
}

const millisOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text));

/** The prices that the cost of an instance depends on: the list price, and of Spot capacity those of each hour. */
export const instancePriceNeeds = (service: Service): PriceNeed[] =>
  hoursOf(service).flatMap((hour) => keysOf(service, hour.fromMillis).map((key) => ({ key, atMillis: lastInstant(hour) })));

/** The rows of the price table with the price of an instance. None if its place is not known or its price is on no list, as that of Capacity Blocks. */
function keysOf({ instanceType, availabilityZone, purchaseOption }: Service, atMillis: number): string[] {
  if (instanceType === undefined) return [];
  if (purchaseOption === PurchaseOption.ON_DEMAND) return [instanceTypeKey(instanceType)];
  const hasSpotPrice = purchaseOption === PurchaseOption.SPOT && availabilityZone !== undefined;
  return hasSpotPrice ? [instanceTypeKey(instanceType), spotKey(instanceType, availabilityZone, atMillis)] : [];
}

/**
 * What instances cost in an interval, by hour and compute environment: each second at the price that was in force. Idle capacity begins as all of it; the
 * records of jobs take off what they cost.
 */
export const measureInstanceCosts = (services: readonly Service[], interval: TimeRange, prices: PriceBook): DataPoint[] =>
  hoursOf(interval).flatMap((hour) => {
    const costs = services.flatMap((service) => costsWithin(service, hour, prices));
    const groups = groupBy(costs, ({ computeEnvironment }) => computeEnvironment);
    return [...groups].flatMap(([environment, some]) => pointsOf(some, lastInstant(hour), environment));
  });

function costsWithin(service: Service, hour: TimeRange, prices: PriceBook): PartialCost[] {
  const { computeEnvironment } = service;
  const range = { fromMillis: Math.max(service.fromMillis, hour.fromMillis), toMillis: Math.min(service.toMillis, hour.toMillis) };
  const changes = keysOf(service, hour.fromMillis).flatMap((key) => prices.changesOfSpotPrice(key));
  return cut(range, changes).map(({ fromMillis, toMillis }) => {
    const usdPerHour = priceOf(service, fromMillis, prices);
    const millis = toMillis - fromMillis;
    const cost = usdPerHour === undefined ? { unpricedSeconds: millis / 1000 } : { usd: (usdPerHour * millis) / HOUR_MILLIS };
    return { ...cost, computeEnvironment };
  });
}

/** A Spot price is in the currency of the list price: where that is not in US dollars, as in China, neither is known. */
function priceOf({ instanceType, availabilityZone, purchaseOption }: Service, atMillis: number, prices: PriceBook): number | undefined {
  if (instanceType === undefined) return undefined;
  const row = prices.instanceType(instanceType);
  if (row?.onDemandUsdPerHour === undefined) return undefined;
  if (purchaseOption === PurchaseOption.ON_DEMAND) return onDemandPrice(row, availabilityZone);
  const isSpot = purchaseOption === PurchaseOption.SPOT && availabilityZone !== undefined;
  return isSpot ? prices.spotUsdPerHour(instanceType, availabilityZone, atMillis) : undefined;
}

function pointsOf(costs: readonly PartialCost[], atMillis: number, environment: string | undefined): DataPoint[] {
  const point = (name: CostMetric, amounts: readonly (number | undefined)[]): DataPoint[] => {
    const known = amounts.filter((amount) => amount !== undefined);
    const total = roundUsd(known.reduce((sum, amount) => sum + amount, 0));
    return known.length === 0 ? [] : [dataPoint(name, total, atMillis, { [DimensionName.COMPUTE_ENVIRONMENT]: environment })];
  };
  const usd = costs.map((cost) => cost.usd);
  const unpriced = costs.map(({ unpricedSeconds }) => unpricedSeconds);
  return [
    ...point(CostMetric.INSTANCE_COST_USD, usd),
    ...point(CostMetric.IDLE_COST_USD, usd),
    ...point(CostMetric.UNPRICED_INSTANCE_SECONDS, unpriced),
  ];
}
