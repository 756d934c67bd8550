import { contains, equals } from './query-text';
import { Criteria, Place } from './request';
import { IS_COSTED_JOB } from '../names/job-filters';
import { JobRecord } from '../names/job-record-fields';
import { FailureCategory, RecordType } from '../names/records';

/** Fields of job records that lists and charts show. A misspelled one does not compile. */
const ROW_FIELDS = [
  'JobId',
  'JobName',
  'JobQueue',
  'JobDefinition',
  'Status',
  'FailureCategory',
  'StoppedAt',
  'TotalRunnableSeconds',
  'TotalRunningSeconds',
  'AttemptCount',
  'ArraySize',
  'ArrayIndex',
  'CostUsd',
] as const satisfies readonly (keyof JobRecord)[];

const NODE_FIELDS = [...ROW_FIELDS, 'NodeIndex'] as const satisfies readonly (keyof JobRecord)[];

const BAR_FIELDS = [
  'JobId',
  'JobName',
  'JobQueue',
  'Status',
  'InstanceId',
  'InstanceType',
  'PurchaseOption',
  'StartedAt',
  'StoppedAt',
] as const satisfies readonly (keyof JobRecord)[];

const JOBS = `filter RecordType = "${RecordType.JOB}"`;
const STATUSES = ['SUCCEEDED', 'FAILED'];
const CATEGORIES: readonly string[] = Object.values(FailureCategory);

const query = (...commands: readonly string[]): string => commands.join('\n| ');

/** Jobs that finished in the range, the newest first. */
export const searchQuery = (criteria: Criteria, limit: number): string =>
  query(JOBS, ...conditions(criteria), `fields ${ROW_FIELDS.join(', ')}`, 'sort StoppedAt desc', `limit ${limit}`);

function conditions({ job, queue, definition, status, category, reason }: Criteria): string[] {
  return [
    job !== undefined && contains('JobName', job),
    queue !== undefined && contains('JobQueue', queue),
    definition !== undefined && contains('JobDefinition', definition),
    status !== undefined && STATUSES.includes(status) && `Status = "${status}"`,
    category !== undefined && CATEGORIES.includes(category) && `FailureCategory = "${category}"`,
    reason !== undefined && `(${contains('StatusReason', reason)} or ${contains('Reason', reason)})`,
  ].flatMap((condition) => (condition === false ? [] : `filter ${condition}`));
}

/** The records of one job: several, if they were redelivered. */
export const jobQuery = (id: string): string => query(`filter JobId = "${id}"`, JOBS, 'fields @message', 'sort @timestamp desc', 'limit 5');

/** The children of an array job. */
export const childrenQuery = (id: string, limit: number): string =>
  query(`filter ArrayParentId = "${id}"`, JOBS, `fields ${ROW_FIELDS.join(', ')}`, 'sort ArrayIndex asc', `limit ${limit}`);

/** The nodes of a multi-node job. */
export const nodesQuery = (id: string, limit: number): string =>
  query(`filter NodeParentId = "${id}"`, JOBS, `fields ${NODE_FIELDS.join(', ')}`, 'sort NodeIndex asc', `limit ${limit}`);

/** Jobs that ran and finished in the range, as bars: of a multi-node job its nodes, which have the instances. */
export const ganttQuery = (limit: number): string =>
  query(`filter ${IS_COSTED_JOB} and ispresent(StartedAt)`, `fields ${BAR_FIELDS.join(', ')}`, 'sort StartedAt asc', `limit ${limit}`);

const COSTS = ['CostUsd', 'OnDemandCostUsd', 'SpotCostUsd', 'LostCostUsd'] as const satisfies readonly (keyof JobRecord)[];

/** The column with the number of jobs that have an amount, where `Jobs` are all. */
export const jobsWith = (amount: string): string => `${amount}Jobs`;

/** Costs by job queue, by the definitions of a queue, or by the jobs of both. Copies of a record count once. */
export function costQuery({ queue, definition }: Place, limit: number): string {
  const of = [
    queue !== undefined && (equals('JobQueue', queue) ?? NOTHING),
    definition !== undefined && (equals('JobDefinition', definition) ?? NOTHING),
  ];
  const by = queue === undefined ? 'JobQueue' : definition === undefined ? 'JobDefinition' : 'JobId, JobName';
  return query(
    `filter ${IS_COSTED_JOB} and ispresent(CostUsd)`,
    ...of.flatMap((condition) => (condition === false ? [] : `filter ${condition}`)),
    `stats ${COSTS.map((name) => `max(${name}) as ${name}Of`).join(', ')} by JobId, JobName, JobQueue, JobDefinition`,
    `stats ${COSTS.map((name) => `sum(${name}Of) as ${name}, count(${name}Of) as ${jobsWith(name)}`).join(', ')}, count(*) as Jobs by ${by}`,
    'sort CostUsd desc',
    `limit ${limit}`,
  );
}
/** Met by no record. */
const NOTHING = 'not ispresent(RecordType)';

/** The newest count of each job queue. */
export const inFlightQuery = (limit: number): string =>
  query(
    `filter RecordType = "${RecordType.IN_FLIGHT}"`,
    'fields At, JobQueue, Submitted, Pending, Runnable, Starting, Running, OldestRunnableJobId, OldestRunnableSeconds, BlockedReason',
    'sort @timestamp desc',
    `limit ${limit}`,
  );
