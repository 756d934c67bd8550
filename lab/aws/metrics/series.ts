import type { Metric, Sample } from './data-points';
import type { Statistic } from './statistics';

/** Milliseconds since the epoch; the end is not included. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/** Values by the beginning of their period, in order of time. */
export interface Series {
  readonly label: string;
  readonly period: number;
  readonly points: ReadonlyMap<number, number>;
  readonly unit?: string;
  /** Where it came from, for labels such as `${PROP('Dim.JobQueue')}`. */
  readonly metric?: Metric;
  readonly stat?: string;
}

/** A metric's statistic per period of so many seconds. */
export function aggregateSeries(metric: Metric, apply: Statistic, period: number, { start, end }: TimeRange): ReadonlyMap<number, number> {
  const buckets = new Map<number, Sample[]>();
  for (const sample of metric.samples) {
    if (sample.ms < start || sample.ms >= end) continue;
    const bucket = bucketOf(sample.ms, period, start);
    const samples = buckets.get(bucket);
    if (samples) samples.push(sample);
    else buckets.set(bucket, [sample]);
  }
  return new Map([...buckets].sort(([a], [b]) => a - b).map(([ms, samples]) => [ms, apply(samples)]));
}

function bucketOf(ms: number, period: number, start: number): number {
  // One period over the whole range, as for single values, begins where the range does.
  if (period === Infinity) return start;
  return Math.floor(ms / (period * 1000)) * period * 1000;
}

/** Every period's beginning in a range. */
export function periodsOf(period: number, { start, end }: TimeRange): readonly number[] {
  if (period === Infinity) return [start];
  const step = period * 1000;
  const first = Math.floor(start / step) * step;
  return Array.from({ length: Math.max(0, Math.ceil((end - first) / step)) }, (_, index) => first + index * step);
}

export const valuesOf = ({ points }: Series): readonly number[] => [...points.values()];
