import { HistoryRow, historyRow, LineOrigin } from './history-row';
import { MalformedEvent } from '../event/malformed-event';
import { HISTORY_DATASETS, HistoryDatasetName } from '../names/history';

/** A line of a log group. */
export interface LogLine extends LineOrigin {
  readonly message: string;
}

/** A line that is no row, and why. It has no day: the stream puts it into the folder of errors. */
export interface RejectedLine {
  readonly line: string;
  readonly reason: string;
  readonly log_event_id: string;
}

/** What the stream of a dataset gets for one line. */
export interface StreamEntry {
  readonly dataset: HistoryDatasetName;
  /** JSON. */
  readonly text: string;
  readonly isRejected: boolean;
}

/** Amazon Data Firehose accepts 1,000 KiB in a record. */
const MAX_ENTRY_BYTES = 1_000 * 1024;
/** JSON writes a character in at most six bytes, and what is around the line is short. */
const MAX_QUOTED_CHARACTERS = 150_000;

const DATASETS = Object.keys(HISTORY_DATASETS) as HistoryDatasetName[];

/**
 * What a stream gets for a line of the log group, or undefined for a line that belongs to no dataset: a metric document or another kind of record,
 * which the filter of the subscription keeps away.
 *
 * A line that is no JSON object goes to the first of the streams, because nothing shows what it was.
 */
export function streamEntry(line: LogLine, datasets: readonly HistoryDatasetName[]): StreamEntry | undefined {
  const record = parse(line.message);
  const dataset = record ? DATASETS.find((name) => HISTORY_DATASETS[name].recordType === record.RecordType) : datasets[0];
  if (!dataset || !datasets.includes(dataset)) return undefined;
  try {
    const text = JSON.stringify(rowIn(record, dataset, line));
    if (isTooLarge(text)) throw new MalformedEvent('', 'makes a row of more than 1,000 KiB');
    return { dataset, text, isRejected: false };
  } catch (error) {
    return { dataset, text: rejected(line, error), isRejected: true };
  }
}

function rowIn(record: Readonly<Record<string, unknown>> | undefined, dataset: HistoryDatasetName, line: LogLine): HistoryRow {
  if (!record) throw new MalformedEvent('', 'is not a JSON object');
  return historyRow(record, dataset, line);
}

/** The line as it is, or its beginning: the log group has the whole one, under its id. */
function rejected({ message, id }: LogLine, error: unknown): string {
  const reason = error instanceof MalformedEvent ? `${error.field || 'the line'} ${error.problem}` : 'the line cannot be read';
  const entry = (line: string, note: string): string =>
    JSON.stringify({ line, reason: `${reason}${note}`, log_event_id: id } satisfies RejectedLine);
  const whole = entry(message, '');
  return isTooLarge(whole) ? entry(message.slice(0, MAX_QUOTED_CHARACTERS), '; this is its beginning') : whole;
}

const isTooLarge = (text: string): boolean => Buffer.byteLength(text) > MAX_ENTRY_BYTES;

function parse(message: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
