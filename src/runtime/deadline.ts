/** The share of an invocation that is kept for its end: what was done is written, and what was not begun is handed back. */
export const KEPT_FOR_THE_END = 1 / 10;

/** Stands for the time that is left where nothing limits it. Finite, so that it can be calculated with. */
const UNLIMITED_MILLIS = Number.MAX_SAFE_INTEGER;

/**
 * The time that an invocation has left. All parts of a function share one deadline, because an execution environment runs one invocation at a time.
 *
 * A step keeps time for the steps after it: `keep(1 / 3)` lets requests use two thirds of the invocation. Shares, not seconds, so that a function
 * with another timeout divides it in the same way.
 */
export class Deadline {
  private total = 0;
  private kept = 0;
  private remaining = (): number => UNLIMITED_MILLIS;

  /** Begins an invocation. */
  begin(remaining: () => number): void {
    this.remaining = remaining;
    this.total = remaining();
    this.kept = 0;
  }

  /** Keeps a share of the whole invocation for later steps. */
  keep(share: number): void {
    this.kept = this.total * share;
  }

  /** The whole milliseconds that requests may take from now on. Never negative. */
  get millis(): number {
    return Math.max(0, Math.floor(this.remaining() - this.kept));
  }
}
