import { IAlarm, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';
import { Origin, Statistic } from './series-description';
import { AnyMetric, carries, DimensionName } from '../domain/names/metrics';
import { IInFlightSnapshot } from '../in-flight-snapshot/in-flight-snapshot-base';
import { IInstanceRegistry } from '../instance-registry/instance-registry-base';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-base';
import { Publisher, setsPublishedBy } from '../level-of-detail/published-sets';
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

/** A construct whose metrics and log lines a dashboard shows. */
interface Source extends Publisher {
  readonly metricNamespace: string;
  readonly logGroup: ILogGroup;
  metric(metricName: string, options?: MetricOptions): Metric;
}

/** A metric whose values have no job queue cannot be limited to some: instances serve several. */
export const knowsJobQueues = (metric: AnyMetric): boolean => carries(metric, DimensionName.JOB_QUEUE);

export function metricSources(sources: DashboardSources): Readonly<Record<Origin, MetricSource | undefined>> {
  const { collector, inFlightSnapshot, instanceRegistry, runTaskMonitoring } = sources;
  return {
    collector: sourceOf(collector),
    'in-flight': inFlightSnapshot && sourceOf(inFlightSnapshot),
    instances: instanceRegistry && sourceOf(instanceRegistry),
    'run-task': runTaskMonitoring && sourceOf(runTaskMonitoring),
  };
}

const sourceOf = (source: Source): MetricSource => ({
  namespace: source.metricNamespace,
  logGroup: source.logGroup,
  setsOf: (metric) => setsPublishedBy(source, metric),
  metric: (name, statistic, dimensionsMap) => source.metric(name, { statistic, dimensionsMap }),
});
