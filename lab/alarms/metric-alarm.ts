import { AlarmProperties, Comparison, comparisonOf, metricsOf, periodOf } from './definition';
import { DataPoint, MetricStore, evaluateMetrics } from '../aws/metrics/index';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Evaluation {
  readonly state: AlarmState;
  readonly reason: string;
}

/** Looks at the periods that end at a moment. `points` are at most those of the moments that `reach` goes back. */
export type Evaluate = (at: number, points: readonly DataPoint[], before: AlarmState) => Evaluation;

export interface MetricAlarm {
  readonly evaluate: Evaluate;
  /** How far back data points count, in milliseconds. */
  readonly reach: number;
  /** Every minute; every hour where the evaluated periods are longer than a day. */
  readonly everyMs: number;
}

const MINUTE_MS = 60_000;
const DAY_SECONDS = 86_400;
/** CloudWatch retrieves some periods more than it evaluates, and uses them where data is missing. AWS does not document how many. */
const PERIODS_MORE = 2;

/**
 * A metric alarm as CloudWatch evaluates it: periods end at the moment of evaluation, and slide with it. Missing data counts as the alarm defines it, and only as far as
 * the retrieved periods have too few values. A query of Metrics Insights has a state for each contributor, and the alarm is in ALARM while one of them is.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function metricAlarm(id: string, alarm: AlarmProperties): MetricAlarm {
  const compare = comparisonOf(alarm);
  if (!compare) throw new Error(`Alarm ${id}: the lab does not run the comparison ${String(alarm.ComparisonOperator)}`);
  const period = periodOf(alarm);
  const periods = Number(alarm.EvaluationPeriods ?? 1);
  const retrieved = (periods + PERIODS_MORE) * period * 1000;
  return {
    reach: retrieved,
    everyMs: periods * period > DAY_SECONDS ? 60 * MINUTE_MS : MINUTE_MS,
    evaluate: (at, points, before) =>
      worst(seriesAt(alarm, period, retrieved, at, points).map((values) => judge(values, { alarm, compare, periods, before }))),
  };
}

/** The value of each retrieved period, the latest first; of each contributor. Metrics without data points make one series without values. */
function seriesAt(
  alarm: AlarmProperties,
  period: number,
  retrieved: number,
  at: number,
  points: readonly DataPoint[],
): (number | undefined)[][] {
  // The metrics' periods begin at multiples of their length, so the data points are moved to where the moment is one.
  const step = period * 1000;
  const moved = at % step;
  const store = new MetricStore(points.map((point) => ({ ...point, Timestamp: point.Timestamp - moved })));
  const end = at - moved;
  const shown = evaluateMetrics({ metrics: metricsOf(alarm), period }, store, { start: end - retrieved, end });
  const series = shown.map((each) => new Map(each.points));
  const starts = Array.from({ length: retrieved / step }, (_, index) => end - (index + 1) * step);
  return (series.length > 0 ? series : [new Map<number, number>()]).map((values) => starts.map((start) => values.get(start)));
}

interface Judged {
  readonly alarm: AlarmProperties;
  readonly compare: Comparison;
  readonly periods: number;
  readonly before: AlarmState;
}

function judge(retrieved: readonly (number | undefined)[], { alarm, compare, periods, before }: Judged): Evaluation {
  const { TreatMissingData: missing = 'missing' } = alarm;
  const threshold = Number(alarm.Threshold);
  const needed = Number(alarm.DatapointsToAlarm ?? periods);
  const present = retrieved.filter((value) => value !== undefined);
  if (present.length === 0 && missing === 'missing') return { state: 'INSUFFICIENT_DATA', reason: 'no data' };
  if (present.length === 0 && missing === 'ignore') return { state: before, reason: 'no data' };
  // As many of the latest values as are evaluated; missing values count as the alarm defines it.
  const values = present.slice(0, periods);
  const lacking = periods - values.length;
  const breaching = values.filter((value) => compare(value, threshold)).length + (missing === 'breaching' ? lacking : 0);
  const reason = `${breaching} of ${periods} periods beyond ${threshold}, needed ${needed}; latest value ${values[0] ?? 'missing'}`;
  return { state: breaching >= needed ? 'ALARM' : 'OK', reason };
}

const worst = (evaluations: readonly Evaluation[]): Evaluation => evaluations.find(({ state }) => state === 'ALARM') ?? evaluations[0];
