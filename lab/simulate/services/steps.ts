import { HOUR, MINUTE } from '../model';

export const STEP = 5 * MINUTE;
export const STEPS = (24 * HOUR) / STEP;

/** A quantity over the day, looked at every five minutes. */
export class Steps {
  private readonly changes = new Float64Array(STEPS + 1);
  private sums?: Float64Array;

  constructor(private readonly start: number) {}

  /** There is so much more of it from one instant to another. */
  add(from: number, to: number, amount: number): void {
    this.changes[this.indexFrom(from)] += amount;
    this.changes[this.indexFrom(Math.max(from, to))] -= amount;
    this.sums = undefined;
  }

  /** Rounded, so that fractions that were added and taken away leave nothing behind. */
  at(step: number): number {
    if (!this.sums) {
      let sum = 0;
      this.sums = this.changes.map((change) => (sum += change));
    }
    return Math.round(this.sums[step] * 1000) / 1000;
  }

  /** The first look at or after an instant. */
  private indexFrom(instant: number): number {
    return Math.min(STEPS, Math.max(0, Math.ceil((instant - this.start) / STEP)));
  }
}
