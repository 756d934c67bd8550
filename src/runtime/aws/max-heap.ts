/** Replaces the heap of aws-embedded-metrics, which adds 3 kB to each bundle. A document holds at most a hundred metrics, so it searches a list. */
export class MaxHeap<T> {
  static heapify<T>(items: readonly T[], valueOf: (item: T) => number): MaxHeap<T> {
    return new MaxHeap([...items], valueOf);
  }

  private constructor(
    private readonly items: T[],
    private readonly valueOf: (item: T) => number,
  ) {}

  isEmpty(): boolean {
    return this.items.length === 0;
  }

  /** Removes the item with the highest value. */
  extractRoot(): T | undefined {
    const values = this.items.map(this.valueOf);
    return this.items.splice(values.indexOf(Math.max(...values)), 1)[0];
  }

  insert(item: T): void {
    this.items.push(item);
  }
}
