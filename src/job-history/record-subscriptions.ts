import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, IFilterPattern, ILogGroup, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { Construct } from 'constructs';
import { JobHistoryProps } from './job-history-props';
import { HISTORY_DATASETS, HistoryDatasetName } from '../domain/names/history';

/** The log group that the records of a dataset are written to, and the other datasets of the same one. */
export interface RecordSource {
  readonly logGroup: ILogGroup;
  readonly datasets: readonly HistoryDatasetName[];
}

/** Where records come from. A log group takes two subscription filters, so that one reads all datasets of a log group. */
export function recordSources({ collector, instanceRegistry, transitionsIncluded }: JobHistoryProps): RecordSource[] {
  return [
    { logGroup: collector.logGroup, datasets: ['jobs', ...(transitionsIncluded ? (['transitions'] as const) : [])] },
    ...(instanceRegistry ? [{ logGroup: instanceRegistry.logGroup, datasets: ['instances'] as const }] : []),
  ];
}

/** Sends the records of each source to a function, and no other line of the log group. */
export function subscribeTo(scope: Construct, sources: readonly RecordSource[], handler: IFunction): void {
  for (const { logGroup, datasets } of sources) {
    const id = datasets.includes('jobs') ? 'CollectorSubscription' : 'RegistrySubscription';
    new SubscriptionFilter(scope, id, { logGroup, destination: new LambdaDestination(handler), filterPattern: recordsOf(datasets) });
  }
}

const recordsOf = (datasets: readonly HistoryDatasetName[]): IFilterPattern =>
  FilterPattern.any(...datasets.map((dataset) => FilterPattern.stringValue('$.RecordType', '=', HISTORY_DATASETS[dataset].recordType)));

/** The name of the log group of each dataset. */
export const logGroupNames = (sources: readonly RecordSource[]): { readonly [dataset: string]: string } =>
  Object.fromEntries(sources.flatMap(({ logGroup, datasets }) => datasets.map((dataset) => [dataset, logGroup.logGroupName])));
