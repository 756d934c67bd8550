/**
 * SQL for every log query that the dashboard ships, by the widget's title: written by hand from what the widget claims to show, over the
 * table `jobs`. Rows that sort alike come in the order of the log, the newest first.
 */
import { LIVE_SQL } from './live-sql';
import { COSTED, LOG_LINK, RUNS, ends, hours, jobLink, minutes, rounded, spread } from './shipped-sql-parts';

const FAILED = `(select * from ${RUNS} where Status = 'FAILED')`;

const SUCCESS_RATE = `${rounded("count(*) filter (Status = 'SUCCEEDED') * 1000 / count(*)", 10)} as SuccessRate`;
const FAILED_COUNT = "count(*) filter (Status = 'FAILED') as Failed";

const placed = (name: string, columns: string, column = columns): Record<string, string> => ({
  [`Jobs per ${name} (the 25 with the most)`]: `select ${columns}, count(*) as Jobs, ${FAILED_COUNT}, ${SUCCESS_RATE}
    from ${RUNS} where ${column} is not null group by all order by Jobs desc, max(ts) desc limit 25`,
});

/** Causes by the columns of the chart over time. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  Application: ['APPLICATION_ERROR', 'KILLED'],
  Limits: ['OUT_OF_MEMORY', 'TIMEOUT'],
  Start: ['IMAGE_PULL', 'START_FAILURE', 'MISCONFIGURATION'],
  Host: ['SPOT_INTERRUPTION', 'HOST_TERMINATED', 'INFRASTRUCTURE'],
  Capacity: ['CAPACITY', 'QUEUE_TIME_LIMIT'],
  Dependency: ['DEPENDENCY_FAILED', 'ARRAY_CHILD_FAILED'],
  People: ['CANCELLED', 'TERMINATED'],
  Unknown: ['UNKNOWN'],
};
const kind = ([name, categories]: [string, readonly string[]]): string =>
  `count(*) filter (FailureCategory in (${categories.map((category) => `'${category}'`).join(', ')})) as ${name}`;

/** Only of jobs that entered the state. */
const timeIn = (entered: string, seconds: string): string => `case when ${entered} is not null then ${seconds} end`;
const TIMES = [
  spread('Runnable', timeIn('RunnableAt', 'TotalRunnableSeconds')),
  ends('Starting', timeIn('StartingAt', 'TotalStartingSeconds')),
  spread('Running', timeIn('StartedAt', 'TotalRunningSeconds')),
].join(', ');

const compared = (name: string, column: string): Record<string, string> => ({
  [`Jobs by ${name} (the 25 with the most jobs, durations in minutes)`]: `select ${column}, count(*) as Jobs, ${FAILED_COUNT}, ${SUCCESS_RATE},
    ${TIMES}, ${hours('sum(LostSeconds)')} as LostHours from ${RUNS} where ${column} is not null group by all order by Jobs desc, max(ts) desc limit 25`,
});

const SUM_OF_STATES = 'sum(QueuedSeconds + TotalRunnableSeconds + TotalStartingSeconds + TotalRunningSeconds)';
const share = (column: string, name: string): string => `${rounded(`sum(${column}) * 1000 / ${SUM_OF_STATES}`, 10)} as ${name}`;

const dollars = (column: string): string => rounded(`sum(${column}) * 100`, 100);

export const SHIPPED_SQL: Readonly<Record<string, string>> = {
  'Cost by job definition (the 25 most expensive, USD)': `select DefinitionName, count(*) as Jobs, ${dollars('CostUsd')} as Cost,
    ${dollars('LostCostUsd')} as Lost, ${dollars('OnDemandCostUsd')} as OnDemand, ${dollars('SpotCostUsd')} as Spot,
    ${dollars('OnDemandCostUsd - CostUsd')} as Saved, ${dollars('CostUsd - SpotCostUsd')} as Missed
    from ${COSTED} group by all order by Cost desc limit 25`,
  'Most expensive jobs (the first 25, USD, UTC)': `select StoppedAt, JobName, JobId, CostUsd, LostCostUsd, OnDemandCostUsd, SpotCostUsd, JobQueue, InstanceType,
    PurchaseOption, ${jobLink('JobId')} from ${COSTED} where CostUsd > 0 order by CostUsd desc, ts desc limit 25`,
  ...LIVE_SQL,
  'Failed jobs by cause (the most frequent first, UTC)': `select FailureCategory, count(*) as FailedJobs, count(distinct JobQueue) as Queues,
    count(distinct JobDefinition) as Revisions, max(StoppedAt) as Latest from ${FAILED} group by all order by FailedJobs desc, max(ts) desc`,
  'Blocked job queues (the latest 25, UTC)': `select JobQueue, Reason, JobName, JobId, ${jobLink('JobId')}, max(BlockedAt) as LastReported,
    min(BlockedAt) as FirstReported from jobs where RecordType = 'queue-blocked' group by all order by LastReported desc limit 25`,
  'Most common reasons (the 25 most frequent, without what people cancelled)': `select coalesce(Reason, StatusReason) as FailureReason, FailureCategory, ExitCode,
    count(*) as FailedJobs
    from ${FAILED} where FailureCategory <> 'CANCELLED' and FailureCategory <> 'TERMINATED' and (Reason is not null or StatusReason is not null)
    group by all order by FailedJobs desc, max(ts) desc limit 25`,
  'Failed jobs by kind of cause over time (jobs per hour by time of ingestion)': `select
    strftime(date_trunc('hour', make_timestamp(ts * 1000)), '%Y-%m-%d %H:%M:%S.%g') as "bin(1h)", ${Object.entries(KINDS).map(kind).join(', ')}
    from ${FAILED} group by 1`,
  'Latest failures (the newest 50, UTC)': `select StoppedAt, JobName, JobId, FailureCategory, coalesce(Reason, StatusReason) as FailureReason, ExitCode, JobQueue,
    JobDefinition, AttemptCount, ${jobLink('JobId')}, ${LOG_LINK} from jobs
    where RecordType = 'job' and Status = 'FAILED' and ArraySize is null and FailureCategory <> 'NODE_STOPPED' order by StoppedAt desc limit 50`,
  ...compared('job queue', 'JobQueue'),
  ...compared('job definition', 'DefinitionName'),
  ...compared('CPU architecture', 'Architecture'),
  ...compared('revision of job definition', 'JobDefinition'),
  ...placed('instance type', 'InstanceType, Architecture', 'InstanceType'),
  ...placed('Availability Zone', 'AvailabilityZone'),
  ...placed('compute environment', 'ComputeEnvironment, PurchaseOption', 'ComputeEnvironment'),
  'Latest jobs (the newest 100, durations in minutes, UTC)': `select StoppedAt, JobName, JobId, Status, FailureCategory, JobQueue, JobDefinition,
    ${minutes('QueuedSeconds')} as Queued, ${minutes('TotalRunnableSeconds')} as Runnable, ${minutes('TotalStartingSeconds')} as Starting,
    ${minutes('TotalRunningSeconds')} as Running, AttemptCount, InstanceType, AvailabilityZone, Architecture, PurchaseOption, ${jobLink('JobId')}, ${LOG_LINK}
    from ${RUNS} order by StoppedAt desc limit 100`,
  'Jobs by number of attempts (jobs)': `select cast(AttemptCount as varchar) as Attempts, count(*) as Jobs from ${RUNS} where AttemptCount is not null
    group by all order by Attempts limit 25`,
  'Retries and vCPU-hours by job definition (the 25 that lost the most)': `select DefinitionName, count(*) as Jobs,
    count(*) filter (AttemptCount > 1) as RetriedJobs, sum(AttemptCount)::int as Attempts, sum(SpotInterruptions)::int as Interruptions,
    ${hours('sum(LostSeconds)')} as LostHours, ${hours('sum(Vcpus * LostSeconds)')} as LostVcpuHours, ${hours('sum(Vcpus * TotalRunningSeconds)')} as VcpuHours
    from ${RUNS} group by all order by LostHours desc limit 25`,
  'Jobs that lost the most run time (the 25 largest losses, UTC)': `select StoppedAt, JobName, JobId, ${hours('LostSeconds')} as LostHours, AttemptCount,
    SpotInterruptions, Status, FailureCategory, JobQueue, JobDefinition, InstanceType, PurchaseOption, ${jobLink('JobId')}
    from ${RUNS} where LostSeconds > 0 order by LostHours desc, ts desc limit 25`,
  "Share of each state in the jobs' time by job queue (%)": `select JobQueue, count(*) as Jobs, ${share('QueuedSeconds', 'Queued')},
    ${share('TotalRunnableSeconds', 'Runnable')}, ${share('TotalStartingSeconds', 'Starting')}, ${share('TotalRunningSeconds', 'Running')}
    from ${RUNS} where QueuedSeconds + TotalRunnableSeconds + TotalStartingSeconds + TotalRunningSeconds > 0
    group by all order by count(*) desc, max(ts) desc limit 25`,
  'Longest waits for capacity (the 25 longest, in minutes, UTC)': `select StoppedAt, JobName, JobId, ${minutes('TotalRunnableSeconds')} as Runnable,
    ${minutes('QueuedSeconds')} as Queued, Status, JobQueue, JobDefinition, Vcpus, MemoryMiB, Gpus, ComputeEnvironment, InstanceType, ${jobLink('JobId')}
    from ${RUNS} where TotalRunnableSeconds > 0 order by Runnable desc, ts desc limit 25`,
};
