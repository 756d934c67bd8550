import { Fact, TimedState } from './facts';

/** When each attempt entered each state, by attempt number. Times are in epoch milliseconds. */
export class Timeline {
  private readonly entries = new Map<TimedState, Map<number, Fact>>();

  constructor(readonly facts: readonly Fact[]) {
    const last = new Map<TimedState, number>();
    for (const fact of [...facts].sort((a, b) => a.attempt - b.attempt || a.atMillis - b.atMillis)) {
      const ofState = this.entries.get(fact.state) ?? new Map<number, Fact>();
      const attempt = Math.max(fact.attempt, (last.get(fact.state) ?? 0) + 1);
      this.entries.set(fact.state, ofState.set(attempt, fact));
      last.set(fact.state, attempt);
    }
  }

  /** When an attempt entered a state. Undefined if no event reported it. */
  at(state: TimedState, attempt: number): number | undefined {
    return this.entries.get(state)?.get(attempt)?.atMillis;
  }

  /** The attempt that a fact belongs to. Two transitions into one state with the same attempt number are consecutive attempts. */
  attemptOf(fact: Fact): number {
    const ofState = this.entries.get(fact.state) ?? new Map<number, Fact>();
    return [...ofState].find(([, known]) => known.atMillis === fact.atMillis)?.[0] ?? fact.attempt;
  }
}

/** Seconds between two instants, never negative: envelope times are truncated to the second, and clocks differ. */
export function secondsBetween(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : Math.max(0, Math.round(to - from)) / 1000;
}

/** An instant as ISO 8601 in UTC, to the millisecond. */
export const iso = (millis: number | undefined): string | undefined => (millis === undefined ? undefined : new Date(millis).toISOString());
