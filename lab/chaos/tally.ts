/** How often something was done. */
export class Tally {
  readonly counts = new Map<string, number>();

  add(what: string, count = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + count);
  }

  join(other: Tally): void {
    for (const [what, count] of other.counts) this.add(what, count);
  }
}
