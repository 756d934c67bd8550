/**
 * The catalogue of metrics: what each one is, written once. Handlers publish by it, constructs make metrics, alarms, dashboards and costs of it.
 * A metric that is added here is published, priced and checked everywhere; `docs/adding.md` lists what else it needs.
 */

export const DEFAULT_METRIC_NAMESPACE = 'BatchInsights';

export const DimensionName = {
  JOB_QUEUE: 'JobQueue',
  /** Job definition without its revision. */
  JOB_DEFINITION: 'JobDefinition',
  COMPUTE_ENVIRONMENT: 'ComputeEnvironment',
  INSTANCE_TYPE: 'InstanceType',
  AVAILABILITY_ZONE: 'AvailabilityZone',
  PURCHASE_OPTION: 'PurchaseOption',
  /** Of `JobsInState` alone. */
  JOB_STATE: 'JobState',
  /** Of `TasksNotPlaced` alone. */
  REASON: 'Reason',
} as const;
export type DimensionName = (typeof DimensionName)[keyof typeof DimensionName];

const { JOB_QUEUE, JOB_DEFINITION, COMPUTE_ENVIRONMENT, INSTANCE_TYPE, AVAILABILITY_ZONE, PURCHASE_OPTION, JOB_STATE, REASON } =
  DimensionName;

/** Dimensions that only an instance registry knows. */
export const REGISTRY_DIMENSIONS: readonly DimensionName[] = [INSTANCE_TYPE, AVAILABILITY_ZONE, PURCHASE_OPTION];

export type MetricUnit = 'count' | 'seconds' | 'mebibytes';

/**
 * Units as CloudWatch names them. It has none for 2^20 bytes: its `Megabytes` are 10^6, so that a chart would be wrong by 5 %, and memory is no count.
 * `None` is what CloudWatch calls a unit of one's own; the metric's name says which.
 */
export const CLOUDWATCH_UNIT = { count: 'Count', seconds: 'Seconds', mebibytes: 'None' } as const;

/** The dimension sets that a metric is published by. */
interface PublishedBy {
  /** Every configured set that consists of these is one of them. Absent: none is, whatever is configured. */
  readonly configurable?: readonly DimensionName[];
  /** Sets in addition, at every level of detail. */
  readonly always: readonly (readonly DimensionName[])[];
  /** A data point is published by exactly the dimensions that it has, because its total is a data point of its own. */
  readonly totalsApart?: true;
  /** Published only where there is an instance registry. */
  readonly needsRegistry?: true;
}

/** A job that has a place. */
const PLACED: PublishedBy = { configurable: [JOB_QUEUE, JOB_DEFINITION, COMPUTE_ENVIRONMENT, ...REGISTRY_DIMENSIONS], always: [] };
/** A job that waits: it has no place yet, and were one known now and then, totals would depend on the order in which events arrive. */
const UNPLACED: PublishedBy = { configurable: [JOB_QUEUE, JOB_DEFINITION], always: [] };
/** The collector itself. */
const COLLECTOR: PublishedBy = { always: [[]] };
/** A container instance. It serves several job queues, so that it has none. */
const INSTANCE: PublishedBy = { configurable: [COMPUTE_ENVIRONMENT, ...REGISTRY_DIMENSIONS], always: [], needsRegistry: true };
/** A call of RunTask. */
const CALL: PublishedBy = { configurable: [JOB_QUEUE, COMPUTE_ENVIRONMENT], always: [] };
const FAILED_CALL: PublishedBy = { ...CALL, always: [[REASON]] };
const QUEUE_GAUGE: PublishedBy = { always: [[], [JOB_QUEUE]], totalsApart: true };
const STATE_GAUGE: PublishedBy = { always: [[JOB_STATE], [JOB_QUEUE, JOB_STATE]], totalsApart: true };
const INSTANCE_GAUGE: PublishedBy = { always: [[], [COMPUTE_ENVIRONMENT]], totalsApart: true, needsRegistry: true };

interface Measure {
  readonly unit: MetricUnit;
  /** The statistic that answers the usual question. */
  readonly statistic: 'Sum' | 'Average' | 'Maximum';
  /** Whether values of one minute are added up to one. Percentiles and maxima need them apart. */
  readonly isAddedUp: boolean;
}

export interface MetricDefinition<Name extends string = string> extends Measure {
  readonly name: Name;
  readonly publishedBy: PublishedBy;
  /** What it measures, as the documentation of `metricXxx()` says it before the statistic and the unit. */
  readonly description: string;
}

const measured =
  (measure: Measure) =>
  <Name extends string>(name: Name, publishedBy: PublishedBy, description: string): MetricDefinition<Name> => ({
    ...measure,
    name,
    publishedBy,
    description,
  });

const count = measured({ unit: 'count', statistic: 'Sum', isAddedUp: true });
const memory = measured({ unit: 'mebibytes', statistic: 'Sum', isAddedUp: true });
const duration = measured({ unit: 'seconds', statistic: 'Average', isAddedUp: false });
const totalDuration = measured({ unit: 'seconds', statistic: 'Sum', isAddedUp: false });
const age = measured({ unit: 'seconds', statistic: 'Maximum', isAddedUp: false });
// Maximum, because a snapshot that EventBridge starts twice publishes the same value twice.
const gauge = measured({ unit: 'count', statistic: 'Maximum', isAddedUp: false });
const memoryGauge = measured({ unit: 'mebibytes', statistic: 'Maximum', isAddedUp: false });

/** Every metric that this library publishes, by the part that publishes it. */
export const METRIC_CATALOGUE = {
  collector: {
    /** Counted when a job enters the state, once per attempt. */
    JOBS_SUBMITTED: count(
      'JobsSubmitted',
      UNPLACED,
      'Jobs that were submitted. AWS Batch promises no event for it, so it counts the few that come.',
    ),
    JOBS_PENDING: count('JobsPending', UNPLACED, 'Jobs that began to wait for jobs that they depend on.'),
    JOBS_RUNNABLE: count('JobsRunnable', UNPLACED, 'Attempts that began to wait for capacity.'),
    JOBS_STARTING: count('JobsStarting', PLACED, 'Attempts that were placed and began to start.'),
    JOBS_RUNNING: count('JobsRunning', PLACED, 'Attempts that began to run.'),
    JOBS_SUCCEEDED: count('JobsSucceeded', PLACED, 'Jobs that succeeded.'),
    JOBS_FAILED: count('JobsFailed', PLACED, 'Jobs that failed, after their last attempt.'),
    /** Measured when an attempt leaves the state. */
    QUEUED_SECONDS: duration(
      'QueuedSeconds',
      UNPLACED,
      'Time from the submission of a job until it was runnable: dependencies and scheduling.',
    ),
    RUNNABLE_SECONDS: duration('RunnableSeconds', UNPLACED, 'Time that an attempt waited for capacity.'),
    STARTING_SECONDS: duration('StartingSeconds', PLACED, 'Time that an attempt took to start: image pull and container start.'),
    RUNNING_SECONDS: duration('RunningSeconds', PLACED, 'Time that an attempt ran.'),
    /** Measured when a job's record is written. */
    ATTEMPTS_FAILED: count('AttemptsFailed', PLACED, 'Attempts that failed, also those that were tried again.'),
    SPOT_INTERRUPTIONS: count('SpotInterruptions', PLACED, 'Attempts that a Spot interruption ended.'),
    LOST_SECONDS: totalDuration('LostSeconds', PLACED, 'Running time of attempts that failed: work that was thrown away.'),
    /** The collector itself. */
    EVENTS_PROCESSED: count('EventsProcessed', COLLECTOR, 'Events that the collector processed.'),
    EVENTS_REJECTED: count('EventsRejected', COLLECTOR, 'Events that the collector could not read; under direct delivery, each try.'),
    DUPLICATE_EVENTS: count('DuplicateEvents', COLLECTOR, 'Events that reported nothing new.'),
    LATE_EVENTS: count('LateEvents', COLLECTOR, "Events that came after their job's record was written."),
    EVENT_AGE_SECONDS: age('EventAgeSeconds', COLLECTOR, 'How old events were when they were processed.'),
  },
  /** Gauges, as a snapshot of the tables finds them. */
  'in-flight': {
    JOBS_IN_STATE: gauge('JobsInState', STATE_GAUGE, 'Jobs in a state, of all queues or of the one in `dimensionsMap`.'),
    OLDEST_RUNNABLE_SECONDS: age(
      'OldestRunnableSeconds',
      QUEUE_GAUGE,
      'How long the oldest job in RUNNABLE has been there; 0 where none is.',
    ),
    OLDEST_STARTING_SECONDS: age(
      'OldestStartingSeconds',
      QUEUE_GAUGE,
      'How long the oldest job in STARTING has been there; 0 where none is.',
    ),
    WAITING_VCPUS: gauge('WaitingVcpus', QUEUE_GAUGE, 'vCPUs that jobs in PENDING and RUNNABLE ask for.'),
    RUNNING_VCPUS: gauge('RunningVcpus', QUEUE_GAUGE, 'vCPUs that jobs in STARTING and RUNNING ask for.'),
    INSTANCES_IN_SERVICE: gauge('InstancesInService', INSTANCE_GAUGE, "Container instances in AWS Batch's clusters."),
    IN_SERVICE_VCPUS: gauge('InServiceVcpus', INSTANCE_GAUGE, "vCPUs of the container instances in AWS Batch's clusters."),
    IN_SERVICE_MEMORY_MIB: memoryGauge('InServiceMemoryMiB', INSTANCE_GAUGE, "Memory of the container instances in AWS Batch's clusters."),
  },
  /** Container instances that join and leave AWS Batch's clusters. */
  instances: {
    INSTANCES_REGISTERED: count('InstancesRegistered', INSTANCE, 'Instances that joined a cluster of AWS Batch, when they did.'),
    INSTANCES_DEREGISTERED: count(
      'InstancesDeregistered',
      INSTANCE,
      'Instances that left, also those that were terminated before their cluster deregistered them.',
    ),
    INSTANCES_RECLAIMED: count('InstancesReclaimed', INSTANCE, 'Instances that left after a Spot interruption warning.'),
    INTERRUPTION_WARNINGS: count('InterruptionWarnings', INSTANCE, 'Instances that EC2 warned of a Spot interruption in two minutes.'),
    REBALANCE_RECOMMENDATIONS: count(
      'RebalanceRecommendations',
      INSTANCE,
      'Instances that EC2 found at an elevated risk of a Spot interruption.',
    ),
    INSTANCE_LIFETIME_SECONDS: duration(
      'InstanceLifetimeSeconds',
      INSTANCE,
      'Time from the registration of an instance until it left, measured when it leaves.',
    ),
    REGISTERED_VCPUS: count('RegisteredVcpus', INSTANCE, 'vCPUs that instances brought when they joined.'),
    REGISTERED_MEMORY_MIB: memory('RegisteredMemoryMiB', INSTANCE, 'Memory that instances brought when they joined.'),
  },
  /** Calls of ECS RunTask that AWS Batch makes to place jobs. */
  'run-task': {
    RUN_TASK_CALLS: count('RunTaskCalls', CALL, 'Calls of RunTask that AWS Batch made, whatever came of them.'),
    TASKS_PLACED: count('TasksPlaced', CALL, 'Tasks that were placed, each once.'),
    /** A denied call counts as one. */
    TASKS_NOT_PLACED: count(
      'TasksNotPlaced',
      FAILED_CALL,
      "Failures to place a task, and calls that were refused; by reason with `dimensionsMap: { Reason: 'RESOURCE:MEMORY' }`.",
    ),
  },
} as const;

type Catalogue = typeof METRIC_CATALOGUE;
/** The part that publishes a metric. */
export type MetricOrigin = keyof Catalogue;

type Definitions = Readonly<Record<string, MetricDefinition>>;
type NamesIn<Part extends Definitions> = { readonly [key in keyof Part]: Part[key]['name'] };

const namesIn = <Part extends Definitions>(part: Part): NamesIn<Part> =>
  Object.fromEntries(Object.entries(part).map(([key, { name }]) => [key, name])) as NamesIn<Part>;

export const MetricName = namesIn(METRIC_CATALOGUE.collector);
export type MetricName = (typeof MetricName)[keyof typeof MetricName];

export const InFlightMetric = namesIn(METRIC_CATALOGUE['in-flight']);
export type InFlightMetric = (typeof InFlightMetric)[keyof typeof InFlightMetric];

export const InstanceMetric = namesIn(METRIC_CATALOGUE.instances);
export type InstanceMetric = (typeof InstanceMetric)[keyof typeof InstanceMetric];

export const RunTaskMetric = namesIn(METRIC_CATALOGUE['run-task']);
export type RunTaskMetric = (typeof RunTaskMetric)[keyof typeof RunTaskMetric];

export type AnyMetric = MetricName | InFlightMetric | InstanceMetric | RunTaskMetric;

const DEFINITIONS = Object.values<Definitions>(METRIC_CATALOGUE).flatMap((part) => Object.values(part));

/** The metrics by name. */
export const METRICS = Object.fromEntries(DEFINITIONS.map((metric) => [metric.name, metric])) as Readonly<
  Record<AnyMetric, MetricDefinition>
>;

/** The metrics that a part publishes, as a list. */
export const metricsOf = (origin: MetricOrigin): readonly MetricDefinition<AnyMetric>[] =>
  Object.values<MetricDefinition<AnyMetric>>(METRIC_CATALOGUE[origin]);

/** Metrics about the collector, which depend on the delivery of events and carry no dimension. */
export const COLLECTOR_METRICS: readonly MetricName[] = Object.values(MetricName).filter((name) => METRICS[name].publishedBy === COLLECTOR);

/** Whether values of a metric are published by a dimension, where that is known and configured. */
export const carries = (name: AnyMetric, dimension: DimensionName): boolean => {
  const { configurable = [], always } = METRICS[name].publishedBy;
  return [configurable, ...always].some((set) => set.includes(dimension));
};

/** The dimension sets that a metric is published by, of the configured ones and those that it always has. */
export function publishedSets<Name extends string>(
  metric: AnyMetric,
  configured: readonly (readonly Name[])[],
): readonly (readonly (Name | DimensionName)[])[] {
  const { configurable, always } = METRICS[metric].publishedBy;
  const known: readonly string[] = configurable ?? [];
  const taken = configurable === undefined ? [] : configured.filter((set) => set.every((name) => known.includes(name)));
  return [...taken, ...always];
}
