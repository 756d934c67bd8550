/** SQL for the log queries of what is happening, written by hand from what each widget claims to show. */
import { RUNS, jobLink, minutes, rounded, spread } from './shipped-sql-parts';

const ENTRIES = `(select *, split_part(JobDefinition, ':', 1) as DefinitionName from jobs
  where RecordType = 'transitions' or (RecordType = 'job' and ArraySize is null and NodeParentId is null))`;
const HOUR = "strftime(date_trunc('hour', make_timestamp(ts * 1000)), '%Y-%m-%d %H:%M:%S.%g')";

const PERIOD_OF = (time: string): string => `substr(${time}, 1, 13) || ':00'`;

const ENTERED: Readonly<Record<string, string>> = {
  SUBMITTED: 'sum(JobsSubmitted)',
  PENDING: 'sum(JobsPending)',
  RUNNABLE: 'sum(JobsRunnable)',
  STARTING: 'sum(JobsStarting)',
  RUNNING: 'sum(JobsRunning)',
  SUCCEEDED: "count(*) filter (Status = 'SUCCEEDED')",
  FAILED: "count(*) filter (Status = 'FAILED')",
};
const columns = (states: readonly string[]): string => states.map((state) => `${ENTERED[state]} as ${state}`).join(', ');
const OF_A_PLACE = ['STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'];
const OF_A_QUEUE = ['RUNNABLE', 'PENDING', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'];

const entries = (name: string, column: string, states: readonly string[]): Record<string, string> => ({
  // A chart has room for 100 bars: 16 groups of six, 25 of four.
  [`Jobs entering each state by ${name} (jobs of the range)`]: `select ${column}, ${columns(states)} from ${ENTRIES} where ${column} is not null
    group by all order by ${states[0]} desc nulls last, max(ts) desc limit ${states.length === 6 ? 16 : 25}`,
  [`Jobs entering each state by time and ${name} (the latest 200, event time, UTC)`]: `select ${PERIOD_OF('coalesce("At", StoppedAt)')} as Time, ${column}, ${columns(states)} from ${ENTRIES}
    where ${column} is not null group by all order by Time desc, ${states[0]} desc nulls last, max(ts) desc limit 200`,
});

const CHANGES = "(select * from jobs where RecordType = 'instance' and (Change = 'registered' or Change = 'deregistered'))";
const CAME_AND_WENT = "count(*) filter (Change = 'registered') as Registered, count(*) filter (Change = 'deregistered') as Deregistered";
const instances = (name: string, column: string): Record<string, string> => ({
  [`Joined and left by ${name} (instances of the range)`]: `select ${column}, ${CAME_AND_WENT} from ${CHANGES} where ${column} is not null
    group by all order by Registered desc, max(ts) desc limit 25`,
});

const FAILURES = "(select * from jobs where RecordType = 'run-task-failure')";
const notPlaced = (name: string, column: string, only = 'true'): Record<string, string> => ({
  [`Tasks not placed by ${name} (tasks of the range)`]: `select ${column}, sum(Failures) as TasksNotPlaced from ${FAILURES} where ${column} is not null and ${only}
    group by all order by TasksNotPlaced desc, max(ts) desc limit 25`,
});

/** All that is not running is waiting. */
const WAITING = 'case when TotalSeconds > TotalRunningSeconds then TotalSeconds - TotalRunningSeconds else 0 end';
const TIMED = `(select *, ${WAITING} as WaitingSeconds from ${RUNS} where TotalSeconds is not null and TotalRunningSeconds is not null)`;
const LARGEST = 'group by all order by count(*) desc, max(ts) desc limit 25';
const timings = (name: string, column: string): Record<string, string> => ({
  [`Waiting and running by ${name} (the 25 with the most jobs, in minutes)`]: `select ${column}, count(*) as Jobs,
    ${rounded('sum(WaitingSeconds) * 1000 / sum(TotalSeconds)', 10)} as WaitingShare, ${spread('Wait', 'WaitingSeconds')},
    ${spread('Run', 'TotalRunningSeconds')}, ${spread('Total', 'TotalSeconds')} from ${TIMED} where ${column} is not null ${LARGEST}`,
});

export const LIVE_SQL: Readonly<Record<string, string>> = {
  'Jobs entering each state (jobs per period by time of ingestion)': `select ${HOUR} as "bin(1h)", ${columns(Object.keys(ENTERED))} from ${ENTRIES} group by 1`,
  ...entries('instance type', 'InstanceType', OF_A_PLACE),
  ...entries('Availability Zone', 'AvailabilityZone', OF_A_PLACE),
  ...entries('compute environment', 'ComputeEnvironment', OF_A_PLACE),
  ...entries('job queue', 'JobQueue', OF_A_QUEUE),
  ...entries('job definition', 'DefinitionName', OF_A_QUEUE),
  ...timings('job queue', 'JobQueue'),
  ...timings('job definition', 'DefinitionName'),
  ...timings('instance type', 'InstanceType'),
  ...timings('Availability Zone', 'AvailabilityZone'),
  'Job queues and their oldest waiting job (the latest line of each, in minutes)': `select JobQueue, ${minutes('OldestRunnableSeconds')} as OldestRunnable,
    OldestRunnableJobName, OldestRunnableJobId, BlockedReason, Pending, Runnable, Starting, Running, WaitingVcpus, RunningVcpus,
    ${minutes('OldestStartingSeconds')} as OldestStarting, OldestStartingJobId, "At" as AsOf, ${jobLink('OldestRunnableJobId')} from jobs where RecordType = 'in-flight'
    qualify row_number() over (partition by JobQueue order by "At" desc, ts desc) = 1 order by "At" desc, ts desc limit 50`,
  ...instances('compute environment', 'ComputeEnvironment'),
  ...instances('instance type', 'InstanceType'),
  ...instances('Availability Zone', 'AvailabilityZone'),
  ...instances('purchase option', 'PurchaseOption'),
  'Instances joined and left by time (the latest 200, event time, UTC)': `select ${PERIOD_OF('"At"')} as Time, ComputeEnvironment, InstanceType, AvailabilityZone, PurchaseOption,
    ${CAME_AND_WENT}, sum(Reclaimed) as Reclaims from ${CHANGES} group by all order by Time desc, max(ts) desc limit 200`,
  'Latest changes of instances (the newest 50, lifetime in minutes, UTC)': `select "At", Change, Cause, Reclaimed, InstanceId, InstanceType, AvailabilityZone, PurchaseOption,
    ComputeEnvironment, Vcpus, MemoryMiB, ${minutes('LifetimeSeconds')} as Lifetime from jobs where RecordType = 'instance' order by "At" desc, ts desc limit 50`,
  ...notPlaced('job queue', 'JobQueue'),
  ...notPlaced('compute environment', 'ComputeEnvironment'),
  // Where a dashboard is limited to job queues: the metric by reason knows none.
  ...notPlaced('reason', 'Reason', "JobQueue in ('analysis', 'nightly')"),
  'Why tasks were not placed (the 25 most frequent)': `select Reason, sum(Failures) as TasksNotPlaced, Detail from ${FAILURES}
    group by all order by TasksNotPlaced desc, max(ts) desc limit 25`,
  'Latest tasks not placed (the newest 50 lines, UTC)': `select "At", Reason, Detail, JobQueue, JobDefinition, ComputeEnvironment, Failures, ContainerInstanceArn
    from ${FAILURES} order by "At" desc, ts desc limit 50`,
};
