import { AlarmProperties, namesOfMetrics } from './definition';
import { AlarmState, metricAlarm } from './metric-alarm';
import type { DataPoint } from '../aws/metrics/index';

/** A change of state, as a line of `alarms.ndjson`. */
export interface StateChange {
  /** Logical id. */
  readonly Alarm: string;
  readonly At: string;
  readonly From: AlarmState;
  readonly To: AlarmState;
  readonly Reason: string;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The changes of state of a metric alarm over a span of time, from INSUFFICIENT_DATA on, in which a new alarm is. Moments at which the same data points count
 * at the same distance from their periods are looked at all the same: periods slide.
 */
export function changesOf(id: string, properties: AlarmProperties, points: readonly DataPoint[], { start, end }: Span): StateChange[] {
  const { evaluate, everyMs, reach } = metricAlarm(id, properties);
  const names = new Set(namesOfMetrics(properties));
  const looked = points.filter(({ Name }) => names.has(Name)).sort((a, b) => a.Timestamp - b.Timestamp);
  const changes: StateChange[] = [];
  let state: AlarmState = 'INSUFFICIENT_DATA';
  let wasEmpty = false;
  let [from, to] = [0, 0];
  for (let at = Math.ceil(start / everyMs) * everyMs; at <= end; at += everyMs) {
    while (to < looked.length && looked[to].Timestamp < at) to += 1;
    while (from < to && looked[from].Timestamp < at - reach) from += 1;
    // Nothing follows from nothing but what followed before.
    if (from === to && wasEmpty) continue;
    wasEmpty = from === to;
    const { state: next, reason } = evaluate(at, looked.slice(from, to), state);
    if (next !== state) changes.push({ Alarm: id, At: new Date(at).toISOString(), From: state, To: next, Reason: reason });
    state = next;
  }
  return changes;
}
