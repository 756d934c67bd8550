import { roundUsd } from './attempt-cost';

/** A range of time, from its begin to before its end, in epoch milliseconds. */
export interface TimeRange {
  readonly fromMillis: number;
  readonly toMillis: number;
}

/** An amount of money, and the last instant of the time that it is for. */
export interface SpreadUsd {
  readonly usd: number;
  readonly atMillis: number;
}

const HOUR_MILLIS = 3_600_000;
/** CloudWatch takes values of the last 14 days. A record can be a day late. */
const MAX_SPREAD_MILLIS = 12 * 24 * HOUR_MILLIS;

/** The parts of a range in each hour of the clock. */
export const hoursOf = (range: TimeRange): TimeRange[] => cut(range, hoursWithin(range));

/** Cuts a range at the instants that lie within it, given in their order. */
export function cut({ fromMillis, toMillis }: TimeRange, instants: readonly number[]): TimeRange[] {
  if (fromMillis >= toMillis) return [];
  const bounds = [fromMillis, ...instants.filter((at) => at > fromMillis && at < toMillis), toMillis];
  return bounds.slice(1).map((bound, index) => ({ fromMillis: bounds[index], toMillis: bound }));
}

function hoursWithin({ fromMillis, toMillis }: TimeRange): number[] {
  const first = Math.ceil(fromMillis / HOUR_MILLIS);
  const count = Math.max(0, Math.ceil(toMillis / HOUR_MILLIS) - first);
  return Array.from({ length: count }, (_, index) => (first + index) * HOUR_MILLIS);
}

/** The last instant of a range: what is measured over it belongs to the hour and minute before its end. */
export const lastInstant = ({ toMillis }: TimeRange): number => toMillis - 1;

/** Spreads an amount evenly over the hours of a range, or over the last 12 days of a longer one. The parts add up to the amount. */
export function spreadOverHours(usd: number, { fromMillis, toMillis }: TimeRange): SpreadUsd[] {
  const range = { fromMillis: Math.max(fromMillis, toMillis - MAX_SPREAD_MILLIS), toMillis };
  const upTo = (millis: number): number => roundUsd((usd * (millis - range.fromMillis)) / (toMillis - range.fromMillis));
  return hoursOf(range).map((hour) => ({
    usd: roundUsd(upTo(hour.toMillis) - upTo(hour.fromMillis)),
    atMillis: lastInstant(hour),
  }));
}
