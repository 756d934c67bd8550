import { Fields } from '../event/fields';
import { DetailType, EventSource } from '../names/events';
import { JobRecord } from '../names/job-record-fields';
import { RecordType } from '../names/records';

/** An event that users are notified by. */
export interface RecordEvent {
  readonly detailType: DetailType;
  /** The record, exactly as the line of the log group has it: JSON. */
  readonly detail: string;
}

const OF_STATUS: Readonly<Record<string, DetailType>> = {
  FAILED: DetailType.JOB_FAILED,
  SUCCEEDED: DetailType.JOB_SUCCEEDED,
} satisfies Record<JobRecord['Status'], DetailType>;

/** The event for a line of the collector's log group, or undefined for one that nobody is notified of: a metric document or another kind of record. */
export function recordEvent(line: string): RecordEvent | undefined {
  const detailType = detailTypeOf(parse(line));
  return detailType && { detailType, detail: line };
}

/** The event in a message that was put aside: as the function itself does, or as EventBridge does for a target. Throws `MalformedEvent` if it is none. */
export function readPutAside(message: unknown): RecordEvent {
  const fields = Fields.of(message, '');
  if (fields.optionalName('source') !== EventSource.THIS_LIBRARY) fields.fail('source', `is not ${EventSource.THIS_LIBRARY}`);
  const { detail } = message as { readonly detail?: unknown };
  return recordEvent(JSON.stringify(detail ?? null)) ?? fields.fail('detail', 'is no record of a finished job or a blocked queue');
}

/** The message that an event is put aside as. */
export const putAside = ({ detailType, detail }: RecordEvent): object => ({
  source: EventSource.THIS_LIBRARY,
  'detail-type': detailType,
  detail: JSON.parse(detail) as unknown,
});

function detailTypeOf({ RecordType: type, Status: status }: Readonly<Record<string, unknown>>): DetailType | undefined {
  if (type === RecordType.QUEUE_BLOCKED) return DetailType.QUEUE_BLOCKED;
  return type === RecordType.JOB && typeof status === 'string' && Object.hasOwn(OF_STATUS, status) ? OF_STATUS[status] : undefined;
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(line) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
