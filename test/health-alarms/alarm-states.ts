import { MetricStore } from '../../lab/aws/metrics/index';
import type { DataPoint } from '../../lab/aws/metrics/index';
import { alarmContent } from '../../lab/view/widgets/alarm-widget';

const HOUR = 3_600_000;
/** A day's beginning, and so that of a period of any length that divides a day. */
export const START = Date.UTC(2026, 10, 20);

/** A data point at so many hours after the start. Queues and functions go by the text of their reference. */
export const at = (hours: number, Namespace: string, Name: string, value: number, Dimensions: Record<string, string> = {}): DataPoint => ({
  Namespace,
  Name,
  Dimensions,
  Timestamp: START + hours * HOUR,
  Values: [value],
});

export const every = (step: number, from: number, to: number, point: (hours: number) => DataPoint): DataPoint[] =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => point(from + index * step));

/** Hours after the start at which the alarm would be in state ALARM, looked at every half hour. */
export function hoursInAlarm(properties: Record<string, unknown>, points: readonly DataPoint[], hours: number, step = 0.5): number[] {
  const store = new MetricStore(points);
  const alarms = new Map([['alarm', { name: 'alarm', properties: withNames(properties) as Record<string, unknown> }]]);
  const dashboard = { id: '', name: '', stackName: '', widgets: [], variables: [], withChoice: () => [], alarms };
  const stateAt = (hour: number) => {
    const content = alarmContent({ alarms: ['alarm'] }, dashboard, store, { start: START, end: START + hour * HOUR });
    return content.kind === 'alarms' ? content.alarms[0].state : undefined;
  };
  return Array.from({ length: hours / step }, (_, index) => (index + 1) * step).filter((hour) => stateAt(hour) === 'ALARM');
}

/** With every reference to a resource as the logical id. */
function withNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNames);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: reference, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: string[] };
  return reference ?? attribute?.[0] ?? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withNames(each)]));
}
