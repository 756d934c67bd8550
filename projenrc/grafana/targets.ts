import { ConnectionArgsBuilder, DataqueryBuilder, FormatOptions } from '@grafana/grafana-foundation-sdk/athena';
import {
  LogGroupBuilder,
  LogsQueryBuilder,
  MetricEditorMode,
  MetricQueryType,
  MetricsQueryBuilder,
  QueryMode,
} from '@grafana/grafana-foundation-sdk/cloudwatch';
import { ATHENA, CLOUDWATCH } from './data-sources';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';
import { Plot, PlottedMetric } from '../../src/insights-dashboard/plot';
import { Origin } from '../../src/insights-dashboard/series-description';

/** A query as it stands in a panel. */
export type Target = object;

const plain = (value: object): Target => JSON.parse(JSON.stringify(value)) as Target;

const metricsQuery = (refId: string): MetricsQueryBuilder =>
  new MetricsQueryBuilder()
    .datasource(CLOUDWATCH)
    .refId(refId)
    .region(Placeholder.REGION)
    .queryMode(QueryMode.Metrics)
    .metricQueryType(MetricQueryType.Search)
    .period('')
    .matchExact(true);

/**
 * The queries of a plot: metrics that its expression names are hidden. The number of the series makes ids unique in a panel, and `e` with it is the query
 * that is drawn.
 */
export function metricTargets({ expression, metrics, label = '' }: Plot, series: string): Target[] {
  const idIn = (id: string): string => `${id}${series}`;
  const drawn = `e${series}`;
  if (expression === undefined) return [plain(metricQuery(metrics[0], drawn, idIn(metrics[0].id)).label(label).build())];
  const hidden = metrics.map((metric) => plain(metricQuery(metric, idIn(metric.id), idIn(metric.id)).hide(true).build()));
  const renamed = metrics.reduce((text, { id }) => text.replace(new RegExp(`\\b${id}\\b`, 'g'), idIn(id)), expression);
  return [...hidden, expressionTarget(renamed, drawn, label)];
}

export const expressionTarget = (expression: string, refId: string, label: string): Target =>
  plain(metricsQuery(refId).metricEditorMode(MetricEditorMode.Code).namespace('').id(refId).expression(expression).label(label).build());

const metricQuery = ({ namespace, name, dimensions, statistic }: PlottedMetric, refId: string, id: string): MetricsQueryBuilder =>
  metricsQuery(refId)
    .statistic(statistic)
    .metricEditorMode(MetricEditorMode.Builder)
    .id(id)
    .namespace(namespace)
    .metricName(name)
    .dimensions({ ...dimensions });

/** Where the log groups of each origin are. */
const LOG_GROUPS: Readonly<Record<Origin, readonly [name: Placeholder, arn: Placeholder]>> = {
  collector: [Placeholder.LOG_GROUP, Placeholder.LOG_GROUP_ARN],
  'in-flight': [Placeholder.IN_FLIGHT_LOG_GROUP, Placeholder.IN_FLIGHT_LOG_GROUP_ARN],
  instances: [Placeholder.INSTANCES_LOG_GROUP, Placeholder.INSTANCES_LOG_GROUP_ARN],
  'run-task': [Placeholder.RUN_TASK_LOG_GROUP, Placeholder.RUN_TASK_LOG_GROUP_ARN],
  costs: [Placeholder.LOG_GROUP, Placeholder.LOG_GROUP_ARN],
};

export const originTarget = (origin: Origin, query: readonly string[]): Target => logTarget(...LOG_GROUPS[origin], query);

/** A query of Logs Insights. Lines by group need the columns that it groups by; a table is one frame without them. */
export const logTarget = (name: string, arn: string, query: readonly string[], statsGroups: readonly string[] = []): Target =>
  plain(
    new LogsQueryBuilder()
      .datasource(CLOUDWATCH)
      .refId('A')
      .id('')
      .region(Placeholder.REGION)
      .queryMode(QueryMode.Logs)
      .expression(query.join('\n| '))
      .logGroups([new LogGroupBuilder().name(name).arn(arn)])
      .statsGroups([...statsGroups])
      .build(),
  );

/** A query of Athena. Results are not reused: the data source would answer with those of another range of time. */
export const athenaTarget = (sql: string, format = FormatOptions.Table): Target => plain(athenaQuery(sql, format).build());

export const athenaQuery = (sql: string, format: FormatOptions): DataqueryBuilder =>
  new DataqueryBuilder()
    .datasource(ATHENA)
    .refId('A')
    .format(format)
    .connectionArgs(
      new ConnectionArgsBuilder()
        .region('__default')
        .catalog('__default')
        .database('__default')
        .resultReuseEnabled(false)
        .resultReuseMaxAgeInMinutes(60),
    )
    .rawSQL(sql);
