import { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { Origin } from './series-description';
import { PlotOptions, PlotSource } from './series-plots';
import { ICostInsights } from '../cost-insights/cost-insights-base';
import { LOGS_NAMESPACE } from '../domain/names/logs-metrics';
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
  readonly costInsights?: ICostInsights;
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
  costInsights,
}: DashboardSources): readonly IAlarm[] {
  const watched: readonly (Watched | undefined)[] = [collector, instanceRegistry, inFlightSnapshot, runTaskMonitoring, costInsights];
  return alarms ?? watched.flatMap((each) => each?.alarms ?? []);
}

/** Where the metrics and log lines of one origin are. */
export interface MetricSource extends PlotSource {
  readonly logGroup: ILogGroup;
}

export type MetricSources = PlotOptions['sources'] & { readonly [origin in Origin]: MetricSource | undefined };

/** A construct whose metrics and log lines a dashboard shows. */
interface Source extends Publisher {
  readonly metricNamespace: string;
  readonly logGroup: ILogGroup;
}

export function metricSources(sources: DashboardSources): MetricSources {
  const { collector, inFlightSnapshot, instanceRegistry, runTaskMonitoring, costInsights } = sources;
  return {
    collector: sourceOf(collector),
    'in-flight': inFlightSnapshot && sourceOf(inFlightSnapshot),
    instances: instanceRegistry && sourceOf(instanceRegistry),
    'run-task': runTaskMonitoring && sourceOf(runTaskMonitoring),
    costs: costInsights && sourceOf(recordsOf(costInsights)),
  };
}

/** Costs are in the records of the collector. */
const recordsOf = ({ metricNamespace, dimensionSets, instancesIncluded, recordLogGroup: logGroup }: ICostInsights): Source => ({
  metricNamespace,
  dimensionSets,
  instancesIncluded,
  logGroup,
});

const sourceOf = (source: Source): MetricSource => ({
  namespace: source.metricNamespace,
  logGroup: source.logGroup,
  setsOf: (metric) => setsPublishedBy(source, metric),
});

/** What a collector has that was made here; one that was imported has only its log group. */
interface CollectorParts extends IJobEventCollector {
  readonly queue?: IQueue;
  readonly deadLetterQueue?: IQueue;
  readonly handler?: IFunction;
}

/** The collector's own resources, as their metrics name them. */
export function resourcesOf({ queue, deadLetterQueue, handler, logGroup }: CollectorParts): PlotOptions['resources'] {
  const ofQueue = (each?: IQueue) => each && { namespace: 'AWS/SQS', dimensions: { QueueName: each.queueName } };
  return {
    queue: ofQueue(queue),
    'dead-letter-queue': ofQueue(deadLetterQueue),
    handler: handler && { namespace: 'AWS/Lambda', dimensions: { FunctionName: handler.functionName } },
    'log-group': { namespace: LOGS_NAMESPACE, dimensions: { LogGroupName: logGroup.logGroupName } },
  };
}
