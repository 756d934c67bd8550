/** A metric alarm as its template defines it, read for evaluation. */
export type AlarmProperties = Readonly<Record<string, unknown>>;

export type Comparison = (value: number, threshold: number) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** Nothing for composite alarms and for those of anomaly detection. */
export const comparisonOf = (alarm: AlarmProperties): Comparison | undefined => COMPARISONS[String(alarm.ComparisonOperator)];

interface MetricDataQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly Period?: number;
  readonly ReturnData?: boolean;
  readonly MetricStat?: { readonly Metric: MetricParts; readonly Stat: string; readonly Period: number };
}

interface MetricParts {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: ReadonlyArray<{ readonly Name: string; readonly Value: string }>;
}

const queriesOf = (alarm: AlarmProperties): readonly MetricDataQuery[] => (alarm.Metrics ?? []) as readonly MetricDataQuery[];

/** In seconds. A query of Metrics Insights has a period of its own. */
export function periodOf(alarm: AlarmProperties): number {
  const queries = queriesOf(alarm);
  const ofMetric = queries.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period;
  return Number(alarm.Period ?? ofMetric ?? queries.find(({ Period }) => Period)?.Period ?? 300);
}

/** An alarm's metric in the form of a widget's. */
export function metricsOf(alarm: AlarmProperties): readonly unknown[] {
  if (!alarm.Metrics) return [[...parts(alarm as MetricParts), { stat: String(alarm.Statistic ?? alarm.ExtendedStatistic ?? 'Average') }]];
  return queriesOf(alarm).map(({ Id, Expression, Period, ReturnData, MetricStat }) => {
    const properties = { id: Id, visible: ReturnData !== false };
    if (!MetricStat) return [{ ...properties, expression: Expression, period: Period }];
    return [...parts(MetricStat.Metric), { ...properties, stat: MetricStat.Stat, period: MetricStat.Period }];
  });
}

const parts = ({ Namespace = '', MetricName = '', Dimensions = [] }: MetricParts): readonly string[] => [
  Namespace,
  MetricName,
  ...Dimensions.flatMap(({ Name, Value }) => [Name, Value]),
];

/** The names of the metrics that an alarm can look at, so that no others need be kept. */
export function namesOfMetrics(alarm: AlarmProperties): readonly string[] {
  const stated = [alarm.MetricName, ...queriesOf(alarm).map(({ MetricStat }) => MetricStat?.Metric.MetricName)];
  const queried = queriesOf(alarm).map(({ Expression }) => /SELECT\s+\w+\("?([\w./-]+)"?\)/i.exec(Expression ?? '')?.[1]);
  return [...stated, ...queried].filter((name) => typeof name === 'string');
}
