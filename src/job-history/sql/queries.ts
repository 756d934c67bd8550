import { FAILURE_QUERIES } from './failure-queries';
import { JOB_QUERIES } from './job-queries';
import { USAGE_QUERIES } from './usage-queries';
import { WAIT_QUERIES } from './wait-queries';

/** A query that is ready to run, and a beginning for others. */
export interface HistoryQuery {
  /** As in ids of constructs: words in PascalCase. */
  readonly id: string;
  readonly name: string;
  /** What it answers, and what a reader would change in it. */
  readonly description: string;
  readonly sql: string;
}

/** The queries over the views of jobs. */
export const historyQueries = (): readonly HistoryQuery[] => [...JOB_QUERIES, ...WAIT_QUERIES, ...FAILURE_QUERIES, ...USAGE_QUERIES];
