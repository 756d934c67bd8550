import { ESTIMATE_QUERIES } from './estimate-queries';
import { FAILURE_QUERIES } from './failure-queries';
import { HistoryQuery } from './history-query';
import { JOB_QUERIES } from './job-queries';
import { USAGE_QUERIES } from './usage-queries';
import { WAIT_QUERIES } from './wait-queries';

export type { HistoryQuery };

/** The queries over the views of jobs. */
export const historyQueries = (): readonly HistoryQuery[] => [
  ...JOB_QUERIES,
  ...WAIT_QUERIES,
  ...FAILURE_QUERIES,
  ...USAGE_QUERIES,
  ...ESTIMATE_QUERIES,
];
