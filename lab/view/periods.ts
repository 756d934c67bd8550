import type { TimeRange } from './time-range';

const MAX_POINTS = 1440;
const STEPS = [60, 300, 900, 3600, 21_600, 86_400];
/** Up to so many hours of range, so many seconds of period, where a dashboard lets its periods adapt. */
const AUTOMATIC: ReadonlyArray<readonly [number, number]> = [
  [3, 60],
  [24, 300],
  [72, 900],
  [15 * 24, 3600],
  [63 * 24, 21_600],
];

/** The period that replaces a widget's own, if one has to: an automatic one, or one long enough for a chart to show all points. */
export function periodFor(declared: number | undefined, { start, end }: TimeRange, override?: string): number | undefined {
  const seconds = (end - start) / 1000;
  if (override === 'auto') return AUTOMATIC.find(([hours]) => seconds <= hours * 3600)?.[1] ?? 86_400;
  if (seconds / (declared ?? 300) <= MAX_POINTS) return undefined;
  return STEPS.find((step) => seconds / step <= MAX_POINTS) ?? STEPS[STEPS.length - 1];
}
