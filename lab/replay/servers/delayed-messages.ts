import { BrokeredQueue } from './brokered-queue';

interface Held {
  readonly queue: BrokeredQueue;
  readonly body: string;
  readonly due: number;
  readonly order: number;
}

/**
 * Messages with a delay, on a clock of their own: it stands still while there is other work and then jumps to the next message due.
 * So whatever the order of the events, everything that a waiting message waits for has been handled before it is delivered,
 * and nobody waits for real seconds to pass.
 */
export class DelayedMessages {
  private held: Held[] = [];
  private clock = 0;
  private order = 0;

  constructor(private readonly deliver: (queue: BrokeredQueue, bodies: readonly string[]) => Promise<void>) {}

  hold(queue: BrokeredQueue, body: string, seconds: number): void {
    queue.use.delayed += 1;
    this.held.push({ queue, body, due: this.clock + seconds, order: this.order++ });
  }

  /** Delivers all messages of the next due time; answers how many. */
  async deliverNext(): Promise<number> {
    if (this.held.length === 0) return 0;
    this.clock = this.held.reduce((earliest, { due }) => Math.min(earliest, due), Infinity);
    const due = this.held.filter((message) => message.due === this.clock).sort((left, right) => left.order - right.order);
    this.held = this.held.filter((message) => message.due !== this.clock);
    const byQueue = new Map<BrokeredQueue, string[]>();
    for (const { queue, body } of due) byQueue.set(queue, [...(byQueue.get(queue) ?? []), body]);
    for (const [queue, bodies] of byQueue) await this.deliver(queue, bodies);
    return due.length;
  }
}
