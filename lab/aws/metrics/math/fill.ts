import { MathValue, asSeries, isList, isSeries, withPoints } from './values';
import { MetricError } from '../metric-error';
import { Series, TimeRange, periodsOf } from '../series';

/** Gives the periods without data a value: a number, another series', the last value before, or one on the line between its neighbours. */
export function fill(value: MathValue, by: MathValue, range: TimeRange): MathValue {
  if (isList(value)) return value.map((series) => fillSeries(series, by, range));
  return fillSeries(asSeries(value, 'FILL'), by, range);
}

function fillSeries(series: Series, by: MathValue, range: TimeRange): Series {
  const times = periodsOf(series.period, range);
  if (typeof by === 'number') {
    return withPoints(
      series,
      times.map((ms) => [ms, series.points.get(ms) ?? by] as const),
    );
  }
  if (by === 'REPEAT') return withPoints(series, repeat(series, times));
  if (by === 'LINEAR') {
    return withPoints(
      series,
      times.map((ms) => [ms, series.points.get(ms) ?? between(series, ms)] as const),
    );
  }
  if (by !== undefined && isSeries(by)) {
    return withPoints(
      series,
      times.map((ms) => [ms, series.points.get(ms) ?? by.points.get(ms) ?? NaN] as const),
    );
  }
  throw new MetricError('FILL takes time series and a number, a time series, REPEAT or LINEAR');
}

function repeat({ points }: Series, times: readonly number[]): ReadonlyArray<readonly [number, number]> {
  let last = NaN;
  return times.map((ms) => [ms, (last = points.get(ms) ?? last)] as const);
}

function between({ points }: Series, ms: number): number {
  const times = [...points.keys()];
  const before = times.filter((time) => time < ms).pop();
  const after = times.find((time) => time > ms);
  if (before === undefined || after === undefined) return NaN;
  return points.get(before)! + ((points.get(after)! - points.get(before)!) * (ms - before)) / (after - before);
}
