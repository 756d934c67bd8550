/** What SQL for Trino, the engine of Amazon Athena, needs in DuckDB. Everything else that the history uses is the same in both. */

/**
 * Functions of Trino that DuckDB does not have, or has with another meaning.
 *
 * Differences that stay: `/` of two integers is a whole number in Trino only, `greatest` passes over NULL in DuckDB only, and `approx_percentile` is exact here.
 */
const MACROS = [
  // Of an array by position, from 1, and of a map by key: NULL where there is none.
  'create or replace macro element_at(collection, key) as collection[key]',
  'create or replace macro cardinality(items) as len(items)',
  // Trino counts down where the end is below the start.
  'create or replace macro sequence(first, last) as generate_series(first, last, case when last < first then -1 else 1 end)',
  'create or replace macro approx_percentile(value, share) as quantile_disc(value, share)',
  'create or replace macro date_format(moment, format) as strftime(moment, format)',
  'create or replace macro arbitrary(value) as any_value(value)',
  // A time in UTC, as all times of the history are.
  'create or replace macro from_unixtime(seconds) as make_timestamp(cast(seconds * 1000000 as bigint))',
  // Trino replaces every match.
  `create or replace macro regexp_replace(value, pattern, replacement) as system.main.regexp_replace(value, pattern, replacement, 'g')`,
];

/**
 * Statements that make a connection read the history as Amazon Athena does. Times are in UTC. DuckDB 1.5.5 ends with an internal error where a filter on the
 * partition column meets an unnested array, unless it leaves statistics out of its plans.
 */
export const AS_TRINO: readonly string[] = [`set timezone = 'UTC'`, `set disabled_optimizers = 'statistics_propagation'`, ...MACROS];

/** A type of a column as DuckDB writes it. */
export const duckDbTypeOf = (trinoType: string): string =>
  trinoType
    .replace(/^array\((.*)\)$/, '$1[]')
    .replace(/^row\(/, 'struct(')
    .replaceAll('timestamp(3)', 'timestamp');
