/**
 * Evaluates the alarms of templates over the time of a replay, by their own definitions: statistic, metric math or query, period, data points to alarm, missing data, and
 * the rules of composite alarms. Alarms that the lab does not run, such as those of anomaly detection, are reported and left out.
 */
import { CompositeAlarm, compositeChanges, inOrder, NamedAlarm } from './composite-alarm';
import { AlarmProperties, comparisonOf } from './definition';
import { changesOf, Span, StateChange } from './timeline';
import type { DataPoint } from '../aws/metrics/index';

export { namesOfMetrics } from './definition';
export type { StateChange } from './timeline';

export interface TemplateAlarm extends NamedAlarm {
  /** With references resolved. */
  readonly properties: AlarmProperties;
}

export interface Alarms {
  readonly metricAlarms: readonly TemplateAlarm[];
  readonly compositeAlarms: readonly CompositeAlarm[];
}

/** All changes of state in order of time. */
export function evaluateAlarms({ metricAlarms, compositeAlarms }: Alarms, points: readonly DataPoint[], span: Span): StateChange[] {
  const run = metricAlarms.filter(({ properties }) => comparisonOf(properties));
  const changes = inOrder(run.flatMap(({ id, properties }) => changesOf(id, properties, points, span)));
  return inOrder([...changes, ...compositeChanges(compositeAlarms, run, changes)]);
}

export const spanOf = (points: readonly DataPoint[]): Span =>
  points.reduce<Span>(({ start, end }, { Timestamp: at }) => ({ start: Math.min(start, at), end: Math.max(end, at) }), {
    start: Infinity,
    end: -Infinity,
  });
