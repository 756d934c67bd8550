import { tokenOf } from '../../domain/event/message-token';
import { readRunTaskEvent, RunTaskReading } from '../../domain/run-task/run-task-reading';
import { Delivery } from '../delivery';
import { MessageReader } from '../message-reader';
import { Output } from '../output/output';

/** A RunTask call and the messages of a batch that report it. There are several if the batch contains copies of the event. */
export interface Call {
  readonly reading: RunTaskReading;
  readonly messageIds: readonly string[];
  /** The tokens of the messages. */
  readonly tokens: readonly string[];
}

export interface Calls {
  readonly calls: readonly Call[];
  /** The ids of messages that cannot be read. */
  readonly rejected: readonly string[];
}

/** Reads a batch and joins the copies of an event. It ignores calls that AWS Batch did not make; the rule lets none of them through. */
export function readCalls(deliveries: readonly Delivery[], output: Output): Calls {
  const calls = new Map<string, { reading: RunTaskReading; messageIds: string[]; tokens: string[] }>();
  const rejected: string[] = [];
  const reader = new MessageReader(output);
  for (const delivery of deliveries) {
    const message = reader.read(delivery, (body, leftOut) => ({ reading: readRunTaskEvent(body, leftOut) }));
    if (!message) rejected.push(delivery.messageId);
    if (!message?.reading) continue;
    const { reading } = message;
    const call = calls.get(reading.eventId) ?? { reading, messageIds: [], tokens: [] };
    calls.set(reading.eventId, call);
    call.messageIds.push(delivery.messageId);
    call.tokens.push(tokenOf(delivery.messageId));
  }
  reader.report();
  return { calls: [...calls.values()], rejected };
}
