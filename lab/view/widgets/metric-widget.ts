import { Annotation, Axis, BarChart, LabelledNumber, PieChart, TableContent, TimeChart, WidgetContent, empty } from './widget-content';
import { MetricStore, ShownSeries, evaluateMetrics } from '../../aws/metrics/index';
import type { Dashboard } from '../dashboards/dashboard';
import { periodFor } from '../periods';
import type { TimeRange } from '../time-range';

type Properties = Readonly<Record<string, unknown>>;

interface Axes {
  readonly left?: Axis & { readonly showUnits?: boolean };
  readonly right?: Axis & { readonly showUnits?: boolean };
}

/** Evaluates a metric widget and shapes the result for its view. */
export function metricContent(properties: Properties, dashboard: Dashboard, store: MetricStore, range: TimeRange): WidgetContent {
  const series = evaluate(properties, dashboard, store, range);
  if (series.every(({ points }) => points.length === 0)) return empty(whyEmpty(properties));
  switch (properties.view ?? 'timeSeries') {
    case 'timeSeries':
      return timeChart(properties, series, range);
    case 'singleValue':
      return { kind: 'numbers', items: series.map(latest), sparkline: properties.sparkline === true };
    case 'gauge':
      return gauge(properties, series);
    case 'bar':
      return bar(series);
    case 'pie':
      return pie(series);
    case 'table':
      return table(series);
    default:
      throw new Error(`Unsupported view "${String(properties.view)}" of a metric widget`);
  }
}

function evaluate(properties: Properties, { periodOverride }: Dashboard, store: MetricStore, range: TimeRange): readonly ShownSeries[] {
  if (!Array.isArray(properties.metrics)) throw new Error('The widget has no list of metrics');
  const query = { metrics: properties.metrics as readonly unknown[], stat: properties.stat as string | undefined };
  const declared = properties.period as number | undefined;
  if (properties.setPeriodToTimeRange === true && properties.view !== 'timeSeries') {
    return evaluateMetrics({ ...query, forcedPeriod: Infinity }, store, range);
  }
  return evaluateMetrics({ ...query, period: declared, forcedPeriod: periodFor(declared, range, periodOverride) }, store, range);
}

/** Metrics of AWS's own services come from AWS: a replay has those of a simulated world, and of groups whose metrics are enabled. */
function whyEmpty(properties: Properties): string {
  const namespaces = (properties.metrics as readonly unknown[][])
    .map(([namespace]) => namespace)
    .filter((name) => typeof name === 'string');
  const allAws = namespaces.length > 0 && namespaces.every((name) => name === '.' || name === '...' || isOfAws(String(name)));
  return allAws ? ofAwsItself(String(namespaces[0])) : NO_DATA;
}

export const NO_DATA = 'No data in this time range.';
export const isOfAws = (namespace: string): boolean => /^(?:AWS|ECS)\//.test(namespace);
export const ofAwsItself = (namespace: string): string => `${namespace} metrics come from AWS itself; this replay has none of these.`;

/** Lines or areas, as the properties of a widget have them. */
export function timeChart(properties: Properties, series: readonly ShownSeries[], { start, end }: TimeRange): TimeChart {
  const axes = (properties.yAxis ?? {}) as Axes;
  const legend = (properties.legend as { position?: TimeChart['legend'] } | undefined)?.position ?? 'bottom';
  return {
    kind: properties.stacked === true ? 'areas' : 'lines',
    series: series.map(({ label, color, yAxis, unit, points }) => ({ label, color, yAxis, unit, points })),
    left: axisOf(axes.left, series, 'left'),
    right: axisOf(axes.right, series, 'right'),
    annotations: horizontal(properties),
    legend,
    start,
    end,
  };
}

/** The unit stands at the axis where all its series share one, unless the widget names it. */
function axisOf({ label, min, max, showUnits }: Axes['left'] & object = {}, series: readonly ShownSeries[], side: 'left' | 'right'): Axis {
  const units = new Set(series.filter(({ yAxis }) => yAxis === side).map(({ unit }) => unit));
  const shared = units.size === 1 && showUnits !== false ? [...units][0] : undefined;
  return { label: label ?? shared, min, max };
}

interface HorizontalAnnotation {
  readonly value?: number;
  readonly label?: string;
  readonly color?: string;
  readonly yAxis?: 'left' | 'right';
  readonly visible?: boolean;
}

function horizontal(properties: Properties): readonly Annotation[] {
  const annotations = (properties.annotations as { horizontal?: unknown } | undefined)?.horizontal;
  const flat = (Array.isArray(annotations) ? annotations.flat() : []) as readonly HorizontalAnnotation[];
  return flat.flatMap(({ value, label, color, yAxis = 'left', visible }) =>
    typeof value === 'number' && visible !== false ? [{ value, label, color, yAxis }] : [],
  );
}

function latest({ label, unit, color, points }: ShownSeries): LabelledNumber {
  return { label, unit, color, value: points[points.length - 1]?.[1] ?? null, points };
}

function gauge(properties: Properties, series: readonly ShownSeries[]): WidgetContent {
  const { min = 0, max = 100 } = ((properties.yAxis ?? {}) as Axes).left ?? {};
  return { kind: 'gauge', items: series.map(latest), min, max };
}

function bar(series: readonly ShownSeries[]): BarChart {
  const items = series.map(latest);
  return {
    kind: 'bars',
    categories: items.map(({ label }) => label),
    series: [{ label: 'Value', values: items.map(({ value }) => value) }],
    unit: items[0]?.unit,
  };
}

function pie(series: readonly ShownSeries[]): PieChart {
  const slices = series.map(latest).map(({ label, value, color }) => ({ label, value: value ?? 0, color }));
  return { kind: 'pie', slices, unit: series[0]?.unit };
}

function table(series: readonly ShownSeries[]): TableContent {
  const rows = series.map(({ label, unit, points }) => {
    const values = points.map(([, value]) => value);
    const total = values.reduce((sum, value) => sum + value, 0);
    const least = values.reduce((a, b) => Math.min(a, b), Infinity);
    const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
    return values.length === 0
      ? [label, unit ?? null, null, null, null, null, null]
      : [label, unit ?? null, values[values.length - 1], least, most, total / values.length, total];
  });
  return { kind: 'table', columns: ['Label', 'Unit', 'Last', 'Min', 'Max', 'Average', 'Sum'], rows };
}
