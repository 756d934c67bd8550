import {
  AnyMetric,
  CLOUDWATCH_UNIT,
  InstanceMetric,
  METRIC_CATALOGUE,
  MetricDefinition,
  METRICS,
  MetricUnit,
  publishedSets,
} from '../../src/domain/names/metrics';

/** What alarms and dashboards of users rely on, written by hand: statistic, unit in CloudWatch, and sets in addition to the configured ones. */
type Row = readonly [statistic: string, unit: string, sets: string];

const CONFIGURED = ['JobQueue', 'JobDefinition', 'ComputeEnvironment', 'InstanceType', 'AvailabilityZone', 'PurchaseOption'];
const PLACED = ` ${CONFIGURED.join(' ')}`;
const UNPLACED = ' JobQueue JobDefinition';
const INSTANCE = ' ComputeEnvironment InstanceType AvailabilityZone PurchaseOption';
const CALL = ' JobQueue ComputeEnvironment';

/** At the full level of detail; sets apart by a space, dimensions of one set by a plus. An empty text, or one before a space, is the empty set. */
const EXPECTED: { readonly [name in AnyMetric]: Row } = {
  JobsSubmitted: ['Sum', 'Count', UNPLACED],
  JobsPending: ['Sum', 'Count', UNPLACED],
  JobsRunnable: ['Sum', 'Count', UNPLACED],
  JobsStarting: ['Sum', 'Count', PLACED],
  JobsRunning: ['Sum', 'Count', PLACED],
  JobsSucceeded: ['Sum', 'Count', PLACED],
  JobsFailed: ['Sum', 'Count', PLACED],
  QueuedSeconds: ['Average', 'Seconds', UNPLACED],
  RunnableSeconds: ['Average', 'Seconds', UNPLACED],
  StartingSeconds: ['Average', 'Seconds', PLACED],
  RunningSeconds: ['Average', 'Seconds', PLACED],
  AttemptsFailed: ['Sum', 'Count', PLACED],
  SpotInterruptions: ['Sum', 'Count', PLACED],
  LostSeconds: ['Sum', 'Seconds', PLACED],
  EventsProcessed: ['Sum', 'Count', ''],
  EventsRejected: ['Sum', 'Count', ''],
  FieldsUnread: ['Sum', 'Count', ''],
  DuplicateEvents: ['Sum', 'Count', ''],
  LateEvents: ['Sum', 'Count', ''],
  EventAgeSeconds: ['Maximum', 'Seconds', ''],
  JobsInState: ['Maximum', 'Count', 'JobState JobQueue+JobState'],
  OldestRunnableSeconds: ['Maximum', 'Seconds', ' JobQueue'],
  OldestStartingSeconds: ['Maximum', 'Seconds', ' JobQueue'],
  WaitingVcpus: ['Maximum', 'Count', ' JobQueue'],
  RunningVcpus: ['Maximum', 'Count', ' JobQueue'],
  InstancesInService: ['Maximum', 'Count', ' ComputeEnvironment'],
  InServiceVcpus: ['Maximum', 'Count', ' ComputeEnvironment'],
  InServiceMemoryMiB: ['Maximum', 'None', ' ComputeEnvironment'],
  InstancesRegistered: ['Sum', 'Count', INSTANCE],
  InstancesDeregistered: ['Sum', 'Count', INSTANCE],
  InstancesReclaimed: ['Sum', 'Count', INSTANCE],
  InterruptionWarnings: ['Sum', 'Count', INSTANCE],
  RebalanceRecommendations: ['Sum', 'Count', INSTANCE],
  InstanceLifetimeSeconds: ['Average', 'Seconds', INSTANCE],
  RegisteredVcpus: ['Sum', 'Count', INSTANCE],
  RegisteredMemoryMiB: ['Sum', 'None', INSTANCE],
  RunTaskCalls: ['Sum', 'Count', CALL],
  TasksPlaced: ['Sum', 'Count', CALL],
  TasksNotPlaced: ['Sum', 'Count', `${CALL} Reason`],
  CostUsd: ['Sum', 'None', CALL],
  LostCostUsd: ['Sum', 'None', CALL],
  SavedUsd: ['Sum', 'None', CALL],
  AttemptsUnpriced: ['Sum', 'Count', ''],
  InstanceCostUsd: ['Sum', 'None', ' ComputeEnvironment'],
  IdleCostUsd: ['Sum', 'None', ' ComputeEnvironment'],
  UnpricedInstanceSeconds: ['Sum', 'Seconds', ''],
};

const definitions: readonly MetricDefinition[] = Object.values(METRIC_CATALOGUE).flatMap((part) => Object.values<MetricDefinition>(part));

test.each(Object.entries(EXPECTED))('%s has the statistic, unit and dimension sets that users rely on', (name, [statistic, unit, sets]) => {
  const metric = METRICS[name as AnyMetric];
  const configured = [[], ...CONFIGURED.map((dimension) => [dimension])];
  const published = publishedSets(metric.name as AnyMetric, configured).map((set) => set.join('+'));
  expect([metric.statistic, CLOUDWATCH_UNIT[metric.unit], published]).toEqual([statistic, unit, sets.split(' ')]);
});

test('every metric stands in this table, under one name and one constant', () => {
  expect(definitions.map(({ name }) => name)).toEqual(Object.keys(EXPECTED));
  expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
  for (const part of Object.values(METRIC_CATALOGUE)) {
    const constants = Object.entries(part).map(([key, { name }]) => [key.replaceAll('_', '').toLowerCase(), name.toLowerCase()]);
    expect(constants.filter(([key, name]) => key !== name)).toEqual([]);
  }
});

test('counts and memory of one minute are added up; durations, averages and maxima keep each value, for percentiles', () => {
  const addedUp = Object.entries(EXPECTED).filter(([, [statistic, unit]]) => statistic === 'Sum' && unit !== 'Seconds');
  expect(definitions.filter(({ isAddedUp }) => isAddedUp).map(({ name }) => name)).toEqual(addedUp.map(([name]) => name));
});

test('what is measured of container instances is published only where there is an instance registry', () => {
  const ofInstances = ['InstancesInService', 'InServiceVcpus', 'InServiceMemoryMiB', ...Object.values<string>(InstanceMetric)];
  const costs = ['InstanceCostUsd', 'IdleCostUsd', 'UnpricedInstanceSeconds'];
  expect(definitions.filter(({ publishedBy }) => publishedBy.needsRegistry).map(({ name }) => name)).toEqual([...ofInstances, ...costs]);
});

test('a unit stands in the name, except of counts', () => {
  const SUFFIX: Readonly<Record<MetricUnit, RegExp>> = {
    count: /(?<!Seconds|MiB|Usd)$/,
    seconds: /Seconds$/,
    mebibytes: /MiB$/,
    dollars: /Usd$/,
  };
  expect(definitions.filter(({ name, unit }) => !SUFFIX[unit].test(name))).toEqual([]);
});
