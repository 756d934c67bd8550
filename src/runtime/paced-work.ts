import { Deadline } from './deadline';

/** Nothing begins with less time than this left. */
const MIN_MILLIS = 500;

/**
 * Works on items concurrently, a limited number at a time. It begins no item that could not end before the deadline: none with less time left
 * than the slowest item took so far.
 */
export class PacedWork {
  private slowest = MIN_MILLIS;

  constructor(
    private readonly deadline: Deadline,
    private readonly limit: number,
  ) {}

  /**
   * Returns the items that it did not begin, once those that it began have ended.
   *
   * @param sliceMillis after this time it begins no item either
   */
  async run<T>(items: readonly T[], work: (item: T) => Promise<unknown>, sliceMillis = Infinity): Promise<readonly T[]> {
    const from = this.deadline.millis;
    let next = 0;
    const mayBegin = (): boolean => {
      const { millis } = this.deadline;
      return next < items.length && millis >= this.slowest && from - millis < sliceMillis;
    };
    const worker = async (): Promise<void> => {
      while (mayBegin()) await this.timed(() => work(items[next++]));
    };
    await Promise.all(Array.from({ length: this.limit }, worker));
    return items.slice(next);
  }

  private async timed(work: () => Promise<unknown>): Promise<void> {
    const from = this.deadline.millis;
    await work();
    this.slowest = Math.max(this.slowest, from - this.deadline.millis);
  }
}
