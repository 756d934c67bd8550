import { attemptsView } from './attempts-view';
import { HistoryView } from './history-view';
import { jobsByDayView } from './jobs-by-day-view';
import { column, tableColumns } from '../../domain/history/columns';
import { deduplicatedSql } from '../../domain/history/deduplicated';
import { DAY_COLUMN, HistoryDatasetName } from '../../domain/names/history';

export type { HistoryView };

const DAY = column(DAY_COLUMN, 'string', 'UTC day of the partition, as `YYYY-MM-DD`');

const DESCRIPTIONS: Readonly<Record<HistoryDatasetName, string>> = {
  jobs: 'One row for each finished job, array jobs and nodes of multi-node jobs too',
  transitions: 'How many jobs entered which state in a minute: one row for each line that the collector logged',
  instances: 'One row for each change of a container instance',
};

/** The records of a dataset, each once. */
const recordsView = (dataset: HistoryDatasetName): HistoryView => ({
  name: dataset,
  description: DESCRIPTIONS[dataset],
  columns: [...tableColumns(dataset), DAY],
  sql: deduplicatedSql(dataset),
});

/** The views over the tables of these datasets. */
export const historyViews = (datasets: readonly HistoryDatasetName[]): readonly HistoryView[] =>
  datasets.flatMap((dataset) => [recordsView(dataset), ...(dataset === 'jobs' ? [attemptsView(DAY), jobsByDayView()] : [])]);
