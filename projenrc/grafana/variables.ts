import { FormatOptions } from '@grafana/grafana-foundation-sdk/athena';
import { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableModel,
  VariableOption,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { ALL, JOB_QUEUE_VARIABLE } from './chosen-values';
import { ATHENA, ATHENA_TYPE, ATHENA_VARIABLE, CLOUDWATCH, CLOUDWATCH_TYPE, CLOUDWATCH_VARIABLE } from './data-sources';
import { athenaQuery } from './targets';
import { CHECKPOINT_VARIABLE, CONTAINER_LOGS_VARIABLE, STATUS_VARIABLE } from './variable-names';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';

/** "All", as Grafana writes it. */
const EVERYTHING: VariableOption = { selected: true, text: ['All'], value: ['$__all'] };

/** Which data source of a type to read from: the first one, until the viewer chooses another. */
const dataSource = (name: string, label: string, type: string): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder(name).label(label).type(type).hide(VariableHide.DontHide);

export const CLOUDWATCH_SOURCE = dataSource(CLOUDWATCH_VARIABLE, 'CloudWatch', CLOUDWATCH_TYPE);
export const ATHENA_SOURCE = dataSource(ATHENA_VARIABLE, 'Athena', ATHENA_TYPE);

/** Any number of values of a query, all of them at first. */
const severalOf = (name: string, label: string): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
    .multi(true)
    .includeAll(true)
    .current(EVERYTHING)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.Disabled);

/** Values from the history, in the order of the query. */
export const fromHistory = (name: string, label: string, sql: string): QueryVariableBuilder =>
  severalOf(name, label)
    .datasource(ATHENA)
    .query({ ...athenaQuery(sql, FormatOptions.Table).build() });

/** What CloudWatch knows, by the kind of question that the data source has for it. */
const fromCloudWatch = (name: string, label: string, query: Readonly<Record<string, unknown>>): QueryVariableBuilder =>
  severalOf(name, label)
    .datasource(CLOUDWATCH)
    .query({ refId: `CloudWatch-${name}`, region: Placeholder.REGION, ...query });

/** The job queues that the collector publishes metrics of. */
export const publishedJobQueues = (): QueryVariableBuilder =>
  fromCloudWatch(JOB_QUEUE_VARIABLE, 'Job queue', {
    queryType: 'dimensionValues',
    namespace: Placeholder.NAMESPACE,
    metricName: 'JobsRunnable',
    dimensionKey: 'JobQueue',
    dimensionFilters: {},
  })
    .allValue(Placeholder.NAMESPACE)
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc);

/** The performance logs of clusters of AWS Batch: those of a new compute environment are found at the next opening. */
export const containerLogs = (): QueryVariableBuilder =>
  fromCloudWatch(CONTAINER_LOGS_VARIABLE, 'Container Insights', {
    queryType: 'logGroups',
    logGroupPrefix: '/aws/ecs/containerinsights/',
  })
    .regex('/containerinsights\\/(?:AWSBatch-|[^\\/]*_Batch_)[^\\/]*\\/performance/')
    .refresh(VariableRefresh.OnDashboardLoad);

export const status = (): Builder<VariableModel> =>
  new CustomVariableBuilder(STATUS_VARIABLE)
    .label('Status')
    .values('SUCCEEDED,FAILED')
    .options([
      { selected: true, text: 'All', value: '$__all' },
      ...['SUCCEEDED', 'FAILED'].map((value) => ({ selected: false, text: value, value })),
    ])
    .multi(true)
    .includeAll(true)
    .allValue(ALL)
    .current(EVERYTHING);

/** Minutes between two checkpoints, of which one is chosen. */
const CHECKPOINT_MINUTES = ['5', '10', '15', '30', '60', '120', '240'];
const USUAL_CHECKPOINT = '30';

export const checkpointMinutes = (): Builder<VariableModel> => {
  const options = CHECKPOINT_MINUTES.map((value) => ({ selected: value === USUAL_CHECKPOINT, text: value, value }));
  return new CustomVariableBuilder(CHECKPOINT_VARIABLE)
    .label('Checkpoint every (minutes)')
    .values(CHECKPOINT_MINUTES.join())
    .options(options)
    .current({ selected: true, text: USUAL_CHECKPOINT, value: USUAL_CHECKPOINT });
};
