/** The time of the stream: the greatest envelope time delivered so far. What depends on the time of the day asks this clock. */
export class StreamClock {
  private latest: number | undefined;

  /** Milliseconds; before the first event it is the present. */
  get now(): number {
    return this.latest ?? Date.now();
  }

  /** Late events do not turn it back. */
  advance(ms: number): void {
    if (Number.isFinite(ms)) this.latest = Math.max(this.latest ?? ms, ms);
  }
}
