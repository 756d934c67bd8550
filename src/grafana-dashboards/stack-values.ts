import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { DASHBOARD_NAMES, DashboardName } from './dashboard-template';
import { GrafanaDashboardsProps } from './grafana-dashboards-props';
import { Placeholder, PlaceholderValues } from './placeholders';
import { consoleDomain } from '../insights-dashboard/console-address';
import { MetricSource, MetricSources, resourcesOf } from '../insights-dashboard/metric-sources';

type OriginPlaceholders = readonly [namespace: Placeholder, logGroup: Placeholder, logGroupArn: Placeholder];

const OF_ORIGIN: Readonly<Record<keyof MetricSources, OriginPlaceholders>> = {
  collector: [Placeholder.NAMESPACE, Placeholder.LOG_GROUP, Placeholder.LOG_GROUP_ARN],
  'in-flight': [Placeholder.IN_FLIGHT_NAMESPACE, Placeholder.IN_FLIGHT_LOG_GROUP, Placeholder.IN_FLIGHT_LOG_GROUP_ARN],
  instances: [Placeholder.INSTANCES_NAMESPACE, Placeholder.INSTANCES_LOG_GROUP, Placeholder.INSTANCES_LOG_GROUP_ARN],
  'run-task': [Placeholder.RUN_TASK_NAMESPACE, Placeholder.RUN_TASK_LOG_GROUP, Placeholder.RUN_TASK_LOG_GROUP_ARN],
  costs: [Placeholder.NAMESPACE, Placeholder.LOG_GROUP, Placeholder.LOG_GROUP_ARN],
};

/** What the links between the dashboards name. */
export const UID_OF: Readonly<Record<DashboardName, Placeholder>> = {
  jobs: Placeholder.JOBS_UID,
  costs: Placeholder.COSTS_UID,
  estimates: Placeholder.ESTIMATES_UID,
  history: Placeholder.HISTORY_UID,
  live: Placeholder.LIVE_UID,
  details: Placeholder.DETAILS_UID,
};

export const uidOf = (prefix: string, name: DashboardName): string => `${prefix}-${name}`;

/** What the placeholders stand for in the stack of a construct. */
export function stackValues(
  scope: IConstruct,
  props: GrafanaDashboardsProps,
  sources: MetricSources,
  uidPrefix: string,
): PlaceholderValues {
  const { region } = Stack.of(scope);
  const { queue, 'dead-letter-queue': deadLetters, handler } = resourcesOf(props.collector);
  return known({
    [Placeholder.REGION]: region,
    [Placeholder.CONSOLE_DOMAIN]: consoleDomain(region),
    [Placeholder.QUEUE_NAME]: queue?.dimensions.QueueName,
    [Placeholder.DEAD_LETTER_QUEUE_NAME]: deadLetters?.dimensions.QueueName,
    [Placeholder.HANDLER_NAME]: handler?.dimensions.FunctionName,
    [Placeholder.DATABASE]: props.history?.databaseName,
    ...Object.fromEntries(DASHBOARD_NAMES.map((name) => [UID_OF[name], uidOf(uidPrefix, name)])),
    ...Object.assign({}, ...Object.entries(OF_ORIGIN).map(([origin, names]) => valuesOf(names, sources[origin as keyof MetricSources]))),
  });
}

const valuesOf = ([namespace, logGroup, logGroupArn]: OriginPlaceholders, source: MetricSource | undefined): PlaceholderValues =>
  source ? { [namespace]: source.namespace, [logGroup]: source.logGroup.logGroupName, [logGroupArn]: source.logGroup.logGroupArn } : {};

const known = (values: Readonly<Record<string, string | undefined>>): PlaceholderValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
