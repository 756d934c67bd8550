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

export type MetricUnit = 'count' | 'seconds' | 'mebibytes' | 'dollars';

/**
 * Units as CloudWatch names them. It has none for 2^20 bytes: its `Megabytes` are 10^6, so that a chart would be wrong by 5 %, and memory is no count.
 * `None` is what CloudWatch calls a unit of one's own, such as US dollars; the metric's name says which.
 */
export const CLOUDWATCH_UNIT = { count: 'Count', seconds: 'Seconds', mebibytes: 'None', dollars: 'None' } as const;

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
/** What jobs cost. Where they ran in detail is in their records. */
const COST: PublishedBy = { configurable: [JOB_QUEUE, COMPUTE_ENVIRONMENT], always: [] };
/** What instances cost, and what jobs left of it. An instance serves several job queues. */
const INSTANCE_COST: PublishedBy = { configurable: [COMPUTE_ENVIRONMENT], always: [], needsRegistry: true };
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
}

const measured =
  (measure: Measure) =>
  <Name extends string>(name: Name, publishedBy: PublishedBy): MetricDefinition<Name> => ({
    ...measure,
    name,
    publishedBy,
  });

const count = measured({ unit: 'count', statistic: 'Sum', isAddedUp: true });
const memory = measured({ unit: 'mebibytes', statistic: 'Sum', isAddedUp: true });
const dollars = measured({ unit: 'dollars', statistic: 'Sum', isAddedUp: true });
const duration = measured({ unit: 'seconds', statistic: 'Average', isAddedUp: false });
const totalDuration = measured({ unit: 'seconds', statistic: 'Sum', isAddedUp: false });
const age = measured({ unit: 'seconds', statistic: 'Maximum', isAddedUp: false });
// Maximum, because a snapshot that EventBridge starts twice publishes the same value twice.
const gauge = measured({ unit: 'count', statistic: 'Maximum', isAddedUp: false });
const memoryGauge = measured({ unit: 'mebibytes', statistic: 'Maximum', isAddedUp: false });

/** Every metric that this library publishes, by the part that publishes it. Its `metricXxx()` method describes it. */
export const METRIC_CATALOGUE = {
  collector: {
    /** Counted when a job enters the state, once per attempt. */
    JOBS_SUBMITTED: count('JobsSubmitted', UNPLACED),
    JOBS_PENDING: count('JobsPending', UNPLACED),
    JOBS_RUNNABLE: count('JobsRunnable', UNPLACED),
    JOBS_STARTING: count('JobsStarting', PLACED),
    JOBS_RUNNING: count('JobsRunning', PLACED),
    JOBS_SUCCEEDED: count('JobsSucceeded', PLACED),
    JOBS_FAILED: count('JobsFailed', PLACED),
    /** Measured when an attempt leaves the state. */
    QUEUED_SECONDS: duration('QueuedSeconds', UNPLACED),
    RUNNABLE_SECONDS: duration('RunnableSeconds', UNPLACED),
    STARTING_SECONDS: duration('StartingSeconds', PLACED),
    RUNNING_SECONDS: duration('RunningSeconds', PLACED),
    /** Measured when a job's record is written. */
    ATTEMPTS_FAILED: count('AttemptsFailed', PLACED),
    SPOT_INTERRUPTIONS: count('SpotInterruptions', PLACED),
    LOST_SECONDS: totalDuration('LostSeconds', PLACED),
    /** The collector itself. */
    EVENTS_PROCESSED: count('EventsProcessed', COLLECTOR),
    EVENTS_REJECTED: count('EventsRejected', COLLECTOR),
    FIELDS_UNREAD: count('FieldsUnread', COLLECTOR),
    DUPLICATE_EVENTS: count('DuplicateEvents', COLLECTOR),
    LATE_EVENTS: count('LateEvents', COLLECTOR),
    EVENT_AGE_SECONDS: age('EventAgeSeconds', COLLECTOR),
  },
  /** Gauges, as a snapshot of the tables finds them. */
  'in-flight': {
    JOBS_IN_STATE: gauge('JobsInState', STATE_GAUGE),
    OLDEST_RUNNABLE_SECONDS: age('OldestRunnableSeconds', QUEUE_GAUGE),
    OLDEST_STARTING_SECONDS: age('OldestStartingSeconds', QUEUE_GAUGE),
    WAITING_VCPUS: gauge('WaitingVcpus', QUEUE_GAUGE),
    RUNNING_VCPUS: gauge('RunningVcpus', QUEUE_GAUGE),
    INSTANCES_IN_SERVICE: gauge('InstancesInService', INSTANCE_GAUGE),
    IN_SERVICE_VCPUS: gauge('InServiceVcpus', INSTANCE_GAUGE),
    IN_SERVICE_MEMORY_MIB: memoryGauge('InServiceMemoryMiB', INSTANCE_GAUGE),
  },
  /** Container instances that join and leave AWS Batch's clusters. */
  instances: {
    INSTANCES_REGISTERED: count('InstancesRegistered', INSTANCE),
    INSTANCES_DEREGISTERED: count('InstancesDeregistered', INSTANCE),
    INSTANCES_RECLAIMED: count('InstancesReclaimed', INSTANCE),
    INTERRUPTION_WARNINGS: count('InterruptionWarnings', INSTANCE),
    REBALANCE_RECOMMENDATIONS: count('RebalanceRecommendations', INSTANCE),
    INSTANCE_LIFETIME_SECONDS: duration('InstanceLifetimeSeconds', INSTANCE),
    REGISTERED_VCPUS: count('RegisteredVcpus', INSTANCE),
    REGISTERED_MEMORY_MIB: memory('RegisteredMemoryMiB', INSTANCE),
  },
  /** Calls of ECS RunTask that AWS Batch makes to place jobs. */
  'run-task': {
    RUN_TASK_CALLS: count('RunTaskCalls', CALL),
    TASKS_PLACED: count('TasksPlaced', CALL),
    /** A denied call counts as one. */
    TASKS_NOT_PLACED: count('TasksNotPlaced', FAILED_CALL),
  },
  /** What attempts cost, measured with the record of their job, which the collector publishes where there are cost insights; and what instances cost. */
  costs: {
    COST_USD: dollars('CostUsd', COST),
    LOST_COST_USD: dollars('LostCostUsd', COST),
    /** On-Demand cost less cost. */
    SAVED_USD: dollars('SavedUsd', COST),
    /** Attempts that ran and whose cost is not known. */
    ATTEMPTS_UNPRICED: count('AttemptsUnpriced', COLLECTOR),
    /** What instances in service cost, published on schedule for the hours since the last run. */
    INSTANCE_COST_USD: dollars('InstanceCostUsd', INSTANCE_COST),
    /** The same less what jobs cost: positive values by the schedule, negative ones with the records of jobs. */
    IDLE_COST_USD: dollars('IdleCostUsd', INSTANCE_COST),
    /** How long instances were in service at a price that is not known. */
    UNPRICED_INSTANCE_SECONDS: totalDuration('UnpricedInstanceSeconds', { ...COLLECTOR, needsRegistry: true }),
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

export const CostMetric = namesIn(METRIC_CATALOGUE.costs);
export type CostMetric = (typeof CostMetric)[keyof typeof CostMetric];

export type AnyMetric = MetricName | InFlightMetric | InstanceMetric | RunTaskMetric | CostMetric;

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
  const { configurable, always } = METRICS[name].publishedBy;
  return [configurable, ...always].some((set) => set?.includes(dimension));
};

/** The dimension sets that a metric is published by, of the configured ones and those that it always has. */
export function publishedSets<Name extends string>(
  metric: AnyMetric,
  configured: readonly (readonly Name[])[],
): readonly (readonly (Name | DimensionName)[])[] {
  const { configurable, always } = METRICS[metric].publishedBy;
  const taken = configurable ? configured.filter((set) => set.every((name) => configurable.some((known) => known === name))) : [];
  return [...taken, ...always];
}
