/** Pieces of Logs Insights queries, written once. Rounding is spelt out: `round` is younger than `floor`, and not documented for every partition. */
import { IS_COSTED_JOB, IS_COUNTED_JOB } from '../domain/names/job-filters';
import { JobRecord } from '../domain/names/job-record-fields';
import { FailureCategory, RecordType } from '../domain/names/records';

/** A field of job records by its name, which a misspelt one does not compile with. */
const ofJob = (name: keyof JobRecord): string => name;
const isOf = (type: (typeof RecordType)[keyof typeof RecordType]): string => `RecordType = "${type}"`;

/** Jobs that count: the children of an array job instead of its parent, and a multi-node job once, instead of its nodes. */
export const JOB_RUNS = `filter ${IS_COUNTED_JOB}`;

/** Jobs that cost: instead of a multi-node job its nodes, each where it ran. */
export const COSTED_JOBS = `filter ${IS_COSTED_JOB}`;

const HAS_FAILED = `${ofJob('Status')} = "FAILED"`;

/** Failed jobs that count. */
export const FAILED_JOBS = [JOB_RUNS, `filter ${HAS_FAILED}`] as const;

/** Every failure with a log of its own: also nodes of multi-node jobs, except those that AWS Batch stopped because the main node ended. */
export const FAILURES_TO_READ = `filter ${isOf(RecordType.JOB)} and ${HAS_FAILED} and not ispresent(${ofJob('ArraySize')}) and ${ofJob('FailureCategory')} != "${FailureCategory.NODE_STOPPED}"`;

/** Records with state entries: how jobs came to run, and how they ended. */
export const STATE_ENTRIES = `filter ${isOf(RecordType.TRANSITIONS)} or (${IS_COUNTED_JOB})`;

/** A job queue is blocked when the job at its head cannot be placed. */
export const QUEUES_BLOCKED = `filter ${isOf(RecordType.QUEUE_BLOCKED)}`;

/** Lines of other constructs' logs. */
export const IN_FLIGHT_LINES = `filter ${isOf(RecordType.IN_FLIGHT)}`;
export const INSTANCE_LINES = `filter ${isOf(RecordType.INSTANCE)}`;
export const RUN_TASK_FAILURES = `filter ${isOf(RecordType.RUN_TASK_FAILURE)}`;

/** Replaced with the domain of the AWS console in the dashboard's partition, and with the dashboard's Region. */
export const CONSOLE_DOMAIN = '{ConsoleDomain}';
export const CONSOLE_REGION = '{ConsoleRegion}';
const consoleAddress = (service: string, place: string): string =>
  `"https://${CONSOLE_DOMAIN}/${service}/home?region=${CONSOLE_REGION}#${place}"`;

/** Where the console of AWS Batch shows a job, as `JobLink`; nothing without an id. */
export const jobLink = (jobId: string): string =>
  `case(ispresent(${jobId}), concat(${consoleAddress('batch', 'jobs/detail/')}, ${jobId})) as JobLink`;

/**
 * Where the console shows the log of a job's last attempt, as `LogLink`: an address that takes names as they are. A job that never ran has no log and no
 * link.
 */
export const LOG_LINK =
  `case(ispresent(${ofJob('LogStream')}), concat(${consoleAddress('cloudwatch', 'logEventViewer:group=')}, ${ofJob('LogGroup')}, ` +
  `";stream=", ${ofJob('LogStream')})) as LogLink`;

/** Replaced with a period of time that suits the range which the dashboard opens with. */
export const TIME_BIN = '{TimeBin}';

/** Replaced with how many characters of an ISO 8601 time name such a period, and with those that complete its start. */
export const PERIOD_LENGTH = '{PeriodLength}';
export const PERIOD_END = '{PeriodEnd}';

/**
 * The start of the period in which something happened, as `Time`: the field `time` of the record, cut. `bin` rounds `@timestamp` alone, the time when a
 * line was written. Logs Insights draws a time series only of `bin`, so that this is for tables.
 */
export const periodOf = (time: string): string => `fields concat(substr(${time}, 0, ${PERIOD_LENGTH}), "${PERIOD_END}") as Time`;

/** When a state was entered: transitions have the minute, job records the time of SUCCEEDED and FAILED. */
export const PERIOD_OF_ENTRY = periodOf(`coalesce(At, ${ofJob('StoppedAt')})`);

/** The clock of a time series that is drawn from the log, for its title: when the record was written, not when the event was. */
export const BY_INGESTION = 'by time of ingestion';

/** Rows of charts that could grow without bound: the largest groups are shown. */
export const MAX_GROUPS = 25;

/** Bars that the console draws in one chart. */
const MAX_BARS = 100;
/** Groups of a bar chart in which each has so many bars. */
export const maxBarGroups = (bars: number): number => Math.min(MAX_GROUPS, Math.floor(MAX_BARS / bars));

/** Rows of tables by time and group. */
export const MAX_TIMES = 200;

export const minutes = (seconds: string): string => `floor(${seconds} * 100 / 60 + 0.5) / 100`;
export const hours = (seconds: string): string => `floor(${seconds} * 100 / 3600 + 0.5) / 100`;
/** The sum of an amount of US dollars, to the cent: a field of the records, or a difference that the query names so. */
export const dollars = (name: keyof JobRecord | 'SavedUsd' | 'MissedUsd'): string => `floor(sum(${name}) * 100 + 0.5) / 100`;
export const percent = (part: string, whole: string): string => `floor(${part} * 1000 / ${whole} + 0.5) / 10`;

/** The average and the 95th percentile of a duration in minutes, as columns that begin with its name; and the median between them. */
export const endsOf = (name: string, seconds: string): readonly [average: string, p95: string] => [
  `${minutes(`avg(${seconds})`)} as ${name}Avg`,
  `${minutes(`pct(${seconds}, 95)`)} as ${name}P95`,
];
export function spreadOf(name: string, seconds: string): string {
  const [average, p95] = endsOf(name, seconds);
  return [average, `${minutes(`pct(${seconds}, 50)`)} as ${name}P50`, p95].join(', ');
}

/** What a failed job died of, as `FailureReason`: the container's words where they say more than the job's. */
export const FAILURE_REASON = `coalesce(${ofJob('Reason')}, ${ofJob('StatusReason')}) as FailureReason`;

/** The name of a job definition without its revision, as `DefinitionName`. */
export const PARSE_DEFINITION_NAME = `parse ${ofJob('JobDefinition')} /^(?<DefinitionName>[^:]+)/`;

/** The states that a job passes through, and the record fields that show that it did and for how long. */
export const STATE = {
  RUNNABLE: { entered: 'RunnableAt', seconds: 'TotalRunnableSeconds' },
  STARTING: { entered: 'StartingAt', seconds: 'TotalStartingSeconds' },
  RUNNING: { entered: 'StartedAt', seconds: 'TotalRunningSeconds' },
} as const satisfies Readonly<Record<string, Readonly<Record<'entered' | 'seconds', keyof JobRecord>>>>;
export type State = keyof typeof STATE;

/** The time in the state as a field by its name, only of jobs that entered it and whose time in it is known: the others would pull an average down. */
export const timeIn = (state: State): string => `case(ispresent(${STATE[state].entered}), ${STATE[state].seconds}) as ${state}`;

/** Keeps the groups with the most jobs. */
export const LARGEST_GROUPS = ['sort Jobs desc', `limit ${MAX_GROUPS}`] as const;
