import { fill } from './fill';
import {
  MathValue,
  REDUCTIONS,
  Reduction,
  acrossSeries,
  asList,
  asNumber,
  asSeries,
  isList,
  isSeries,
  mapValues,
  noSeries,
  reduceSeries,
  reductions,
  withPoints,
} from './values';
import { MetricError } from '../metric-error';
import { Series, TimeRange, periodsOf } from '../series';

/** What a function may look at beside its arguments. */
export interface MathContext {
  readonly range: TimeRange;
  readonly period: number;
}

export type MathFunction = (args: readonly MathValue[], context: MathContext) => MathValue;

/** Over one series: a number. Over several: a series. */
function reduction(by: Reduction): MathFunction {
  return ([value], { period }) => {
    if (value !== undefined && isSeries(value)) return reduceSeries(value, by);
    return acrossSeries(asList(value, by), period, (values) => reductions(values)[by]);
  };
}

/** To a series, or to each of several. */
function perSeries(name: string, apply: (series: Series) => Series): MathFunction {
  return ([value]) => (isList(value) ? value.map(apply) : apply(asSeries(value, name)));
}

function perValue(name: string, calculate: (value: number) => number): MathFunction {
  return ([value]) => {
    if (typeof value === 'number') return calculate(value);
    if (isList(value)) return value.map((series) => mapValues(series, calculate));
    return mapValues(asSeries(value, name), calculate);
  };
}

/** From each value and the one before it. */
function change(name: string, calculate: (difference: number, seconds: number) => number): MathFunction {
  return perSeries(name, (series) => {
    const points = [...series.points];
    return withPoints(
      series,
      points.slice(1).map(([ms, value], index) => {
        const [before, old] = points[index];
        return [ms, calculate(value - old, (ms - before) / 1000)] as const;
      }),
    );
  });
}

/** Of the time of each value, in UTC. */
function ofTime(name: string, calculate: (time: Date, ms: number) => number): MathFunction {
  return perSeries(name, (series) =>
    withPoints(
      series,
      [...series.points.keys()].map((ms) => [ms, calculate(new Date(ms), ms)] as const),
    ),
  );
}

function runningSum(series: Series): Series {
  let total = 0;
  return mapValues(series, (value) => (total += value));
}

function sort([value, by, order, limit]: readonly MathValue[]): MathValue {
  const reduce = REDUCTIONS.find((name) => name === by);
  if (!reduce || (order !== 'ASC' && order !== 'DESC')) {
    throw new MetricError('SORT takes series, a function (SUM, AVG, MIN, MAX, STDDEV) and ASC or DESC');
  }
  const sign = order === 'ASC' ? 1 : -1;
  const sorted = [...asList(value, 'SORT')].sort((a, b) => sign * (reduceSeries(a, reduce) - reduceSeries(b, reduce)));
  return limit === undefined ? sorted : sorted.slice(0, asNumber(limit, 'The limit of SORT'));
}

function slice([value, start, end]: readonly MathValue[]): MathValue {
  const list = asList(value, 'SLICE');
  const from = asNumber(start, 'The start of SLICE');
  return list.slice(from, end === undefined ? undefined : asNumber(end, 'The end of SLICE'));
}

function choose([condition, then, otherwise]: readonly MathValue[]): MathValue {
  if (then === undefined) throw new MetricError('IF takes a condition, a value and an optional other value');
  if (typeof condition === 'number') return condition ? then : (otherwise ?? 0);
  const series = asSeries(condition, 'The condition of IF');
  const at = (value: MathValue | undefined, ms: number): number | undefined =>
    typeof value === 'number' || value === undefined ? value : asSeries(value, 'IF').points.get(ms);
  const chosen = [...series.points].map(([ms, truth]) => [ms, at(truth ? then : otherwise, ms) ?? NaN] as const);
  return withPoints({ ...series, label: '' }, chosen);
}

function timeSeries([value]: readonly MathValue[], { range, period }: MathContext): MathValue {
  const number = asNumber(value, 'TIME_SERIES');
  return { label: '', period, points: new Map(periodsOf(period, range).map((ms) => [ms, number])) };
}

export const MATH_FUNCTIONS: ReadonlyMap<string, MathFunction> = new Map(
  Object.entries({
    ...Object.fromEntries(REDUCTIONS.map((by) => [by, reduction(by)])),
    ABS: perValue('ABS', Math.abs),
    CEIL: perValue('CEIL', Math.ceil),
    FLOOR: perValue('FLOOR', Math.floor),
    LOG: perValue('LOG', Math.log),
    LOG10: perValue('LOG10', Math.log10),
    DIFF: change('DIFF', (difference) => difference),
    RATE: change('RATE', (difference, seconds) => difference / seconds),
    DIFF_TIME: change('DIFF_TIME', (_, seconds) => seconds),
    RUNNING_SUM: perSeries('RUNNING_SUM', runningSum),
    FILL: ([value, by], { range }) => fill(value, by, range),
    PERIOD: ([value]) => asSeries(value, 'PERIOD').period,
    DATAPOINT_COUNT: ([value]) => asSeries(value, 'DATAPOINT_COUNT').points.size,
    METRIC_COUNT: ([value]) => asList(value, 'METRIC_COUNT').length,
    TIME_SERIES: timeSeries,
    MINUTE: ofTime('MINUTE', (time) => time.getUTCMinutes()),
    HOUR: ofTime('HOUR', (time) => time.getUTCHours()),
    /** From 1 for Monday to 7 for Sunday. */
    DAY: ofTime('DAY', (time) => time.getUTCDay() || 7),
    DATE: ofTime('DATE', (time) => time.getUTCDate()),
    MONTH: ofTime('MONTH', (time) => time.getUTCMonth() + 1),
    YEAR: ofTime('YEAR', (time) => time.getUTCFullYear()),
    EPOCH: ofTime('EPOCH', (_, ms) => ms / 1000),
    FIRST: ([value], { period }) => asList(value, 'FIRST')[0] ?? noSeries(period),
    LAST: ([value], { period }) => asList(value, 'LAST').at(-1) ?? noSeries(period),
    SORT: sort,
    SLICE: slice,
    REMOVE_EMPTY: ([value]) => asList(value, 'REMOVE_EMPTY').filter(({ points }) => points.size > 0),
    IF: choose,
  } satisfies Record<string, MathFunction>),
);

/** Words that are arguments, such as the order of SORT. */
export const KEYWORDS: readonly string[] = ['REPEAT', 'LINEAR', 'ASC', 'DESC', ...REDUCTIONS];
