import { CLUSTERS, GROUPS, VALUE, VALUES_OF } from './metric-points';

/** What a line shows in the three periods, or in the whole range. */
export type Shown = Readonly<Record<string, readonly (number | undefined)[]>>;

const v = (name: string): number => VALUE[name];
/** Where nothing was told: 0 of counts, the value before of gauges, nothing of durations and of what AWS keeps. */
const counted = (value: number): number[] => [value, 0, 2 * value];
const held = (value: number): number[] => [value, value, 2 * value];
const open = (value: number): (number | undefined)[] => [value, undefined, 2 * value];
const whole = (value: number): number[] => [3 * value];
/** The whole range of two values, one twice the other: half way, and 95 % of the way. */
const half = (value: number): number[] => [1.5 * value];
const most = (value: number): number[] => [1.95 * value];

type Over = (value: number) => readonly (number | undefined)[];
const named = (labels: readonly string[], values: readonly number[], over: Over): Shown =>
  Object.fromEntries(labels.map((label, index) => [label, over(values[index])]));
const by = (dimension: string, value: number, over: Over = counted): Shown => named(VALUES_OF[dimension], [10 * value, 100 * value], over);
const ofEach = (names: readonly string[], metric: string, more = ''): Shown =>
  named(
    names.map((name) => `${name}${more}`),
    names.map((_, index) => 10 ** (index + 1) * v(metric)),
    open,
  );

const STATES = [
  ['SUBMITTED', 'JobsSubmitted'],
  ['PENDING', 'JobsPending'],
  ['RUNNABLE', 'JobsRunnable'],
  ['STARTING', 'JobsStarting'],
  ['RUNNING', 'JobsRunning'],
  ['SUCCEEDED', 'JobsSucceeded'],
  ['FAILED', 'JobsFailed'],
];
const entering = (...states: readonly string[]): Shown =>
  Object.fromEntries(STATES.filter(([state]) => states.includes(state)).map(([state, metric]) => [state, counted(v(metric))]));
const transitions = (name: string, dimension: string, states: readonly string[]): Record<string, Shown> =>
  Object.fromEntries(
    STATES.filter(([state]) => states.includes(state)).map(([state, metric]) => [
      `${state} by ${name} (jobs per period)`,
      by(dimension, v(metric)),
    ]),
  );
const OF_A_PLACE = ['STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'];
const OF_A_QUEUE = [...OF_A_PLACE, 'RUNNABLE', 'PENDING'];
const changes = (name: string, dimension: string): Record<string, Shown> => ({
  [`Instances registered by ${name} (instances per period)`]: by(dimension, v('InstancesRegistered')),
  [`Instances deregistered by ${name} (instances per period)`]: by(dimension, v('InstancesDeregistered')),
});

const IN_FLIGHT: Shown = Object.fromEntries(['PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'].map((state) => [state, held(v(state))]));
const VCPUS: Shown = { Waiting: held(101), Running: held(103), 'In service': held(109) };
const EVENTS = [
  ['Processed', 'EventsProcessed'],
  ['Rejected', 'EventsRejected'],
  ['Unread fields', 'FieldsUnread'],
  ['Duplicates', 'DuplicateEvents'],
  ['Late', 'LateEvents'],
];
const events = (over: Over): Shown => Object.fromEntries(EVENTS.map(([label, metric]) => [label, over(v(metric))]));
const spot = (over: Over): Shown => ({
  'Rebalance recommendations': over(v('RebalanceRecommendations')),
  'Interruption warnings': over(v('InterruptionWarnings')),
  Reclaimed: over(v('InstancesReclaimed')),
});
const WAITED = v('QueuedSeconds') + v('RunnableSeconds') + v('StartingSeconds');
const SHARE = (100 * WAITED) / (WAITED + v('RunningSeconds'));

/** What every chart of metrics shows of the points made for the test, by its title: worked out by hand from what the chart claims to show. */
export const METRIC_VALUES: Readonly<Record<string, Shown>> = {
  'Jobs finished (jobs)': { SUCCEEDED: whole(13), FAILED: whole(17), Finished: whole(30) },
  'Success rate (%)': { SUCCEEDED: [(100 * 13) / 30] },
  'Wait in RUNNABLE (minutes)': { Median: half(2300 / 60), p95: most(2300 / 60) },
  'Jobs finishing over time (jobs per period)': entering('SUCCEEDED', 'FAILED'),
  'Attempts that failed (attempts)': { 'Failed attempts': whole(37), 'Spot interruptions': whole(41) },
  'Run time lost (hours)': { 'In failed attempts': whole(4300 / 3600) },
  'Estimated cost (USD)': { 'Of finished jobs': whole(353) },
  'Jobs now (jobs)': IN_FLIGHT,
  'Longest in the state now (minutes)': { 'Oldest in RUNNABLE': held(89), 'Oldest in STARTING': held(97) },
  'vCPUs now (vCPUs)': VCPUS,
  'Wait in RUNNABLE over time (minutes)': { Median: open(2300 / 60), p95: open(2300 / 60) },
  'Failed attempts over time (attempts per period)': { 'Failed attempts': counted(37), 'Spot interruptions': counted(41) },
  'Failed jobs by job queue over time (jobs per period)': by('JobQueue', 17),
  'Median wait in RUNNABLE by job queue (minutes)': by('JobQueue', 2300 / 60, open),
  'p95 wait in RUNNABLE by job queue (minutes)': by('JobQueue', 2300 / 60, open),
  'p95 wait before RUNNABLE by job queue (minutes)': by('JobQueue', 1900 / 60, open),
  'Events (events)': events(whole),
  'Dead letters and handler errors (count)': { 'Dead letters': [2 * 167], 'Handler errors': whole(173) },
  'Rejected metrics (count)': { Documents: whole(367 + 373) },
  'Events over time (events per period)': events(counted),
  'Age of events when processed (seconds)': { Median: open(67), p99: open(67) },
  'Dead letters, errors and throttles (count)': {
    'Dead letters': counted(167),
    'Handler errors': counted(173),
    'Handler throttles': counted(179),
  },

  'Share of waiting (%)': { Waiting: [SHARE] },
  'Share of waiting over time (%)': { Waiting: [SHARE, undefined, SHARE] },
  'Waiting and running (hours)': { Waiting: whole(WAITED / 3600), Running: whole(3100 / 3600) },
  'Waiting and running over time (hours per period)': { Waiting: counted(WAITED / 3600), Running: counted(3100 / 3600) },

  'Jobs in each state now (jobs)': IN_FLIGHT,
  'Longest waits now (minutes)': { 'Oldest in RUNNABLE': held(89), 'Oldest in STARTING': held(97) },
  'Jobs in each state over time (jobs)': IN_FLIGHT,
  'vCPUs requested by jobs and in service (vCPUs)': VCPUS,
  'Jobs in RUNNABLE by job queue (jobs)': by('JobQueue', 73, held),
  'Jobs in STARTING by job queue (jobs)': by('JobQueue', 79, held),
  'Jobs in RUNNING by job queue (jobs)': by('JobQueue', 83, held),
  'Oldest job in RUNNABLE by job queue (minutes)': by('JobQueue', 89, held),
  'Oldest job in STARTING by job queue (minutes)': by('JobQueue', 97, held),
  'vCPUs waiting by job queue (vCPUs)': by('JobQueue', 101, held),

  'Jobs entering each state (jobs per period)': entering(...STATES.map(([state]) => state)),
  ...transitions('instance type', 'InstanceType', OF_A_PLACE),
  ...transitions('Availability Zone', 'AvailabilityZone', OF_A_PLACE),
  ...transitions('compute environment', 'ComputeEnvironment', OF_A_PLACE),
  ...transitions('job queue', 'JobQueue', OF_A_QUEUE),
  ...transitions('job definition', 'JobDefinition', OF_A_QUEUE),

  // 300 calls in a period of 300 seconds are one a second.
  'RunTask calls per second (calls per second)': { Total: counted(1) },
  'Tasks placed per second (tasks per second)': { Total: counted(2) },
  'RunTask calls by compute environment (calls per period)': by('ComputeEnvironment', 300),
  'Tasks placed by compute environment (tasks per period)': by('ComputeEnvironment', 600),
  'RunTask calls by job queue (calls per period)': by('JobQueue', 300),
  'Tasks placed by job queue (tasks per period)': by('JobQueue', 600),
  'Estimated cost by job queue (USD per period)': by('JobQueue', 353),
  'Estimated cost by compute environment (USD per period)': by('ComputeEnvironment', 353),
  'Instances in service by compute environment (USD per period)': by('ComputeEnvironment', 383),
  'Idle capacity by compute environment (USD per period)': by('ComputeEnvironment', 389),
  'Tasks not placed by reason (tasks per period)': named(['RESOURCE:CPU', 'RESOURCE:MEMORY'], [1630, 16_300], counted),

  'Instances that joined and left (instances)': { Registered: whole(127), Deregistered: whole(131) },
  'Spot warnings and reclaims, total (instances)': spot(whole),
  'Instances joining and leaving (instances per period)': { Registered: counted(127), Deregistered: counted(131) },
  'Spot warnings and reclaims (instances per period)': spot(counted),
  'Lifetime of instances (hours)': { Median: open(15.1), p95: open(15.1) },
  'vCPUs registered (vCPUs per period)': { vCPUs: counted(157) },
  'Memory registered (GiB per period)': { Memory: counted(16) },
  'Instances in service by compute environment (instances)': by('ComputeEnvironment', 107, held),
  ...changes('compute environment', 'ComputeEnvironment'),
  ...changes('instance type', 'InstanceType'),
  ...changes('Availability Zone', 'AvailabilityZone'),
  ...changes('purchase option', 'PurchaseOption'),

  'Instances in service by Auto Scaling group (instances)': ofEach(GROUPS, 'GroupInServiceInstances'),
  'In-service capacity by Auto Scaling group (vCPUs)': ofEach(GROUPS, 'GroupInServiceCapacity'),
  'Desired capacity by Auto Scaling group (vCPUs)': ofEach(GROUPS, 'GroupDesiredCapacity'),
  'CPU reservation by ECS cluster (%)': ofEach(CLUSTERS, 'CPUReservation'),
  'CPU utilization by ECS cluster (%)': ofEach(CLUSTERS, 'CPUUtilization'),
  'Memory reservation by ECS cluster (%)': ofEach(CLUSTERS, 'MemoryReservation'),
  'Memory utilization by ECS cluster (%)': ofEach(CLUSTERS, 'MemoryUtilization'),
  'vCPUs in service by compute environment (vCPUs)': by('ComputeEnvironment', 109, held),

  'CPU utilization by Auto Scaling group (%)': ofEach(GROUPS, 'CPUUtilization'),
  'Network in by Auto Scaling group (bytes)': ofEach(GROUPS, 'NetworkIn'),
  'Network out by Auto Scaling group (bytes)': ofEach(GROUPS, 'NetworkOut'),
  'Disk reads by Auto Scaling group (bytes)': ofEach(GROUPS, 'DiskReadBytes'),
  'Disk writes by Auto Scaling group (bytes)': ofEach(GROUPS, 'DiskWriteBytes'),

  'CPU reserved and used by cluster (CPU units of 1/1024 vCPU)': {
    ...ofEach(CLUSTERS, 'CpuReserved', ' reserved'),
    ...ofEach(CLUSTERS, 'CpuUtilized', ' used'),
  },
  'Memory reserved and used by cluster (MB)': {
    ...ofEach(CLUSTERS, 'MemoryReserved', ' reserved'),
    ...ofEach(CLUSTERS, 'MemoryUtilized', ' used'),
  },
  'Tasks by cluster (tasks)': ofEach(CLUSTERS, 'TaskCount'),
  'Container instances by cluster (instances)': ofEach(CLUSTERS, 'ContainerInstanceCount'),
  'Network of containers by cluster (bytes per second)': {
    ...ofEach(CLUSTERS, 'NetworkRxBytes', ' received'),
    ...ofEach(CLUSTERS, 'NetworkTxBytes', ' sent'),
  },
  'Storage of containers by cluster (bytes per sample)': {
    ...ofEach(CLUSTERS, 'StorageReadBytes', ' read'),
    ...ofEach(CLUSTERS, 'StorageWriteBytes', ' written'),
  },

  'Jobs moved to each state (jobs per period)': ofService({
    SUBMITTED: 'JobsSubmitted',
    RUNNABLE: 'JobsMovedToRunnable',
    STARTING: 'JobsMovedToStarting',
    RUNNING: 'JobsMovedToRunning',
  }),
  'Jobs that AWS Batch ended (jobs per period)': ofService({
    SUCCEEDED: 'JobsMovedToSucceeded',
    FAILED: 'JobsMovedToFailed',
    retried: 'JobsRetried',
    cancelled: 'JobsCancelled',
    terminated: 'JobsTerminated',
  }),
  'p95 durations from AWS Batch (minutes)': ofService(
    {
      'before RUNNABLE': 'JobSubmittedToRunnableDuration',
      'in RUNNABLE': 'JobAttemptRunnableToStartingDuration',
      'in STARTING': 'JobAttemptStartingToRunningDuration',
      'in RUNNING': 'JobAttemptExecutionDuration',
    },
    open,
    60_000,
  ),
};

function ofService(metrics: Readonly<Record<string, string>>, over: Over = counted, dividedBy = 1): Shown {
  return Object.assign(
    {},
    ...Object.entries(metrics).map(([label, metric]) =>
      named(
        VALUES_OF.JobQueue.map((queue) => `${queue} ${label}`),
        [(10 * v(metric)) / dividedBy, (100 * v(metric)) / dividedBy],
        over,
      ),
    ),
  );
}
