import { CompositeRule, parseRule } from './composite-rule';
import { AlarmState } from './metric-alarm';
import { StateChange } from './timeline';

/** An alarm by what rules call it. */
export interface NamedAlarm {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
}

export interface CompositeAlarm extends NamedAlarm {
  readonly rule: string;
}

/**
 * The changes of state of composite alarms, given those of all metric alarms in order of time. A composite alarm is evaluated when an alarm changes; one that looks at another
 * composite alarm comes after it.
 */
export function compositeChanges(
  composites: readonly CompositeAlarm[],
  known: readonly NamedAlarm[],
  changes: readonly StateChange[],
): StateChange[] {
  const idOf = new Map([...known, ...composites].flatMap(({ id, name, arn }) => [name, arn].map((called) => [called, id] as const)));
  return composites.reduce<StateChange[]>((found, { id, rule }) => {
    const before = inOrder([...changes, ...found]);
    return [...found, ...changesOfRule(id, parseRule(rule), before, (called) => idOf.get(called) ?? called)];
  }, []);
}

function changesOfRule(id: string, rule: CompositeRule, changes: readonly StateChange[], idOf: (called: string) => string): StateChange[] {
  const states = new Map<string, AlarmState>();
  const found: StateChange[] = [];
  let state: AlarmState = 'INSUFFICIENT_DATA';
  changes.forEach((change, index) => {
    states.set(change.Alarm, change.To);
    // Alarms that change at the same moment are seen together.
    if (changes[index + 1]?.At === change.At) return;
    const to = rule((called, wanted) => (states.get(idOf(called)) ?? 'INSUFFICIENT_DATA') === wanted) ? 'ALARM' : 'OK';
    if (to !== state) found.push({ Alarm: id, At: change.At, From: state, To: to, Reason: `${change.Alarm} changed to ${change.To}` });
    state = to;
  });
  return found;
}

export const inOrder = (changes: readonly StateChange[]): StateChange[] => [...changes].sort((a, b) => Date.parse(a.At) - Date.parse(b.At));
