import { tokenOf } from '../../domain/event/message-token';
import { readRunTaskEvent, RunTaskReading } from '../../domain/run-task/run-task-reading';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { readOrReject } from '../rejection';

/** A call, and the messages of a batch that tell of it: more than one where copies of its event came together. */
export interface Call {
  readonly reading: RunTaskReading;
  readonly messageIds: readonly string[];
  /** Stand for the messages. */
  readonly tokens: readonly string[];
}

export interface Calls {
  readonly calls: readonly Call[];
  /** Messages that cannot be read. */
  readonly rejected: readonly string[];
}

/** Reads a batch and joins the copies of an event. Calls that are not AWS Batch's, which the rule lets none through of, are passed over. */
export function readCalls(deliveries: readonly Delivery[], output: Output): Calls {
  const calls = new Map<string, { reading: RunTaskReading; messageIds: string[]; tokens: string[] }>();
  const rejected: string[] = [];
  for (const delivery of deliveries) {
    const message = readOrReject(delivery, (body) => ({ reading: readRunTaskEvent(body) }), output);
    if (!message) rejected.push(delivery.messageId);
    if (!message?.reading) continue;
    const { reading } = message;
    const call = calls.get(reading.eventId) ?? { reading, messageIds: [], tokens: [] };
    calls.set(reading.eventId, call);
    call.messageIds.push(delivery.messageId);
    call.tokens.push(tokenOf(delivery.messageId));
  }
  return { calls: [...calls.values()], rejected };
}
