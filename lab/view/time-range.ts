import type { Dashboard } from './dashboards/dashboard';

/** Milliseconds since the epoch. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

const DURATION = /^-?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const DAY = 86_400_000;
const UNITS = [365 * DAY, 30 * DAY, 7 * DAY, DAY, 3_600_000, 60_000, 1000];
const DEFAULT_RANGE = 3 * 3_600_000;

/** Milliseconds of an ISO 8601 duration, with or without the sign that dashboards give it. */
export function parseDuration(text: string): number | undefined {
  const found = DURATION.exec(text);
  if (!found) return undefined;
  return found.slice(1).reduce((total, amount, index) => total + Number(amount ?? 0) * UNITS[index], 0) || undefined;
}

/** The dashboard's own range, so placed that a relative one ends where the data does. */
export function initialRange({ start, end }: Pick<Dashboard, 'start' | 'end'>, newest: number): TimeRange {
  const duration = parseDuration(start ?? '');
  const last = Date.parse(end ?? '') || newest;
  if (duration !== undefined) return { start: last - duration, end: last };
  const first = Date.parse(start ?? '');
  return { start: Number.isNaN(first) ? last - DEFAULT_RANGE : first, end: last };
}
