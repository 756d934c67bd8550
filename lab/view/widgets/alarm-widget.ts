import { AlarmStatus, WidgetContent } from './widget-content';
import { Comparison, comparisonOf, metricsOf, periodOf } from '../../alarms/definition';
import { MetricStore, evaluateMetrics } from '../../aws/metrics/index';
import type { Alarm, Dashboard } from '../dashboards/dashboard';
import type { TimeRange } from '../time-range';

/** The states that the alarms of a widget would have over the range's last evaluation periods. */
export function alarmContent(properties: Alarm['properties'], dashboard: Dashboard, store: MetricStore, range: TimeRange): WidgetContent {
  if (!Array.isArray(properties.alarms)) throw new Error('The widget has no list of alarms');
  return { kind: 'alarms', alarms: properties.alarms.map((arn) => statusOf(String(arn), dashboard.alarms.get(String(arn)), store, range)) };
}

function statusOf(arn: string, alarm: Alarm | undefined, store: MetricStore, range: TimeRange): AlarmStatus {
  const name = alarm?.name ?? arn.replace(/^.*:alarm:/, '');
  if (!alarm) return { name, state: 'INSUFFICIENT_DATA', reason: 'The alarm is not part of this stack' };
  const compare = comparisonOf(alarm.properties);
  if (!compare) return { name, state: 'INSUFFICIENT_DATA', reason: 'Composite and anomaly alarms are not evaluated here' };
  return { name, ...evaluate(alarm.properties, compare, store, range) };
}

function evaluate(alarm: Alarm['properties'], compare: Comparison, store: MetricStore, { end }: TimeRange): Omit<AlarmStatus, 'name'> {
  const period = periodOf(alarm);
  const periods = Number(alarm.EvaluationPeriods ?? 1);
  const needed = Number(alarm.DatapointsToAlarm ?? periods);
  // Only whole periods count, as in CloudWatch.
  const last = Math.floor(end / (period * 1000)) * period * 1000;
  const range = { start: last - periods * period * 1000, end: last };
  const [series] = evaluateMetrics({ metrics: metricsOf(alarm), period }, store, range);
  const values = (series?.points ?? []).map(([, value]) => value);
  if (values.length === 0) return withoutData(alarm);
  const threshold = Number(alarm.Threshold);
  const breaching =
    values.filter((value) => compare(value, threshold)).length + (alarm.TreatMissingData === 'breaching' ? periods - values.length : 0);
  const reason = `${breaching} of ${periods} data points beyond ${threshold}`;
  return { state: breaching >= needed ? 'ALARM' : 'OK', reason };
}

function withoutData({ TreatMissingData }: Alarm['properties']): Omit<AlarmStatus, 'name'> {
  const reason = 'No data at the end of the time range';
  if (TreatMissingData === 'notBreaching') return { state: 'OK', reason: `${reason}; missing data is good` };
  if (TreatMissingData === 'breaching') return { state: 'ALARM', reason: `${reason}; missing data is bad` };
  return { state: 'INSUFFICIENT_DATA', reason };
}
