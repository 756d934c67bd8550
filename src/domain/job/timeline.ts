import { Fact, TimedState } from './facts';

/** When each attempt entered each state, by attempt number. Times in epoch milliseconds. */
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

  /** The instant of an attempt's entry into a state; absent where no event told it. */
  at(state: TimedState, attempt: number): number | undefined {
    return this.entries.get(state)?.get(attempt)?.atMillis;
  }

  /** The attempt that a fact belongs to: two entries told with one number are consecutive attempts. */
  attemptOf(fact: Fact): number {
    const ofState = this.entries.get(fact.state) ?? new Map<number, Fact>();
    return [...ofState].find(([, known]) => known.atMillis === fact.atMillis)?.[0] ?? fact.attempt;
  }
}

/** Time between two instants, never negative: envelope times are cut to the second, and clocks disagree. */
export function secondsBetween(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : Math.max(0, Math.round(to - from)) / 1000;
}

/** An instant as ISO 8601 in UTC, to the millisecond. */
export const iso = (millis: number | undefined): string | undefined => (millis === undefined ? undefined : new Date(millis).toISOString());
