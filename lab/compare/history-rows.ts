/**
 * What the history must hold of a log line, as docs/job-record.md describes it: fields in snake_case, whole attempts, and the day.
 *
 * Written from the documentation, and not with the code of the library: both must come to the same rows.
 */
import { isObject, Json, JsonObject } from '../aws/json';

export type HistoryFolder = 'jobs' | 'transitions' | 'instances';

/** The kind of records in each folder, and the field of the time that names the day. */
export const FOLDERS: Readonly<Record<HistoryFolder, { readonly recordType: string; readonly timeField: string }>> = {
  jobs: { recordType: 'job', timeField: 'StoppedAt' },
  transitions: { recordType: 'transitions', timeField: 'At' },
  instances: { recordType: 'instance', timeField: 'At' },
};

export function expectedRow(record: JsonObject, folder: HistoryFolder): JsonObject {
  const complete = folder === 'jobs' ? { ...record, Attempts: completeAttempts(record) } : record;
  return { ...inSnakeCase(complete), day: String(record[FOLDERS[folder].timeField]).slice(0, 10) };
}

/** Keys of a map are data, and stay. */
function inSnakeCase(record: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== null)
      .map(([field, value]) => [columnOf(field), field === 'Tags' ? value : valueOf(field, value)]),
  );
}

/** Times are timestamps: those of transitions are logged without seconds. */
function valueOf(field: string, value: Json): Json {
  if (Array.isArray(value)) return value.map((each) => (isObject(each) ? inSnakeCase(each) : each));
  return /(^|[a-z])At$/.test(field) ? new Date(String(value)).toISOString() : value;
}

/** `MemoryMiB` is `memory_mib`: the unit is one word. */
export const columnOf = (field: string): string =>
  field
    .replace(/MiB$/, 'Mib')
    .split(/(?=[A-Z])/)
    .join('_')
    .toLowerCase();

const OF_SAME_NAME = [
  ...['StoppedAt', 'ExitCode', 'FailureCategory', 'TaskArn', 'LogStream'],
  ...['InstanceId', 'ContainerInstanceArn', 'InstanceType', 'AvailabilityZone', 'Architecture', 'PurchaseOption'],
];
const OF_FIRST = ['RunnableAt', 'StartingAt', 'StartedAt'];
const OF_TOTALS: Readonly<Record<string, string>> = {
  RunnableSeconds: 'TotalRunnableSeconds',
  StartingSeconds: 'TotalStartingSeconds',
  RunningSeconds: 'TotalRunningSeconds',
};

/** The last entry takes what it lacks from the record; earlier ones are complete. */
function completeAttempts(record: JsonObject): Json[] {
  const attempts = (Array.isArray(record.Attempts) ? record.Attempts : []).filter(isObject);
  const last = attempts[attempts.length - 1];
  if (last === undefined) return attempts;
  const earlier = attempts.slice(0, -1);
  const completed: JsonObject = { ...last };
  const take = (field: string, value: Json | undefined): void => {
    if (completed[field] === undefined && value !== undefined) completed[field] = value;
  };
  const stoppedInQueue = isStoppedInQueue(record, last);
  for (const field of OF_SAME_NAME) take(field, record[field]);
  for (const field of OF_FIRST) if (earlier.every((attempt) => attempt[field] === undefined)) take(field, record[field]);
  for (const [field, total] of Object.entries(OF_TOTALS)) take(field, record[total]);
  if (!stoppedInQueue) take('Reason', record.Reason ?? record.StatusReason);
  return [...earlier, completed];
}

/** The job failed a second or more after its last attempt had stopped. */
const isStoppedInQueue = ({ Status, StoppedAt }: JsonObject, last: JsonObject): boolean =>
  Status === 'FAILED' && Date.parse(String(StoppedAt)) - Date.parse(String(last.StoppedAt ?? StoppedAt)) >= 1000;
