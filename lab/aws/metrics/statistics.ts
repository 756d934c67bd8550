import type { Sample } from './data-points';
import { MetricError } from './metric-error';

/** Reduces the samples of a period; there is at least one. */
export type Statistic = (samples: readonly Sample[]) => number;

const sum = (samples: readonly Sample[]): number => samples.reduce((total, { value, count }) => total + value * count, 0);
const sampleCount = (samples: readonly Sample[]): number => samples.reduce((total, { count }) => total + count, 0);
const average = (samples: readonly Sample[]): number => sum(samples) / sampleCount(samples);
const values = (samples: readonly Sample[]): number[] => samples.map(({ value }) => value);

const SIMPLE: ReadonlyMap<string, Statistic> = new Map([
  ['sum', sum],
  ['average', average],
  ['avg', average],
  ['minimum', (samples) => values(samples).reduce((least, value) => Math.min(least, value))],
  ['min', (samples) => values(samples).reduce((least, value) => Math.min(least, value))],
  ['maximum', (samples) => values(samples).reduce((most, value) => Math.max(most, value))],
  ['max', (samples) => values(samples).reduce((most, value) => Math.max(most, value))],
  ['samplecount', sampleCount],
  ['n', sampleCount],
]);

/** `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, `p90`, `tm95` and the short forms of these. */
export function statistic(name: string): Statistic {
  const simple = SIMPLE.get(name.toLowerCase());
  if (simple) return simple;
  const [, kind, digits] = /^(p|tm)(\d{1,2}(?:\.\d+)?|100)$/i.exec(name) ?? [];
  if (kind?.toLowerCase() === 'p') return (samples) => percentile(samples, Number(digits));
  if (kind?.toLowerCase() === 'tm') return (samples) => trimmedMean(samples, Number(digits));
  throw new MetricError(`Unsupported statistic "${name}"`);
}

const bySize = (samples: readonly Sample[]): readonly Sample[] => [...samples].sort((a, b) => a.value - b.value);

/** Between the two nearest values, in proportion. */
function percentile(samples: readonly Sample[], percent: number): number {
  const sorted = bySize(samples);
  const place = (percent / 100) * (sampleCount(sorted) - 1);
  const below = valueAt(sorted, Math.floor(place));
  return below + (valueAt(sorted, Math.ceil(place)) - below) * (place - Math.floor(place));
}

function valueAt(sorted: readonly Sample[], place: number): number {
  let seen = 0;
  for (const { value, count } of sorted) {
    seen += count;
    if (place < seen) return value;
  }
  return sorted[sorted.length - 1].value;
}

/** The mean of the lowest part of the samples; a sample on the border counts in part. */
function trimmedMean(samples: readonly Sample[], percent: number): number {
  let left = Math.max(1, (sampleCount(samples) * percent) / 100);
  const kept: Sample[] = [];
  for (const { value, count } of bySize(samples)) {
    kept.push({ value, count: Math.min(count, left) });
    left -= Math.min(count, left);
    if (left <= 0) break;
  }
  return average(kept);
}
