import { roundUsd } from './attempt-cost';
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

/** What instances cost in an hour, or in a part of it. */
interface HourlyCost {
  readonly usd?: number;
  /** Instances were in service for so long at a price that is not known. */
  readonly unpricedSeconds?: number;
  readonly atMillis: number;
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

/** The prices that the cost of an instance depends on: of Spot capacity those of each hour, of On-Demand capacity the list price. */
export const instancePriceNeeds = (service: Service): PriceNeed[] =>
  hoursOf(service).flatMap((hour) => {
    const key = priceKey(service, hour.fromMillis);
    return key === undefined ? [] : [{ key, atMillis: lastInstant(hour) }];
  });

/** The row of the price table with the price of an instance. Undefined if its place is not known or its price is on no list, as that of Capacity Blocks. */
function priceKey({ instanceType, availabilityZone, purchaseOption }: Service, atMillis: number): string | undefined {
  if (instanceType === undefined) return undefined;
  if (purchaseOption === PurchaseOption.ON_DEMAND) return instanceTypeKey(instanceType);
  const hasSpotPrice = purchaseOption === PurchaseOption.SPOT && availabilityZone !== undefined;
  return hasSpotPrice ? spotKey(instanceType, availabilityZone, atMillis) : undefined;
}

/**
 * What instances cost, by hour and compute environment: each second at the price that was in force. Idle capacity begins as all of it; the records of jobs
 * take off what they cost.
 */
export function measureInstanceCosts(services: readonly Service[], prices: PriceBook): DataPoint[] {
  const hourly = services.flatMap((service) => hoursOf(service).flatMap((hour) => hourlyCosts(service, hour, prices)));
  const groups = groupBy(hourly, ({ atMillis, computeEnvironment }) => `${atMillis} ${computeEnvironment ?? ''}`);
  return [...groups.values()].flatMap(pointsOf);
}

function hourlyCosts(service: Service, hour: TimeRange, prices: PriceBook): HourlyCost[] {
  const { computeEnvironment } = service;
  return cut(hour, prices.changesOfSpotPrice(priceKey(service, hour.fromMillis))).map((part) => {
    const usdPerHour = priceOf(service, part.fromMillis, prices);
    const millis = part.toMillis - part.fromMillis;
    const cost = usdPerHour === undefined ? { unpricedSeconds: millis / 1000 } : { usd: (usdPerHour * millis) / HOUR_MILLIS };
    return { ...cost, atMillis: lastInstant(hour), computeEnvironment };
  });
}

function priceOf(service: Service, atMillis: number, prices: PriceBook): number | undefined {
  const { instanceType, availabilityZone, purchaseOption } = service;
  if (instanceType === undefined || priceKey(service, atMillis) === undefined) return undefined;
  return purchaseOption === PurchaseOption.ON_DEMAND
    ? prices.instanceType(instanceType)?.onDemandUsdPerHour
    : prices.spotUsdPerHour(instanceType, availabilityZone as string, atMillis);
}

function pointsOf(costs: readonly HourlyCost[]): DataPoint[] {
  const [{ atMillis, computeEnvironment }] = costs;
  const point = (name: CostMetric, amounts: readonly (number | undefined)[]): DataPoint[] => {
    const known = amounts.filter((amount) => amount !== undefined);
    const total = roundUsd(known.reduce((sum, amount) => sum + amount, 0));
    return known.length === 0 ? [] : [dataPoint(name, total, atMillis, { [DimensionName.COMPUTE_ENVIRONMENT]: computeEnvironment })];
  };
  const usd = costs.map((cost) => cost.usd);
  return [
    ...point(CostMetric.INSTANCE_COST_USD, usd),
    ...point(CostMetric.IDLE_COST_USD, usd),
    ...point(CostMetric.UNPRICED_INSTANCE_SECONDS, costs.map(({ unpricedSeconds }) => unpricedSeconds)),
  ];
}
