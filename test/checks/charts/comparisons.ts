import { ofClusters, ofGroups, ofGroupsAtWork } from './averages';
import { Comparison } from './comparison';
import { countTable } from './count-tables';
import { countBars, countPerSecond, countsBy, countsOf } from './counts';
import { SHARE, SHARE_OVER_TIME, timingsBy, WAITED_AND_RAN, WAITED_AND_RAN_OVER_TIME } from './timings';

const PLACED_STATES = ['STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'];
const QUEUE_STATES = ['RUNNABLE', 'PENDING', ...PLACED_STATES];
const named = (names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));
const charts = <T>(all: readonly T[], one: (each: T) => readonly [string, Comparison]): Record<string, Comparison> =>
  Object.fromEntries(all.map(one));

const INSTANCES_BY_GROUP: Record<string, Comparison> = {
  'Joined and left by instance type': countBars(['Registered', 'Deregistered'], 'InstanceType'),
  'Joined and left by Availability Zone': countBars(['Registered', 'Deregistered'], 'AvailabilityZone'),
  'Instances registered by compute environment': countsBy('Registered', 'ComputeEnvironment'),
  'Instances deregistered by compute environment': countsBy('Deregistered', 'ComputeEnvironment'),
  'Instances joined and left by time': countTable({
    counts: { Registered: 'Registered', Deregistered: 'Deregistered', Reclaims: 'Reclaimed' },
    groups: named(['ComputeEnvironment', 'InstanceType', 'AvailabilityZone', 'PurchaseOption']),
    onlyKnown: false,
  }),
};

const RUN_TASK: Record<string, Comparison> = {
  'RunTask calls per second': countPerSecond('Calls'),
  'Tasks placed per second': countPerSecond('Placed'),
  'RunTask calls by compute environment': countsBy('Calls', 'ComputeEnvironment'),
  'RunTask calls by job queue': countsBy('Calls', 'JobQueue'),
  'Tasks placed by compute environment': countsBy('Placed', 'ComputeEnvironment'),
  'Tasks placed by job queue': countsBy('Placed', 'JobQueue'),
  'Tasks not placed by reason': countsBy('NotPlaced', 'Reason'),
};

const inStates = (name: string, states: readonly string[], dimension: string, column = dimension): Record<string, Comparison> => ({
  [`Jobs entering each state by ${name}`]: countBars(states, dimension),
  [`Jobs entering each state by time and ${name}`]: countTable({ counts: named(states), groups: { [column]: dimension }, onlyKnown: true }),
});

const TRANSITIONS: Record<string, Comparison> = { 'Jobs entering each state': countsOf(['SUBMITTED', ...QUEUE_STATES]) };

const TRANSITIONS_BY_GROUP: Record<string, Comparison> = {
  ...inStates('instance type', PLACED_STATES, 'InstanceType'),
  ...inStates('Availability Zone', PLACED_STATES, 'AvailabilityZone'),
  ...inStates('job definition', QUEUE_STATES, 'JobDefinition', 'DefinitionName'),
  ...charts(PLACED_STATES, (state) => [`${state} by compute environment`, countsBy(state, 'ComputeEnvironment')]),
  ...charts(QUEUE_STATES, (state) => [`${state} by job queue`, countsBy(state, 'JobQueue')]),
};

const GROUPS_AND_CLUSTERS: Record<string, Comparison> = {
  'Instances in service by Auto Scaling group': ofGroups('GroupInServiceInstances'),
  'In-service capacity by Auto Scaling group': ofGroups('GroupInServiceCapacity'),
  'Desired capacity by Auto Scaling group': ofGroups('GroupDesiredCapacity'),
  'CPU utilization by ECS cluster': ofClusters('CPUUtilization'),
  'CPU reservation by ECS cluster': ofClusters('CPUReservation'),
  'Memory utilization by ECS cluster': ofClusters('MemoryUtilization'),
  'Memory reservation by ECS cluster': ofClusters('MemoryReservation'),
};

const GROUP_UTILIZATION: Record<string, Comparison> = {
  'CPU utilization by Auto Scaling group': ofGroupsAtWork('CPUUtilization'),
  'Network in by Auto Scaling group': ofGroupsAtWork('NetworkIn'),
  'Network out by Auto Scaling group': ofGroupsAtWork('NetworkOut'),
  'Disk reads by Auto Scaling group': ofGroupsAtWork('DiskReadBytes'),
  'Disk writes by Auto Scaling group': ofGroupsAtWork('DiskWriteBytes'),
};

const GROUPED = [
  ['job queue', 'JobQueue'],
  ['job definition', 'JobDefinition'],
  ['instance type', 'InstanceType'],
  ['Availability Zone', 'AvailabilityZone'],
] as const;
const TIMINGS: Record<string, Comparison> = {
  'Share of waiting': SHARE,
  'Share of waiting over time': SHARE_OVER_TIME,
  'Waiting and running': WAITED_AND_RAN,
  'Waiting and running over time': WAITED_AND_RAN_OVER_TIME,
  ...charts(GROUPED, ([name, dimension]) => [`Waiting and running by ${name}`, timingsBy(dimension)]),
};

/** How each chart that shows a widget of the sample is compared with the truth, by section and title. */
export const COMPARISONS: Readonly<Record<string, Readonly<Record<string, Comparison>>>> = {
  INSTANCES_BY_GROUP,
  RUN_TASK,
  TRANSITIONS,
  TRANSITIONS_BY_GROUP,
  GROUPS_AND_CLUSTERS,
  GROUP_UTILIZATION,
  TIMINGS,
};
