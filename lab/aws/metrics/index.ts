/**
 * CloudWatch metrics in memory: data points by name, dimensions and period, statistics and percentiles over them, SEARCH and metric math.
 */
import type { MetricStore } from './data-points';
import { defaultLabel, dynamicLabel } from './labels';
import { evaluateMath } from './math/evaluate';
import { parseMath } from './math/parser';
import { MathValue, isList, isSeries } from './math/values';
import { Definition, ExpressionDefinition, MetricDefinition, RenderingProperties, readDefinitions } from './metric-definitions';
import { MetricError } from './metric-error';
import { isQuery, parseQuery } from './query';
import { parseSearch } from './search';
import { Series, TimeRange, aggregateSeries } from './series';
import { statistic } from './statistics';

export { MetricStore } from './data-points';
export type { DataPoint } from './data-points';
export { MetricError } from './metric-error';
export type { TimeRange } from './series';

/** The part of a metric widget's properties that defines what to show. */
export interface MetricQuery {
  readonly metrics: readonly unknown[];
  readonly stat?: string;
  /** Seconds; `Infinity` for one value over the whole range. */
  readonly period?: number;
  /** Replaces every period of the widget, as a dashboard's automatic period does. */
  readonly forcedPeriod?: number;
}

/** A line of a chart. */
export interface ShownSeries {
  readonly label: string;
  readonly unit?: string;
  readonly period: number;
  readonly yAxis: 'left' | 'right';
  readonly color?: string;
  readonly points: ReadonlyArray<readonly [ms: number, value: number]>;
}

const DEFAULT_PERIOD = 300;

/**
 * The visible series of a metric widget.
 *
 * @throws MetricError for a statistic, function or search that is not supported
 */
export function evaluateMetrics(query: MetricQuery, store: MetricStore, range: TimeRange): readonly ShownSeries[] {
  const widget = new WidgetMetrics(query, store, range);
  return widget.shown();
}

class WidgetMetrics {
  private readonly definitions: readonly Definition[];
  private readonly values = new Map<Definition, MathValue>();
  private readonly beingEvaluated = new Set<Definition>();

  constructor(
    private readonly query: MetricQuery,
    private readonly store: MetricStore,
    private readonly range: TimeRange,
  ) {
    this.definitions = readDefinitions(query.metrics);
  }

  shown(): readonly ShownSeries[] {
    // Hidden definitions are evaluated as well: a mistake in one is a mistake of the widget.
    const evaluated = this.definitions.map((definition) => ({ properties: definition.properties, value: this.valueOf(definition) }));
    return evaluated
      .filter(({ properties }) => properties.visible !== false)
      .flatMap(({ properties, value }) => this.show(properties, value));
  }

  private show(properties: RenderingProperties, value: MathValue): readonly ShownSeries[] {
    if (isSeries(value)) return [toShown(value, properties, properties.label ?? defaultLabel(value))];
    if (isList(value)) return value.map((series) => toShown(series, properties, labelInList(series, properties.label)));
    throw new MetricError(`Expression "${properties.expression}" gives a single value; a chart needs time series, such as TIME_SERIES(…)`);
  }

  private valueOf(definition: Definition): MathValue {
    const known = this.values.get(definition);
    if (known !== undefined) return known;
    if (this.beingEvaluated.has(definition)) throw new MetricError(`Expression "${definition.properties.id}" refers to itself`);
    this.beingEvaluated.add(definition);
    const value = definition.kind === 'metric' ? this.metricValue(definition) : this.expressionValue(definition);
    this.values.set(definition, value);
    return value;
  }

  private metricValue({ namespace, name, dimensions, properties }: MetricDefinition): Series {
    const metric = this.store.find(namespace, name, dimensions) ?? { namespace, name, dimensions, samples: [] };
    return { ...this.series(metric, properties.stat, properties.period), label: name };
  }

  private series(metric: Series['metric'] & object, stat = this.query.stat ?? 'Average', period = this.period()): Series {
    const seconds = this.query.forcedPeriod ?? period;
    const points = aggregateSeries(metric, statistic(stat), seconds, this.range);
    return { label: metric.name, period: seconds, unit: unitOf(metric.unit, stat), metric, stat, points };
  }

  private period(): number {
    return this.query.forcedPeriod ?? this.query.period ?? DEFAULT_PERIOD;
  }

  private expressionValue({ expression, properties }: ExpressionDefinition): MathValue {
    const period = this.query.forcedPeriod ?? properties.period ?? this.period();
    if (isQuery(expression)) return this.selected(expression, period);
    const value = evaluateMath(parseMath(expression), {
      range: this.range,
      period,
      resolve: (id) => this.byId(id),
      metrics: (containing) => this.metricsContaining(containing),
      search: (text, stat, own) => this.search(text, stat, own ?? period),
    });
    return isSeries(value) && !value.label ? { ...value, label: properties.id ?? expression } : value;
  }

  /** A series for each contributor. A schema with one dimension has a metric for each. */
  private selected(expression: string, period: number): readonly Series[] {
    const { matches, statistic: stat, by } = parseQuery(expression);
    return [...this.store.all()]
      .filter(matches)
      .map((metric) => ({ ...this.series(metric, stat, period), label: metric.dimensions.get(by) ?? '' }));
  }

  private byId(id: string): MathValue | undefined {
    const definition = this.definitions.find(({ properties }) => properties.id === id);
    return definition && this.valueOf(definition);
  }

  private metricsContaining(text = ''): readonly Series[] {
    const metrics = this.definitions.filter(
      ({ kind, properties }) => kind === 'metric' && `${properties.id ?? ''} ${properties.label ?? ''}`.includes(text),
    );
    return metrics.map((definition) => this.valueOf(definition) as Series);
  }

  private search(text: string, stat: string, period: number): readonly Series[] {
    const matches = parseSearch(text);
    const found = [...this.store.all()].filter(matches).map((metric) => this.series(metric, stat, period));
    return found.sort((a, b) => (defaultLabel(a) < defaultLabel(b) ? -1 : 1));
  }
}

/** A label on a whole list goes before each one's own, unless it is filled in for each. */
function labelInList(series: Series, label: string | undefined): string {
  if (!label) return defaultLabel(series);
  return label.includes('${') ? label : `${label} ${defaultLabel(series)}`;
}

function unitOf(unit: string | undefined, stat: string): string | undefined {
  return /^(samplecount|n)$/i.test(stat) ? 'Count' : unit;
}

function toShown(series: Series, { yAxis, color }: RenderingProperties, label: string): ShownSeries {
  const { unit, period, points } = series;
  return { label: dynamicLabel(label, series), unit, period, yAxis: yAxis ?? 'left', color, points: [...points] };
}
