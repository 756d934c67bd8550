import { Delivery } from './delivery';
import { Output } from './output/output';
import { MalformedEvent } from '../domain/event/malformed-event';
import { DetailType } from '../domain/names/events';
import { RecordType } from '../domain/names/records';

/** Reads a message with the given reader. If that fails, it records the message as rejected, with the path of the field but never its value. */
export function readOrReject<T>(delivery: Delivery, reader: (message: unknown) => T, output: Output): T | undefined {
  try {
    return reader(delivery.read());
  } catch (error) {
    const [field, problem] =
      error instanceof MalformedEvent
        ? [error.field, error.problem]
        : ['', error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'];
    output.record({ RecordType: RecordType.EVENT_REJECTED, MessageId: delivery.messageId, Field: field, Problem: problem });
    return undefined;
  }
}

/** Records a processing failure. For an AWS error only the name is recorded, because its message can quote the request. */
export function reportFailure(subject: string, error: unknown, output: Output): void {
  const problem = error instanceof Error ? (error.name === 'Error' ? error.message : error.name) : 'unknown';
  output.record({ RecordType: RecordType.PROCESSING_FAILED, Subject: subject, Problem: problem });
}

/** Rejects a message of a type that nothing reads, although it has the fields of another. */
export function checkDetailType(message: unknown, expected: DetailType): void {
  if (detailTypeOf(message) !== expected) throw new MalformedEvent('detail-type', 'is unknown');
}

/** The `detail-type` of a message, read before the message is validated. */
export const detailTypeOf = (message: unknown): unknown => (message as { 'detail-type'?: unknown } | null)?.['detail-type'];
