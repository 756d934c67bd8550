import { COLLECTOR_METRICS, DimensionName, MetricName, UNPLACED_METRICS } from '../domain/names/metrics';

/** The dimension sets that data points of a metric are published with, of those that the collector has. */
export function publishedSets(name: MetricName, sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (COLLECTOR_METRICS.includes(name)) return [[]];
  return UNPLACED_METRICS.includes(name) ? setsOf([DimensionName.JOB_QUEUE, DimensionName.JOB_DEFINITION], sets) : sets;
}

/** The sets of which all dimensions are known. */
export const setsOf = (known: readonly string[], sets: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  sets.filter((set) => set.every((dimension) => known.includes(dimension)));
