/** What many runs come to: how often what went wrong, and what held. */
import { INVARIANTS } from './invariants';
import { Fault } from './plan';
import { ChaosRun } from './run';
import { Tally } from './tally';

/** Among as many runs each fault is to be expected. */
export const MANY = 40;

export interface Verdict {
  runs: number;
  checked: number;
  broken: number;
}

export class Report {
  readonly faults = new Tally();
  readonly verdicts = new Map<string, Verdict>(INVARIANTS.map(({ name }) => [name, { runs: 0, checked: 0, broken: 0 }]));
  runs = 0;
  events = 0;
  invocations = 0;

  /** Answers what did not hold, in words. */
  add(run: ChaosRun): string[] {
    this.runs += 1;
    this.events += run.day.truth.length;
    this.invocations += run.journal.entries.length;
    this.faults.join(run.faults);
    return INVARIANTS.flatMap((invariant) => {
      const result = invariant.check(run);
      const verdict = this.verdicts.get(invariant.name);
      if (result === undefined || verdict === undefined) return [];
      verdict.runs += 1;
      verdict.checked += result.checked;
      verdict.broken += result.broken.length;
      return result.broken.map((problem) => `${invariant.name}: ${problem}`);
    });
  }

  /** What many runs must have come upon: a fault that was not injected, or an invariant that was not looked at, shows nothing. */
  unseen(): string[] {
    if (this.runs < MANY) return [];
    const never = this.faultRows()
      .filter(([, count]) => count === 0)
      .map(([fault]) => `${fault}: in no run`);
    return [
      ...never,
      ...this.invariantRows()
        .filter(([, , checked]) => checked === 0)
        .map(([name]) => `${name}: looked at in no run`),
    ];
  }

  get holds(): boolean {
    return [...this.verdicts.values()].every(({ broken }) => broken === 0);
  }

  faultRows(): [string, number][] {
    return Object.values(Fault).map((fault) => [fault, this.faults.counts.get(fault) ?? 0]);
  }

  invariantRows(): [string, number, number, string][] {
    return [...this.verdicts].map(([name, { runs, checked, broken }]) => [
      name,
      runs,
      checked,
      broken === 0 ? (checked === 0 ? 'not checked' : 'held') : `broken ${broken} times`,
    ]);
  }
}
