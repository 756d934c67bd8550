import { MalformedEvent } from '../event/malformed-event';
import { DAY_COLUMN, HISTORY_DATASETS, HistoryDatasetName, LOG_EVENT_ID } from '../names/history';
import { ATTEMPT_FIELDS, JobRecord } from '../names/job-record-fields';
import { FieldType, RecordFields, sqlName } from '../names/record-field';
import { RECORD_SCHEMAS } from '../names/record-schemas';
import { wholeAttempts } from '../record/whole-attempts';

/** A row of a table of the history, by column, with the day of its partition. */
export type HistoryRow = Readonly<Record<string, unknown>>;

/** What CloudWatch Logs knows of a line. */
export interface LineOrigin {
  /** Equal in all copies of the line. */
  readonly id: string;
  /** When the line was logged, epoch milliseconds. */
  readonly loggedAt: number;
}

type Values = Readonly<Record<string, unknown>>;

/** The value of a column, or undefined if the value of the field has another type. */
const READERS: Readonly<Record<FieldType, (value: unknown, path: string) => unknown>> = {
  string: (value) => (isText(value) ? value : undefined),
  int: (value) => (isInt(value) ? value : undefined),
  double: (value) => (Number.isFinite(value) ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  timestamp: (value) => (isText(value) && ISO_8601_UTC.test(value) ? isoOf(Date.parse(value)) : undefined),
  map: (value) => (isObject(value) && Object.values(value).every(isText) ? value : undefined),
  strings: (value) => (Array.isArray(value) && value.every(isText) ? value : undefined),
  ints: (value) => (Array.isArray(value) && value.every(isInt) ? value : undefined),
  attempts: (value, path) =>
    Array.isArray(value) ? value.map((attempt, index) => rowOf(attempt, ATTEMPT_FIELDS, `${path}[${index}]`)) : undefined,
};

/**
 * The row of a record. Fields that the schema does not have are left out.
 *
 * Throws `MalformedEvent` if the record is none of the dataset: a field has another type, or a required one is missing.
 */
export function historyRow(record: Values, dataset: HistoryDatasetName, { id, loggedAt }: LineOrigin): HistoryRow {
  const { recordType, dayOf, hasLogEventId } = HISTORY_DATASETS[dataset];
  const row = rowOf(complete(record), RECORD_SCHEMAS[recordType], '');
  const time = (row[sqlName(dayOf)] ?? isoOf(loggedAt)) as string;
  const origin = hasLogEventId ? rowOf({ LogEventId: id }, LOG_EVENT_ID, '') : {};
  return { ...row, ...origin, [DAY_COLUMN]: time.slice(0, 'YYYY-MM-DD'.length) };
}

/** A record of a job with all that is known of its last attempt in it; other records have no attempts. */
function complete(record: Values): Values {
  const { Attempts: attempts } = record;
  if (!Array.isArray(attempts) || !attempts.every(isObject)) return record;
  return { ...record, Attempts: wholeAttempts(record as unknown as JobRecord) };
}

/** The columns of an object with these fields. Throws `MalformedEvent` if it does not have them. */
export function rowOf(record: unknown, fields: RecordFields, place: string): HistoryRow {
  if (!isObject(record)) throw new MalformedEvent(place, 'is not an object');
  const entries = Object.entries(fields).flatMap(([field, { type, required }]) => {
    const path = place ? `${place}.${field}` : field;
    const value = valueOf(record[field], type, path);
    if (value === undefined && required) throw new MalformedEvent(path, 'is missing');
    return value === undefined ? [] : [[sqlName(field), value] as const];
  });
  return Object.fromEntries(entries);
}

function valueOf(value: unknown, type: FieldType, path: string): unknown {
  if (value === undefined || value === null) return undefined;
  const read = READERS[type](value, path);
  if (read === undefined) throw new MalformedEvent(path, `is not of type ${type}`);
  return read;
}

/** A time of a record. Lines of transitions have no seconds, and the reader of the stream needs them. */
const ISO_8601_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;
const isoOf = (millis: number): string | undefined => (Number.isNaN(millis) ? undefined : new Date(millis).toISOString());
const isText = (value: unknown): value is string => typeof value === 'string';
/** A column of type int has 32 bits. */
const isInt = (value: unknown): boolean => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);
