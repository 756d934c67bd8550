import { AnyMetric, carries, DimensionName, METRICS, publishedSets, REGISTRY_DIMENSIONS } from './names/metrics';

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
  /** The token of its message, if an earlier delivery of that message may have emitted it. */
  readonly redelivered?: string;
}

/** The same point, emitted by a message that may have emitted it before. */
export const markRedelivered = (point: DataPoint, token: string | undefined): DataPoint => ({ ...point, redelivered: token });

type DimensionSets = readonly (readonly DimensionName[])[];

/** A data point with the dimensions that its metric carries. One whose metric carries no dimension of the registry waits for none. */
export function dataPoint(name: AnyMetric, value: number, atMillis: number, dimensions: KnownDimensions, awaits?: string): DataPoint {
  const carried = Object.entries(dimensions).filter(
    ([dimension, known]) => known !== undefined && carries(name, dimension as DimensionName),
  );
  const waits = awaits !== undefined && REGISTRY_DIMENSIONS.some((dimension) => carries(name, dimension));
  return { name, value, atMillis, dimensions: Object.fromEntries(carried), ...(waits && { awaits }) };
}

/** The dimension sets that a data point is published by, of those that are configured and those that its metric always has. */
export function setsOf({ name, dimensions }: DataPoint, configured: DimensionSets): DimensionSets {
  const sets = publishedSets(name, configured);
  const known = Object.keys(dimensions).length;
  return METRICS[name].publishedBy.totalsApart ? sets.filter((set) => set.length === known) : sets;
}
