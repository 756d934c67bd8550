import { RecordFields } from './record-field';
import { RecordType } from './records';

/** What the history holds of one kind of record: a table, a stream that feeds it, and a folder of the bucket. */
export interface HistoryDataset {
  /** The kind of records. */
  readonly recordType: (typeof RecordType)['JOB' | 'TRANSITIONS' | 'INSTANCE'];
  /** The table, which has a row for each line of the log group: views drop duplicates. */
  readonly table: string;
  /** The folder in the bucket that holds the files of the table. */
  readonly folder: string;
  /** The field of the record whose UTC day names the partition. Copies of a record have the same day, so that views drop duplicates by day. */
  readonly dayOf: string;
  /** Whether rows have the id of their log event: nothing else distinguishes two copies of a line from two equal lines. */
  readonly hasLogEventId: boolean;
}

/** All datasets, by name. */
export const HISTORY_DATASETS = {
  jobs: { recordType: RecordType.JOB, table: 'job_records', folder: 'jobs', dayOf: 'StoppedAt', hasLogEventId: false },
  transitions: { recordType: RecordType.TRANSITIONS, table: 'transition_records', folder: 'transitions', dayOf: 'At', hasLogEventId: true },
  instances: { recordType: RecordType.INSTANCE, table: 'instance_records', folder: 'instances', dayOf: 'At', hasLogEventId: false },
} as const satisfies Readonly<Record<string, HistoryDataset>>;
export type HistoryDatasetName = keyof typeof HISTORY_DATASETS;

/** The partition column of every table. Rows have it too, for the stream to read. */
export const DAY_COLUMN = 'day';

/** A field that no record has: CloudWatch Logs gives each line an id, which is the same in all copies of the line. */
export const LOG_EVENT_ID = {
  LogEventId: { type: 'string', since: 1, required: true, meaning: 'id of the line in CloudWatch Logs' },
} as const satisfies RecordFields;

/** Selects the lines of a dataset in its log group: for the subscription, and for an import of what was logged before. */
export const historyFilter = (dataset: HistoryDatasetName): string => `{ $.RecordType = "${HISTORY_DATASETS[dataset].recordType}" }`;

/** The folder, beside those of the datasets, that holds the manifests of compactions. */
export const COMPACTIONS_FOLDER = 'compactions';
