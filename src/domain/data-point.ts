import { AnyMetric, DimensionName, MetricName, UNPLACED_METRICS } from './names/metrics';

/** What is known of where a value was measured; a dimension that is not known is absent. */
export type KnownDimensions = Readonly<Partial<Record<DimensionName, string>>>;

/** One value of one metric, stamped with the instant that it is about. */
export interface DataPoint {
  readonly name: AnyMetric;
  readonly value: number;
  readonly atMillis: number;
  readonly dimensions: KnownDimensions;
  /** The registry's key of its place, where the registry does not know that yet: the point waits for it before it is counted. */
  readonly awaits?: string;
  /** Where an earlier delivery of its message may have told it: the message's token. */
  readonly redelivered?: string;
}

/** The same point, told by a message that may have told it before. */
export const toldAgain = (point: DataPoint, token: string | undefined): DataPoint => ({ ...point, redelivered: token });

const OF_A_PLACE: ReadonlySet<DimensionName> = new Set([
  DimensionName.COMPUTE_ENVIRONMENT,
  DimensionName.INSTANCE_TYPE,
  DimensionName.AVAILABILITY_ZONE,
  DimensionName.PURCHASE_OPTION,
]);

/**
 * A data point with the dimensions that it can carry. A job that waits has no place yet: were one told now and then,
 * the totals would depend on the order in which events arrive.
 */
export function dataPoint(name: AnyMetric, value: number, atMillis: number, dimensions: KnownDimensions, awaits?: string): DataPoint {
  const unplaced = UNPLACED_METRICS.includes(name as MetricName);
  const carried = Object.entries(dimensions).filter(
    ([dimension, told]) => told !== undefined && !(unplaced && OF_A_PLACE.has(dimension as DimensionName)),
  );
  return { name, value, atMillis, dimensions: Object.fromEntries(carried), ...(unplaced || awaits === undefined ? {} : { awaits }) };
}
