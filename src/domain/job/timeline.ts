import { Entry, Fact, isEntry, isSameFact, TimedState } from './facts';

const inQueue = ({ state }: Entry): boolean => state !== 'STARTING' && state !== 'RUNNING';

/** When each attempt entered each state, by attempt number. Times are in epoch milliseconds. */
export class Timeline {
  private readonly attempts = new Map<Fact, number>();
  private readonly entries = new Map<TimedState, Map<number, Entry>>();
  private readonly all: readonly Entry[];

  constructor(readonly facts: readonly Fact[]) {
    this.all = facts.filter(isEntry);
    const sorted = [...this.all].sort((a, b) => a.attempt - b.attempt || a.atMillis - b.atMillis);
    for (const state of new Set(sorted.map((fact) => fact.state))) this.number(sorted.filter((fact) => fact.state === state));
  }

  /** When an attempt entered a state. Undefined if no event reported it. */
  at(state: TimedState, attempt: number): number | undefined {
    return this.entries.get(state)?.get(attempt)?.atMillis;
  }

  /** The first report of each entry into a state. */
  get firstEntries(): Entry[] {
    return [...this.entries.values()].flatMap((ofState) => [...ofState.values()]);
  }

  /** The attempt that a fact belongs to. */
  attemptOf(fact: Fact): number {
    return [...this.attempts].find(([other]) => isSameFact(other, fact))?.[1] ?? fact.attempt;
  }

  /**
   * Numbers the entries into one state. An entry has the number that its event has, with two exceptions: an event of a retry may not list the finished
   * attempt yet, and a transition may be reported twice, with different times. The first time counts then.
   */
  private number(entries: readonly Entry[]): void {
    const ofState = new Map<number, Entry>();
    let before: Entry | undefined;
    let attempt = 0;
    for (const fact of entries) {
      if (before?.attempt !== fact.attempt || this.isEnteredAgain(before, fact)) attempt = Math.max(fact.attempt, attempt + 1);
      this.attempts.set(fact, attempt);
      if (!ofState.has(attempt)) ofState.set(attempt, fact);
      before = fact;
    }
    this.entries.set(entries[0].state, ofState);
  }

  /** Whether a job left a state between two entries into it: it had a place, or, to get another place, was in its queue. */
  private isEnteredAgain(first: Entry, second: Entry): boolean {
    const between = this.all.filter((fact) => fact.atMillis > first.atMillis && fact.atMillis < second.atMillis);
    const left = between.filter((fact) => inQueue(fact) !== inQueue(first));
    return left.length > 0 && !this.goesOn(second, left);
  }

  /** Whether the attempt that left its queue went on after a second entry into it: that one came too late to be another attempt's. */
  private goesOn(second: Entry, left: readonly Entry[]): boolean {
    const after = this.all.filter((fact) => fact.atMillis >= second.atMillis && fact.attempt === second.attempt).map(({ state }) => state);
    return inQueue(second) && left.every(({ state }) => state === 'STARTING') && after.includes('RUNNING') && !after.includes('STARTING');
  }
}

/** Seconds between two instants, never negative: envelope times are truncated to the second, and clocks differ. */
export function secondsBetween(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : Math.max(0, Math.round(to - from)) / 1000;
}

/** An instant as ISO 8601 in UTC, to the millisecond. */
export const iso = (millis: number | undefined): string | undefined => (millis === undefined ? undefined : new Date(millis).toISOString());
