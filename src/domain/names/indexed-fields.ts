import { JOB_FIELDS } from './job-record-fields';
import { RecordFields } from './record-field';

/** Names of the fields of job records that CloudWatch Logs indexes. An index covers every line of the log group that has a field of that name. */
export const INDEXED_FIELDS: readonly string[] = Object.entries<RecordFields[string]>(JOB_FIELDS)
  .filter(([, { indexed }]) => indexed)
  .map(([name]) => name);
