import { MetricError } from '../metric-error';
import { Series, valuesOf } from '../series';

/** What an expression or a part of it is worth. */
export type MathValue = number | string | Series | readonly Series[];

export const isList = (value: MathValue): value is readonly Series[] => Array.isArray(value);
export const isSeries = (value: MathValue): value is Series => typeof value === 'object' && !isList(value);

export function asNumber(value: MathValue, where: string): number {
  if (typeof value === 'number') return value;
  throw new MetricError(`${where} takes a number`);
}

export function asSeries(value: MathValue, where: string): Series {
  if (isSeries(value)) return value;
  throw new MetricError(`${where} takes one time series`);
}

export function asList(value: MathValue, where: string): readonly Series[] {
  if (isList(value)) return value;
  if (isSeries(value)) return [value];
  throw new MetricError(`${where} takes time series`);
}

/** What is calculated has no unit, whatever it is calculated from: seconds through 60 are no seconds. */
export function withPoints(series: Series, points: Iterable<readonly [number, number]>): Series {
  return { ...series, unit: undefined, points: new Map([...points].filter(([, value]) => Number.isFinite(value))) };
}

export function mapValues(series: Series, calculate: (value: number) => number): Series {
  return withPoints(
    series,
    [...series.points].map(([ms, value]) => [ms, calculate(value)] as const),
  );
}

/** A series derived from a series of a list keeps its identity: its label distinguishes it from the others. */
export const sameSeries = ({ metric, label, stat }: Series, made: Series): Series => ({ ...made, metric, label, stat });

export const noSeries = (period: number): Series => ({ label: '', period, points: new Map() });

/** A number for each time at which some series has a value; of no series, as of a search that finds none, a series without values. */
export function acrossSeries(list: readonly Series[], period: number, reduce: (values: readonly number[]) => number): Series {
  if (list.length === 0) return noSeries(period);
  const times = [...new Set(list.flatMap(({ points }) => [...points.keys()]))].sort((a, b) => a - b);
  const at = (ms: number): readonly number[] => list.flatMap(({ points }) => points.get(ms) ?? []);
  return withPoints(
    { ...list[0], metric: undefined, label: '' },
    times.map((ms) => [ms, reduce(at(ms))] as const),
  );
}

export function reductions(values: readonly number[]): Readonly<Record<'SUM' | 'AVG' | 'MIN' | 'MAX' | 'STDDEV', number>> {
  const SUM = values.reduce((total, value) => total + value, 0);
  const AVG = SUM / values.length;
  const STDDEV = Math.sqrt(values.reduce((total, value) => total + (value - AVG) ** 2, 0) / values.length);
  const extreme = (pick: (a: number, b: number) => number, empty: number): number =>
    values.reduce((best, value) => pick(best, value), empty);
  return { SUM, AVG, STDDEV, MIN: extreme(Math.min, Infinity), MAX: extreme(Math.max, -Infinity) };
}

export type Reduction = keyof ReturnType<typeof reductions>;
export const REDUCTIONS: readonly Reduction[] = ['SUM', 'AVG', 'MIN', 'MAX', 'STDDEV'];

export const reduceSeries = (series: Series, by: Reduction): number => reductions(valuesOf(series))[by];
