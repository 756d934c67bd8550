/**
 * What a chart of metrics draws, as plain data: a metric, or an expression over metrics, in the language that CloudWatch and the data sources of other
 * tools over CloudWatch have in common. Nothing here knows of CloudFormation.
 */
import { Gaps, Statistic, TotalSeries } from './series-description';

/** A metric under the name that expressions of the same chart call it. */
export interface PlottedMetric {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
}

/** A line, an area, a slice or a number; several lines, where the expression is a search. */
export interface Plot {
  /** Absent where the only metric is drawn as it is. */
  readonly expression?: string;
  readonly metrics: readonly PlottedMetric[];
  /** May hold `${PROP('Dim.X')}`, the value of a dimension. */
  readonly label?: string;
  readonly color?: string;
  /** Of a percentage, what is divided by what: a renderer can add both up over the time range first. */
  readonly share?: { readonly part: string; readonly whole: string };
  /** Whether it follows the job queues that the viewer chooses in a variable of several values. */
  readonly isOfChosen?: boolean;
}

/** A part of an expression, and the metrics that it names. */
export interface Term {
  readonly text: string;
  readonly metrics: readonly PlottedMetric[];
}

export const termOf = (metric: PlottedMetric): Term => ({ text: metric.id, metrics: [metric] });

/** Of several metrics only one has data: that one. */
export const whicheverHasData = (metrics: readonly PlottedMetric[]): Term =>
  metrics.length === 1 ? termOf(metrics[0]) : { text: `SUM([${metrics.map(({ id }) => id).join(', ')}])`, metrics };

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

export const sumOf = (terms: readonly Term[], gaps: Gaps = 'empty'): string =>
  terms.length === 1 ? filled(terms[0].text, gaps) : `SUM([${terms.map(({ text }) => filled(text, gaps)).join(', ')}])`;

export const metricsIn = (terms: readonly Term[]): readonly PlottedMetric[] => terms.flatMap(({ metrics }) => metrics);

export const divided = (value: string, by?: number | string): string => (by ? `${value} / ${by}` : value);

/** The plot of a percentage. */
export const shareOf = (share: NonNullable<Plot['share']>, rest: Omit<Plot, 'expression' | 'share'>): Plot => ({
  expression: `100 * ${share.part} / ${share.whole}`,
  share,
  ...rest,
});

type Value = Pick<TotalSeries, 'statistic' | 'gaps' | 'dividedBy' | 'perSecond' | 'label' | 'color'>;

/** The terms added up, with their gaps filled; a single metric that stays as it is needs no expression. */
export function valueOf(terms: readonly Term[], series: Value): Plot {
  const { perSecond, label, color } = series;
  const metrics = metricsIn(terms);
  const by = perSecond ? `PERIOD(${metrics[0].id})` : series.dividedBy;
  const expression = divided(sumOf(terms, gapsOf(series)), by);
  return { ...(expression !== metrics[0].id && { expression }), metrics, label, color };
}

export interface Search {
  readonly namespace: string;
  readonly dimensions: readonly string[];
  readonly terms: readonly string[];
  readonly statistic: Statistic;
}

/** Characters that the schema of a search cannot hold without quotes. */
const NEEDS_QUOTES = /\s/;

/** Without a period of its own: with one it would find nothing where CloudWatch no longer keeps data of so short a period. */
export function search({ namespace, dimensions, terms, statistic }: Search): string {
  const searched = NEEDS_QUOTES.test(namespace) ? `"${namespace}"` : namespace;
  return `SEARCH('${[`{${[searched, ...dimensions].join()}}`, ...terms].join(' ')}', '${statistic}')`;
}

/** One of several values of a dimension, in quotes the whole value, without them a word of it. */
export function anyOf(dimension: string, values: readonly string[]): string {
  const terms = values.map((value) => `${dimension}=${value}`);
  return terms.length === 1 ? terms[0] : `(${terms.join(' OR ')})`;
}

/** The value of a dimension as the label of each line, with more text behind it where two lines have the same. */
export const labelOf = (dimension: string, more: string): string => [`\${PROP('Dim.${dimension}')}`, more].filter(Boolean).join(' ');
