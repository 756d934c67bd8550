import { Token } from 'aws-cdk-lib';
import { IMetric, MathExpression, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Gaps, Statistic, TotalSeries } from './series-description';

/** A metric under the name that expressions of the same widget call it. */
export interface NamedMetric {
  readonly id: string;
  readonly metric: Metric;
}

export const idOf = (name: string, statistic: Statistic, ...more: readonly string[]): string =>
  [`${name[0].toLowerCase()}${name.slice(1)}${statistic[0].toUpperCase()}${statistic.slice(1)}`, ...more].join('');

/** Where nothing was counted the count is 0. A duration is not: nothing waited. */
const COUNTS: readonly Statistic[] = ['Sum', 'Maximum'];
export const gapsOf = ({ gaps, statistic }: { readonly gaps?: Gaps; readonly statistic: Statistic }): Gaps =>
  gaps ?? (COUNTS.includes(statistic) ? 'zero' : 'empty');

const FILLING: Readonly<Record<Gaps, (value: string) => string>> = {
  empty: (value) => value,
  zero: (value) => `FILL(${value}, 0)`,
  last: (value) => `FILL(${value}, REPEAT)`,
};
export const filled = (value: string, gaps: Gaps): string => FILLING[gaps](value);

export const sumOf = (parts: readonly NamedMetric[], gaps: Gaps = 'empty'): string =>
  parts.length === 1 ? filled(parts[0].id, gaps) : `SUM([${parts.map(({ id }) => filled(id, gaps)).join(', ')}])`;

export const divided = (value: string, by?: number | string): string => (by ? `${value} / ${by}` : value);

type Value = Pick<TotalSeries, 'statistic' | 'gaps' | 'dividedBy' | 'perSecond' | 'label' | 'color'>;

/** The metrics added up, with their gaps filled; a single one that stays as it is needs no expression. */
export function valueOf(parts: readonly NamedMetric[], series: Value): IMetric {
  const { perSecond, label, color } = series;
  const gaps = gapsOf(series);
  const by = perSecond ? `PERIOD(${parts[0].id})` : series.dividedBy;
  if (parts.length === 1 && !by && gaps === 'empty') return parts[0].metric.with({ label, color });
  return expression(divided(sumOf(parts, gaps), by), parts, { label, color });
}

export function expression(formula: string, parts: readonly NamedMetric[], options: Pick<MetricOptions, 'label' | 'color'>): IMetric {
  return new MathExpression({
    expression: formula,
    usingMetrics: Object.fromEntries(parts.map(({ id, metric }) => [id, metric])),
    ...options,
  });
}

export interface Search {
  readonly namespace: string;
  readonly dimensions: readonly string[];
  readonly terms: readonly string[];
  readonly statistic: Statistic;
}

/** Characters that the schema of a search needs no quotes for. */
const PLAIN_NAMESPACE = /^[\w/.:#-]+$/;

/** Without a period of its own: with one it would find nothing where CloudWatch no longer keeps data of so short a period. */
export function search({ namespace, dimensions, terms, statistic }: Search): string {
  const searched = Token.isUnresolved(namespace) || PLAIN_NAMESPACE.test(namespace) ? namespace : `"${namespace}"`;
  return `SEARCH('${[`{${[searched, ...dimensions].join()}}`, ...terms].join(' ')}', '${statistic}')`;
}

/** One of several values of a dimension, in quotes the whole value, without them a word of it. */
export function anyOf(dimension: string, values: readonly string[]): string {
  const terms = values.map((value) => `${dimension}=${value}`);
  return terms.length === 1 ? terms[0] : `(${terms.join(' OR ')})`;
}

/** The value of a dimension as the label of each line, with more text behind it where two lines have the same. */
export const labelOf = (dimension: string, more: string): string => [`\${PROP('Dim.${dimension}')}`, more].filter(Boolean).join(' ');
