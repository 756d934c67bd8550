import { EventWriter } from './event-writer';
import { Fields } from '../../domain/event/fields';
import { readSubscription } from '../../domain/history/subscription';
import { putAside, readPutAside, RecordEvent, recordEvent } from '../../domain/notification/record-event';
import { QueueSender } from '../aws/queue-sender';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { readOrReject, reportFailure } from '../rejection';
import { unpackLogs } from '../unpack-logs';

export interface NotifierParts {
  readonly writer: EventWriter;
  /** The function's own queue. */
  readonly queue: QueueSender;
  readonly output: Output;
  readonly deadline: Deadline;
}

/** What a delivery contains: the lines that a log group sends, or one event that was put aside. */
interface Notified {
  readonly events: readonly RecordEvent[];
  readonly isPutAside: boolean;
}

/** The share of an invocation that is kept for putting aside what the bus did not accept. */
const KEPT_FOR_THE_QUEUE = 1 / 4;
/** The bus may need a moment. */
const DELAY_SECONDS = 30;

/** Puts records that a log group sends on the bus. */
export class Notifier {
  constructor(private readonly parts: NotifierParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  /** Processes deliveries and returns the ids of those that are to be delivered again, as a whole. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const failed: string[] = [];
    for (const delivery of deliveries) {
      if (!(await this.isDone(delivery))) failed.push(delivery.messageId);
    }
    return failed;
  }

  private async isDone(delivery: Delivery): Promise<boolean> {
    const { writer, output, deadline } = this.parts;
    const notified = readOrReject(delivery, readNotified, output);
    if (!notified) return false;
    deadline.keep(KEPT_FOR_THE_QUEUE);
    const unsent = await writer.write(notified.events);
    for (const problem of new Set(unsent.values())) reportFailure('PutEvents', problem, output);
    if (unsent.size === 0) return true;
    return notified.isPutAside ? false : this.arePutAside([...unsent.keys()]);
  }

  /** Each in a message of its own, so that the events that the bus accepted are not put again. */
  private async arePutAside(events: readonly RecordEvent[]): Promise<boolean> {
    const { queue, output, deadline } = this.parts;
    deadline.keep(KEPT_FOR_THE_END);
    const unsent = await queue.send(events.map((event) => ({ body: putAside(event), delaySeconds: DELAY_SECONDS })));
    for (const problem of new Set(unsent.values())) reportFailure('SendMessage', problem, output);
    return unsent.size === 0;
  }
}

function readNotified(message: unknown): Notified {
  const isPutAside = Fields.of(message, '').has('source');
  if (isPutAside) return { events: [readPutAside(message)], isPutAside };
  const events = readSubscription(unpackLogs(message)).flatMap((line) => recordEvent(line.message) ?? []);
  return { events, isPutAside };
}
