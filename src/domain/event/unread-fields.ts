import { FieldsUnreadRecord } from '../names/event-record-fields';
import { RecordType, SCHEMA_VERSION } from '../names/records';

/** A record must stay a line that a log takes, whatever the events of a batch hold. */
const MAX_PATHS = 20;

/** Counts the fields that could not be read and are left out of the events of a batch. */
export class UnreadFields {
  count = 0;
  private readonly events = new Map<string, number>();

  /** The fields of one event. */
  add(paths: ReadonlySet<string>): void {
    this.count += paths.size;
    paths.forEach((path) => this.events.set(path, (this.events.get(path) ?? 0) + 1));
  }

  /** Absent where every field was read. */
  record(): FieldsUnreadRecord | undefined {
    if (this.count === 0) return undefined;
    const kept = [...this.events].sort(([, one], [, other]) => other - one).slice(0, MAX_PATHS);
    return {
      RecordType: RecordType.FIELDS_UNREAD,
      SchemaVersion: SCHEMA_VERSION,
      Count: this.count,
      Fields: kept.map(([path]) => path),
      Events: kept.map(([, events]) => events),
    };
  }
}
