import { EventLines } from './event-lines';
import { ReceivedMessage } from '../servers/sqs-connection';
import { StreamClock } from '../stream-clock';

/** Messages that are handed to a function together, and when, in milliseconds of the stream's time. */
export interface ArrivalBatch {
  readonly batch: readonly ReceivedMessage[];
  readonly at: number;
}

/** Cuts what was received by the times of arrival, as an event source mapping does: a batch is complete when its window has passed. */
export class ArrivalBatches {
  constructor(
    private readonly lines: EventLines,
    private readonly clock: StreamClock,
  ) {}

  of(messages: readonly ReceivedMessage[], windowSeconds: number): ArrivalBatch[] {
    const batches: { batch: ReceivedMessage[]; at: number }[] = [];
    for (const { message, arrivedAt } of this.inOrder(messages)) {
      const last = batches[batches.length - 1];
      if (last !== undefined && arrivedAt <= last.at) last.batch.push(message);
      else batches.push({ batch: [message], at: arrivedAt + windowSeconds * 1000 });
    }
    return batches;
  }

  /** What functions send arrives now. */
  private inOrder(messages: readonly ReceivedMessage[]): { readonly message: ReceivedMessage; readonly arrivedAt: number }[] {
    return messages
      .map((message) => ({ message, arrivedAt: this.lines.arrivedAt(message.MessageId) ?? this.clock.now }))
      .sort((one, other) => one.arrivedAt - other.arrivedAt);
  }
}
