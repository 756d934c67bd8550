import { DAY_COLUMN, HISTORY_DATASETS, HistoryDatasetName } from '../names/history';
import { ATTEMPT_FIELDS, AttemptRecord, JobRecord } from '../names/job-record-fields';
import { RecordField, RecordFields, sqlName } from '../names/record-field';
import { RECORD_SCHEMAS } from '../names/record-schemas';
import { RecordType } from '../names/records';
import { wholeAttempts } from '../record/whole-attempts';

/** A row of a table of the history, by column, with the day of its partition. */
export type HistoryRow = Readonly<Record<string, unknown>>;

type Value = (value: unknown) => unknown;

const VALUES: Readonly<Record<RecordField['type'], Value>> = {
  string: (value) => (typeof value === 'string' ? value : undefined),
  int: (value) => (Number.isSafeInteger(value) ? value : undefined),
  double: (value) => (typeof value === 'number' ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  timestamp: (value) => (isTime(value) ? value : undefined),
  map: (value) => (isObject(value) && Object.values(value).every(isText) ? value : undefined),
  strings: (value) => (Array.isArray(value) && value.every(isText) ? value : undefined),
  ints: (value) => (Array.isArray(value) && value.every(Number.isSafeInteger) ? value : undefined),
  attempts: (value) => (Array.isArray(value) ? all(value.map((attempt) => rowOf(attempt, ATTEMPT_FIELDS))) : undefined),
};

/**
 * The row of a record, or undefined if it is no record of the dataset: a field has another type, or a required one is missing.
 *
 * Fields that the schema does not have are left out.
 *
 * @param loggedAt when the record was logged, epoch milliseconds: its day counts where the record has no time of its own
 */
export function historyRow(record: unknown, dataset: HistoryDatasetName, loggedAt: number): HistoryRow | undefined {
  const { recordType, dayOf } = HISTORY_DATASETS[dataset];
  if (!isObject(record) || record.RecordType !== recordType) return undefined;
  const row = rowOf(complete(record), RECORD_SCHEMAS[recordType]);
  const time = record[dayOf] ?? new Date(loggedAt).toISOString();
  return row && { ...row, [DAY_COLUMN]: (time as string).slice(0, 'YYYY-MM-DD'.length) };
}

/** A record of a job with all that is known of its last attempt in it. */
function complete(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { RecordType: type, Attempts: attempts } = record;
  if (type !== RecordType.JOB || !Array.isArray(attempts) || !attempts.every(isObject)) return record;
  return { ...record, Attempts: wholeAttempts(record as unknown as JobRecord) satisfies AttemptRecord[] };
}

function rowOf(record: unknown, fields: RecordFields): HistoryRow | undefined {
  if (!isObject(record)) return undefined;
  const entries = Object.entries(fields).map(([field, definition]) => entryOf(field, definition, record[field]));
  return entries.includes(undefined) ? undefined : Object.fromEntries(entries.flatMap((entry) => entry ?? []));
}

/** The column of a field and its value, nothing where it is absent, or undefined where it cannot be read. */
function entryOf(field: string, { type, required }: RecordField, value: unknown): [string, unknown][] | undefined {
  if (value === undefined || value === null) return required ? undefined : [];
  const read = VALUES[type](value);
  return read === undefined ? undefined : [[sqlName(field), read]];
}

/** Times of records are in UTC, with milliseconds. */
const isTime = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const all = <T>(values: readonly (T | undefined)[]): readonly T[] | undefined =>
  values.includes(undefined) ? undefined : (values as readonly T[]);
