import { tableColumns } from './columns';
import { DAY_COLUMN, HISTORY_DATASETS, HistoryDatasetName } from '../names/history';

interface Identity {
  /** Columns that are equal in all copies of a row, and in no other row of the same day. */
  readonly key: readonly string[];
  /** Which copy is kept: the first in this order. */
  readonly order: readonly string[];
}

/** A record that was not redelivered comes before its marked copies, and of these the same one is kept each time. */
const UNMARKED_FIRST = 'redelivered nulls first';

/**
 * How copies of a row are recognized.
 *
 * - Of a job, the row with the most attempts is the last one: a node of a multi-node job can have a record for each attempt.
 * - Lines of transitions add up jobs, and two equal lines can both be right: only copies of one line of the log are copies. A redelivered line
 *   stays, marked, because it need not add up the same jobs as the first one.
 * - An instance changes once in each way at a time.
 */
const IDENTITIES: Readonly<Record<HistoryDatasetName, Identity>> = {
  jobs: { key: ['account', 'region', 'job_id'], order: ['attempt_count desc', UNMARKED_FIRST, 'stopped_at desc'] },
  transitions: { key: ['log_event_id'], order: [UNMARKED_FIRST] },
  instances: { key: ['container_instance_arn', 'change', 'at'], order: [UNMARKED_FIRST] },
};

/**
 * A SELECT of the columns of a table in their order, then of the day, with one row for each record: the log group, CloudWatch Logs, an import
 * and a compaction that did not end can each add copies. The day is part of the key, so that a filter on it reads no other partition.
 */
export function deduplicatedSql(dataset: HistoryDatasetName): string {
  const { key, order } = IDENTITIES[dataset];
  const columns = [...tableColumns(dataset).map(({ name }) => name), DAY_COLUMN].map(quoted);
  return [
    `select ${columns.join(', ')}`,
    `from (`,
    `  select *, row_number() over (partition by ${[DAY_COLUMN, ...key].map(quoted).join(', ')} order by ${order.join(', ')}) as copy`,
    `  from ${HISTORY_DATASETS[dataset].table}`,
    `) as copies`,
    `where copy = 1`,
  ].join('\n');
}

/** A name of a column: `at` is a keyword of some dialects. */
const quoted = (name: string): string => `"${name}"`;
