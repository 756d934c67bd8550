import { ESTIMATE_QUERIES } from './estimate-queries';
import { FAILURE_QUERIES } from './failure-queries';
import { HistoryQuery } from './history-query';
import { IDLE_QUERY } from './idle-query';
import { JOB_QUERIES } from './job-queries';
import { USAGE_QUERIES } from './usage-queries';
import { WAIT_QUERIES } from './wait-queries';
import { HistoryDatasetName } from '../../domain/names/history';

export type { HistoryQuery };

/** The queries over the views of these datasets. */
export const historyQueries = (datasets: readonly HistoryDatasetName[] = ['jobs']): readonly HistoryQuery[] => [
  ...JOB_QUERIES,
  ...WAIT_QUERIES,
  ...FAILURE_QUERIES,
  ...USAGE_QUERIES,
  ...ESTIMATE_QUERIES,
  ...(datasets.includes('instances') ? [IDLE_QUERY] : []),
];
