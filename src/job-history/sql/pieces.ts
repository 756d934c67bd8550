/** Pieces of SQL for Trino, the engine of Amazon Athena, written once. Numbers with an exponent are doubles, others decimals, which round. */

/** The last 30 days: what readers change first. The day is a constant for the query, so that no file of another day is read. */
export const LAST_DAYS = `day >= date_format(current_date - interval '30' day, '%Y-%m-%d')`;
export const YESTERDAY = `day = date_format(current_date - interval '1' day, '%Y-%m-%d')`;

/** Jobs that count: the children of an array job instead of its parent, and a multi-node job once, instead of its nodes. */
export const JOB_RUNS = 'array_size is null and node_parent_id is null';

/** Attempts that count: array jobs have none, and those of a multi-node job are its own. */
export const ATTEMPT_RUNS = 'node_parent_id is null';

/** Jobs whose containers cost: the nodes of a multi-node job instead of it. */
export const HAS_CONTAINERS = 'array_size is null and node_count is null';

export const HAS_SUCCEEDED = `status = 'SUCCEEDED'`;
export const HAS_FAILED = `status = 'FAILED'`;

/** The name of a job definition without its revision. */
export const DEFINITION_NAME = `split_part(job_definition, ':', 1)`;

/** Rows of lists of single jobs. */
export const MAX_LISTED = 100;

/** How many rows meet a condition. */
export const countOf = (condition: string): string => `count(case when ${condition} then 1 end)`;

export const minutes = (seconds: string): string => `round(${seconds} / 60, 1)`;
/** Hours to two decimals: of an amount of seconds, such as vCPU-seconds. */
export const hours = (seconds: string): string => `round(sum(${seconds}) / 3600, 2)`;
/** A sum of money to the cent. */
export const usd = (amount: string): string => `round(sum(${amount}), 2)`;
export const percent = (part: string, whole: string): string => `round(100e0 * ${part} / ${whole}, 1)`;

/** The median, the 95th percentile and the maximum of a duration in minutes, as columns that begin so. */
export const spreadOf = (seconds: string): string =>
  [
    `${minutes(`approx_percentile(${seconds}, 0.5)`)} as median_minutes`,
    `${minutes(`approx_percentile(${seconds}, 0.95)`)} as p95_minutes`,
    `${minutes(`max(${seconds})`)} as max_minutes`,
  ].join(',\n  ');
