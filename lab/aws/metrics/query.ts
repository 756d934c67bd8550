import type { Metric } from './data-points';
import { MetricError } from './metric-error';

/** A query of CloudWatch Metrics Insights over a metric of one schema, for each value of one of its dimensions. */
export interface MetricsQuery {
  readonly statistic: string;
  readonly matches: (metric: Metric) => boolean;
  /** The dimension that distinguishes contributors. */
  readonly by: string;
}

export const isQuery = (expression: string): boolean => /^\s*SELECT\b/i.test(expression);

const QUERY =
  /^\s*SELECT\s+(AVG|COUNT|MAX|MIN|SUM)\("?([\w./-]+)"?\)\s+FROM\s+SCHEMA\(([^)]*)\)\s+GROUP\s+BY\s+"?(\w+)"?\s+ORDER\s+BY\s+(\w+)\(\)\s+(?:ASC|DESC)\s*$/i;

/** Reads the form of query that alarms of the library have. Another form is an error, not a query that finds nothing. */
export function parseQuery(expression: string): MetricsQuery {
  const [, statistic, name, schema, by, orderedBy] = QUERY.exec(expression) ?? [];
  if (statistic === undefined) throw new MetricError(`The query "${expression}" is not one that the lab runs`);
  const [namespace, ...dimensions] = schema.split(',').map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
  if (!dimensions.includes(by)) throw new MetricError(`The query "${expression}" groups by a dimension that is not in its schema`);
  if (orderedBy.toUpperCase() !== statistic.toUpperCase()) {
    throw new MetricError(`The query "${expression}" is ordered by another function than it selects`);
  }
  return {
    statistic: statistic.toUpperCase() === 'COUNT' ? 'SampleCount' : statistic,
    by,
    matches: (metric) =>
      metric.namespace === namespace &&
      metric.name === name &&
      metric.dimensions.size === dimensions.length &&
      dimensions.every((dimension) => metric.dimensions.has(dimension)),
  };
}
