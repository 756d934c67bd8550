interface Item {
  readonly at: number;
  readonly turn: number;
  readonly act: () => void;
}

/** What is to happen, by time; what is due at one instant happens in the order in which it was planned. */
export class Agenda {
  private readonly heap: Item[] = [];
  private turns = 0;
  private instant = -Infinity;

  get now(): number {
    return this.instant;
  }

  at(instant: number, act: () => void): void {
    const item = { at: Math.max(instant, this.instant), turn: this.turns++, act };
    let place = this.heap.push(item) - 1;
    while (place > 0) {
      const above = Math.floor((place - 1) / 2);
      if (!earlier(item, this.heap[above])) break;
      this.heap[place] = this.heap[above];
      place = above;
    }
    this.heap[place] = item;
  }

  after(milliseconds: number, act: () => void): void {
    this.at(this.instant + milliseconds, act);
  }

  /** Runs until nothing is left to do. */
  run(): void {
    for (let item = this.take(); item !== undefined; item = this.take()) {
      this.instant = item.at;
      item.act();
    }
  }

  private take(): Item | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (last !== undefined && this.heap.length > 0) this.sink(last);
    return first;
  }

  private sink(item: Item): void {
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.heap.length) break;
      if (below + 1 < this.heap.length && earlier(this.heap[below + 1], this.heap[below])) below++;
      if (!earlier(this.heap[below], item)) break;
      this.heap[place] = this.heap[below];
      place = below;
    }
    this.heap[place] = item;
  }
}

const earlier = (one: Item, other: Item): boolean => one.at < other.at || (one.at === other.at && one.turn < other.turn);
