/**
 * SQL for every log query that the dashboard ships, by the widget's title: written by hand from what the widget claims to show, over the
 * table `jobs`. Rows that sort alike come in the order of the log, the newest first.
 */
import { LIVE_SQL } from './live-sql';
import { RUNS, hours, minutes, rounded, spread } from './shipped-sql-parts';

const FAILED = `(select * from ${RUNS} where Status = 'FAILED')`;

const countBy = (column: string): string =>
  `select ${column}, count(*) as Jobs from ${RUNS} where ${column} is not null group by all order by Jobs desc, max(ts) desc limit 25`;

const SUCCESS_RATE = `${rounded("count(*) filter (Status = 'SUCCEEDED') * 1000 / count(*)", 10)} as SuccessRate`;
const CATEGORIES = [
  'SPOT_INTERRUPTION',
  'HOST_TERMINATED',
  'TIMEOUT',
  'OUT_OF_MEMORY',
  'IMAGE_PULL',
  'START_FAILURE',
  'DEPENDENCY_FAILED',
  'ARRAY_CHILD_FAILED',
  'CANCELLED',
  'TERMINATED',
  'QUEUE_TIME_LIMIT',
  'CAPACITY',
  'MISCONFIGURATION',
  'KILLED',
  'APPLICATION_ERROR',
  'INFRASTRUCTURE',
  'UNKNOWN',
];

interface Comparison {
  readonly name: string;
  readonly column: string;
}

const STATES = [
  ['RUNNABLE', 'RunnableAt', 'TotalRunnableSeconds'],
  ['STARTING', 'StartingAt', 'TotalStartingSeconds'],
  ['RUNNING', 'StartedAt', 'TotalRunningSeconds'],
];

const comparisons = ({ name, column }: Comparison): Record<string, string> => ({
  [`Success rate by ${name} (%)`]: `select ${column}, ${SUCCESS_RATE}
    from ${RUNS} where ${column} is not null group by all order by count(*) desc, max(ts) desc limit 25`,
  ...Object.fromEntries(
    STATES.map(([state, entered, seconds]) => [
      `${state} duration by ${name} (minutes)`,
      `select ${column}, ${spread(seconds)}
      from ${RUNS} where ${column} is not null and ${entered} is not null and ${seconds} is not null
      group by all order by count(*) desc, max(ts) desc limit 25`,
    ]),
  ),
});

const SUM_OF_STATES = 'sum(QueuedSeconds + TotalRunnableSeconds + TotalStartingSeconds + TotalRunningSeconds)';
const share = (column: string, name: string): string => `${rounded(`sum(${column}) * 1000 / ${SUM_OF_STATES}`, 10)} as ${name}`;

export const SHIPPED_SQL: Readonly<Record<string, string>> = {
  ...LIVE_SQL,
  'Succeeded and failed jobs (jobs)': `select Status, count(*) as Jobs from ${RUNS} group by all order by Status desc`,
  'Latest jobs (newest 100 jobs)': `select StoppedAt, Status, FailureCategory, JobName, JobQueue, JobDefinition,
    ${minutes('QueuedSeconds')} as QueuedMinutes, ${minutes('TotalRunnableSeconds')} as RunnableMinutes, ${minutes('TotalStartingSeconds')} as StartingMinutes,
    ${minutes('TotalRunningSeconds')} as RunningMinutes, AttemptCount, InstanceType, AvailabilityZone, Architecture, PurchaseOption, JobId
    from ${RUNS} order by StoppedAt desc limit 100`,
  'Jobs per instance type (jobs)': countBy('InstanceType'),
  'Jobs per Availability Zone (jobs)': countBy('AvailabilityZone'),
  'Jobs per CPU architecture (jobs)': countBy('Architecture'),
  'Jobs per purchase option (jobs)': countBy('PurchaseOption'),
  'Jobs per compute environment (jobs)': countBy('ComputeEnvironment'),
  ...comparisons({ name: 'CPU architecture', column: 'Architecture' }),
  ...comparisons({ name: 'job definition', column: 'DefinitionName' }),
  ...comparisons({ name: 'job queue', column: 'JobQueue' }),
  'Job definitions by revision (the 25 with the most jobs, durations in minutes)': `select JobDefinition, count(*) as Jobs,
    ${SUCCESS_RATE}, ${minutes('avg(TotalRunnableSeconds)')} as AverageRunnable,
    ${minutes('avg(TotalStartingSeconds)')} as AverageStarting, ${minutes('avg(TotalRunningSeconds)')} as AverageRunning,
    ${minutes('median(TotalRunningSeconds)')} as MedianRunning, ${minutes('quantile_cont(TotalRunningSeconds, 0.95)')} as P95Running
    from ${RUNS} group by all order by Jobs desc, max(ts) desc limit 25`,
  'Failed jobs by cause (jobs)': `select FailureCategory, count(*) as FailedJobs from ${FAILED} group by all order by FailedJobs desc, max(ts) desc`,
  'Failed jobs by cause over time (jobs per hour)': `select strftime(date_trunc('hour', make_timestamp(ts * 1000)), '%Y-%m-%d %H:%M:%S.%g') as "bin(1h)",
    ${CATEGORIES.map((category) => `count(*) filter (FailureCategory = '${category}') as ${category}`).join(', ')} from ${FAILED} group by 1`,
  'Most common reasons (the 25 most frequent)': `select coalesce(Reason, StatusReason) as FailureReason, FailureCategory, ExitCode, count(*) as FailedJobs
    from ${FAILED} where FailureCategory <> 'CANCELLED' and FailureCategory <> 'TERMINATED' and (Reason is not null or StatusReason is not null)
    group by all order by FailedJobs desc, max(ts) desc limit 25`,
  'Latest failures (newest 50 jobs)': `select JobName, JobQueue, FailureCategory, coalesce(Reason, StatusReason) as FailureReason, ExitCode,
    case when LogStream is not null then 'https://console.aws.amazon.com/cloudwatch/home?region=' || Region || '#logsV2:log-groups/log-group/'
    || replace(LogGroup, '/', '$252F') || '/log-events/' || replace(LogStream, '/', '$252F') end as LogLink,
    StoppedAt, JobDefinition, AttemptCount, JobId from jobs
    where RecordType = 'job' and Status = 'FAILED' and ArraySize is null and FailureCategory <> 'NODE_STOPPED' order by StoppedAt desc limit 50`,
  'Attempts per job (jobs)': `select AttemptCount, count(*) as Jobs from ${RUNS} where AttemptCount is not null group by all order by AttemptCount`,
  'Retried and interrupted jobs by job definition (the 25 that lost the most)': `select DefinitionName, count(*) as Jobs,
    count(*) filter (AttemptCount > 1) as RetriedJobs, sum(AttemptCount)::int as Attempts, sum(SpotInterruptions)::int as Interruptions,
    ${hours('sum(LostSeconds)')} as LostHours from ${RUNS} where AttemptCount > 1 or LostSeconds > 0 group by all order by LostHours desc limit 25`,
  'vCPU-hours by job definition (the 25 with the most)': `select DefinitionName, ${hours('sum(Vcpus * TotalRunningSeconds)')} as VcpuHours,
    ${hours('sum(Vcpus * LostSeconds)')} as LostVcpuHours, count(*) as Jobs
    from ${RUNS} where Vcpus is not null and TotalRunningSeconds is not null group by all order by VcpuHours desc limit 25`,
  'Jobs that lost the most run time (the 25 largest losses)': `select StoppedAt, Status, JobName, JobQueue, JobDefinition, AttemptCount, SpotInterruptions,
    ${hours('LostSeconds')} as LostHours, FailureCategory, InstanceType, PurchaseOption, JobId
    from ${RUNS} where LostSeconds > 0 order by LostHours desc, ts desc limit 25`,
  "Share of each state in the jobs' time by job queue (%)": `select JobQueue, ${share('QueuedSeconds', 'Queued')}, ${share('TotalRunnableSeconds', 'Runnable')},
    ${share('TotalStartingSeconds', 'Starting')}, ${share('TotalRunningSeconds', 'Running')}
    from ${RUNS} where QueuedSeconds + TotalRunnableSeconds + TotalStartingSeconds + TotalRunningSeconds > 0
    group by all order by count(*) desc, max(ts) desc limit 25`,
  'Blocked job queues (the latest 25, UTC)': `select min(BlockedAt) as FirstReported, max(BlockedAt) as LastReported, JobQueue, Category, Reason, JobName, JobId
    from jobs where RecordType = 'queue-blocked' group by all order by LastReported desc limit 25`,
  'Job queues that were blocked (the latest 25, UTC)': `select min(BlockedAt) as FirstReported, max(BlockedAt) as LastReported, JobQueue, Category, Reason, JobName, JobId
    from jobs where RecordType = 'queue-blocked' group by all order by LastReported desc limit 25`,
  'Longest waits for capacity (the 25 longest, in minutes)': `select StoppedAt, Status, JobName, JobQueue, JobDefinition,
    ${minutes('TotalRunnableSeconds')} as RunnableMinutes, ${minutes('QueuedSeconds')} as QueuedMinutes, Vcpus, MemoryMiB, Gpus, ComputeEnvironment,
    InstanceType, JobId from ${RUNS} where TotalRunnableSeconds > 0 order by RunnableMinutes desc, ts desc limit 25`,
};
