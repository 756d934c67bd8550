import type { Range } from './scope';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const AGO = /^now-(\d+)([mhdw])$/;

/** The range that a dashboard opens with, where now is the end of the data. */
export function openingRange({ from, to }: { readonly from: string; readonly to: string }, now: number): Range {
  const [, amount, unit] = AGO.exec(from) ?? [];
  if (to !== 'now' || amount === undefined) throw new Error(`The time range from "${from}" to "${to}" is not supported here`);
  return { from: now - Number(amount) * UNITS[unit], to: now };
}

/** How many data points the data source for CloudWatch asks for at most, where a query leaves the period open. */
const MAX_POINTS = 2000;
const PERIODS = [60, 300, 900, 3600, 21_600];

/** The period of queries that leave it open. Metrics of a replay are all new: CloudWatch would still have those of a minute. */
export const automaticPeriod = ({ from, to }: Range): number =>
  PERIODS.find((period) => Math.ceil((to - from) / 1000 / MAX_POINTS) <= period) ?? 86_400;
