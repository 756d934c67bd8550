import { IAlarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';
import { Origin, Statistic } from './series-description';
import { AnyMetric, DimensionName, InFlightMetric, InstanceMetric, RunTaskMetric } from '../domain/names/metrics';
import { IInFlightSnapshot } from '../in-flight-snapshot/in-flight-snapshot-base';
import { IInstanceRegistry } from '../instance-registry/instance-registry-base';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-base';
import { namesOf } from '../level-of-detail/dimension-check';
import { IRunTaskMonitoring } from '../run-task-monitoring/run-task-monitoring-base';

/** The constructs that a dashboard reads from. */
export interface DashboardSources {
  readonly collector: IJobEventCollector;
  readonly inFlightSnapshot?: IInFlightSnapshot;
  readonly instanceRegistry?: IInstanceRegistry;
  readonly runTaskMonitoring?: IRunTaskMonitoring;
  /** Where they are not given, those of the others. */
  readonly alarms?: IAlarm[];
}

/** What a construct has that was made here; one that was imported has none. */
interface Watched extends IConstruct {
  readonly alarms?: readonly IAlarm[];
}

/** The alarms to show. */
export function alarmsOf({
  alarms,
  collector,
  instanceRegistry,
  inFlightSnapshot,
  runTaskMonitoring,
}: DashboardSources): readonly IAlarm[] {
  const watched: readonly (Watched | undefined)[] = [collector, instanceRegistry, inFlightSnapshot, runTaskMonitoring];
  return alarms ?? watched.flatMap((each) => each?.alarms ?? []);
}

/** Where the metrics and log lines of one origin are. */
export interface MetricSource {
  readonly namespace: string;
  readonly logGroup: ILogGroup;
  /** The sets of dimensions that a metric is published with. */
  setsOf(metric: AnyMetric): readonly (readonly string[])[];
  metric(metricName: AnyMetric, statistic: Statistic, dimensionsMap?: Record<string, string>): Metric;
}

const INSTANCE_GAUGES: readonly AnyMetric[] = [
  InFlightMetric.INSTANCES_IN_SERVICE,
  InFlightMetric.IN_SERVICE_VCPUS,
  InFlightMetric.IN_SERVICE_MEMORY_MIB,
];
const WITHOUT_JOB_QUEUE: readonly AnyMetric[] = [...INSTANCE_GAUGES, ...Object.values(InstanceMetric)];

/** Instances serve several job queues: their metrics cannot be limited to one. */
export const knowsJobQueues = (metric: AnyMetric): boolean => !WITHOUT_JOB_QUEUE.includes(metric);

export function metricSources(sources: DashboardSources): Readonly<Record<Origin, MetricSource | undefined>> {
  const { collector, inFlightSnapshot, instanceRegistry, runTaskMonitoring } = sources;
  return {
    collector: ofCollector(collector),
    'in-flight': inFlightSnapshot && ofSnapshot(inFlightSnapshot),
    instances: instanceRegistry && ofRegistry(instanceRegistry),
    'run-task': runTaskMonitoring && ofRunTask(runTaskMonitoring),
  };
}

function ofCollector(collector: IJobEventCollector): MetricSource {
  return {
    namespace: collector.metricNamespace,
    logGroup: collector.logGroup,
    setsOf: () => namesOf(collector.dimensionSets),
    metric: (name, statistic, dimensionsMap) => collector.metric(name, { statistic, dimensionsMap }),
  };
}

function ofSnapshot({ metricNamespace, logGroup, instancesIncluded }: IInFlightSnapshot): MetricSource {
  return {
    ...plainMetrics(metricNamespace),
    logGroup,
    setsOf: (metric) => {
      if (metric === InFlightMetric.JOBS_IN_STATE) return [[DimensionName.JOB_STATE], [DimensionName.JOB_QUEUE, DimensionName.JOB_STATE]];
      if (!INSTANCE_GAUGES.includes(metric)) return [[], [DimensionName.JOB_QUEUE]];
      return instancesIncluded ? [[], [DimensionName.COMPUTE_ENVIRONMENT]] : [];
    },
  };
}

function ofRegistry({ metricNamespace, logGroup, dimensionSets }: IInstanceRegistry): MetricSource {
  return { ...plainMetrics(metricNamespace), logGroup, setsOf: () => namesOf(dimensionSets) };
}

function ofRunTask({ metricNamespace, logGroup, dimensionSets }: IRunTaskMonitoring): MetricSource {
  const byReason = (metric: AnyMetric): string[][] => (metric === RunTaskMetric.TASKS_NOT_PLACED ? [[DimensionName.REASON]] : []);
  return { ...plainMetrics(metricNamespace), logGroup, setsOf: (metric) => [...namesOf(dimensionSets), ...byReason(metric)] };
}

const plainMetrics = (namespace: string): Pick<MetricSource, 'namespace' | 'metric'> => ({
  namespace,
  metric: (metricName, statistic, dimensionsMap) => new Metric({ namespace, metricName, statistic, dimensionsMap }),
});
