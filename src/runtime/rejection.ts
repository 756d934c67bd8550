import { Delivery } from './delivery';
import { Output } from './output/output';
import { MalformedEvent } from '../domain/event/malformed-event';
import { RecordType } from '../domain/names/records';

/** Reads a message with a reader of the domain. What cannot be read is said in the log: the place, never a value. */
export function readOrReject<T>(delivery: Delivery, reader: (message: unknown) => T, output: Output): T | undefined {
  try {
    return reader(delivery.read());
  } catch (error) {
    const [field, problem] =
      error instanceof MalformedEvent ? [error.field, error.problem] : ['', error instanceof SyntaxError ? 'is no JSON' : 'cannot be read'];
    output.record({ RecordType: RecordType.EVENT_REJECTED, MessageId: delivery.messageId, Field: field, Problem: problem });
    return undefined;
  }
}

/** Says that something could not be written. An AWS error is named, not quoted: its message can repeat what was sent. */
export function reportFailure(subject: string, error: unknown, output: Output): void {
  const problem = error instanceof Error ? (error.name === 'Error' ? error.message : error.name) : 'unknown';
  output.record({ RecordType: RecordType.PROCESSING_FAILED, Subject: subject, Problem: problem });
}

/** The type of a message, read before the rest of it. */
export const detailTypeOf = (message: unknown): unknown => (message as { 'detail-type'?: unknown } | null)?.['detail-type'];
