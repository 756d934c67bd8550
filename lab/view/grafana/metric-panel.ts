/** Panels of metrics: the same series as a widget of CloudWatch has, in the look that the panel's JSON gives them. */
import { unitOf } from './units';
import { MetricStore, ShownSeries } from '../../aws/metrics/index';
import { FieldDefaults, Panel, overridesOf } from '../../grafana/dashboard';
import { Target, runMetrics } from '../../grafana/panel-queries';
import type { Scope } from '../../grafana/scope';
import { automaticPeriod } from '../../grafana/time';
import { NO_DATA, isOfAws, ofAwsItself, timeChart } from '../widgets/metric-widget';
import { LabelledNumber, TimeChart, WidgetContent, empty } from '../widgets/widget-content';

export function metricPanel(panel: Panel, scope: Scope, store: MetricStore): WidgetContent {
  const { targets = [], fieldConfig: { defaults = {} } = {}, options = {} } = panel;
  const unit = unitOf(defaults.unit);
  const series = runMetrics(targets, scope, store, automaticPeriod(scope.range), colorsOf(panel)).map((each) => ({ ...each, unit }));
  if (defaults.noValue === undefined && series.every(({ points }) => points.length === 0)) return empty(whyEmpty(targets));
  const items = (): readonly LabelledNumber[] => series.map((each) => reduced(each, options.reduceOptions?.calcs ?? [], defaults.noValue));
  switch (panel.type) {
    case 'timeseries':
      return panelChart(panel, series.filter(hasPoints), scope);
    case 'stat':
      return { kind: 'numbers', items: items(), sparkline: options.graphMode === 'area' };
    case 'gauge':
      return { kind: 'gauge', items: items(), min: defaults.min ?? 0, max: defaults.max ?? 100 };
    case 'piechart':
      return {
        kind: 'pie',
        unit,
        ...legendOf(panel),
        slices: items().map(({ label, value, color }) => ({ label, color, value: value ?? 0 })),
      };
    default:
      throw new Error(`A panel of type "${panel.type}" is not supported with metrics`);
  }
}

const hasPoints = ({ points }: ShownSeries): boolean => points.length > 0;

const colorsOf = (panel: Panel): ReadonlyMap<string, string> =>
  new Map([...overridesOf(panel, 'byFrameRefID', 'color')].map(([refId, value]) => [refId, (value as { fixedColor: string }).fixedColor]));

/** A chart of bars or slices has a legend unless it is hidden. */
export const legendOf = ({ options }: Panel): { readonly legend?: 'hidden' } =>
  options?.legend?.showLegend === true ? {} : { legend: 'hidden' };

/** Series over the range of the dashboard. */
export const panelChart = (panel: Panel, series: readonly ShownSeries[], { range: { from: start, to: end } }: Scope): TimeChart => ({
  ...timeChart(widgetOf(panel), series, { start, end }),
  bars: panel.fieldConfig?.defaults?.custom?.drawStyle === 'bars',
});

/** The properties of a widget of CloudWatch that is drawn in the same way. */
export function widgetOf({ fieldConfig, options = {} }: Panel): Readonly<Record<string, unknown>> {
  const { axisLabel, axisSoftMin, stacking }: NonNullable<FieldDefaults['custom']> = fieldConfig?.defaults?.custom ?? {};
  return {
    view: 'timeSeries',
    stacked: stacking?.mode === 'normal',
    yAxis: { left: { label: axisLabel, min: axisSoftMin, showUnits: false } },
    legend: { position: options.legend?.showLegend === true ? 'bottom' : 'hidden' },
  };
}

const REDUCERS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((total, value) => total + value, 0),
  max: (values) => values.reduce((a, b) => Math.max(a, b), -Infinity),
  lastNotNull: (values) => values[values.length - 1],
};

/** One number for a series. */
function reduced({ label, unit, color, points }: ShownSeries, [calc]: readonly string[], noValue: string | undefined): LabelledNumber {
  const values = points.map(([, value]) => value);
  const none = noValue === undefined ? null : Number(noValue);
  return { label, unit, color, points, value: values.length === 0 ? none : REDUCERS[calc](values) };
}

/** In the words of the widget: a replay has none of AWS's own metrics but those of a simulated world. */
function whyEmpty(targets: readonly Target[]): string {
  const namespaces = targets.flatMap(({ namespace = '', expression = '' }) => [namespace, ...namespacesIn(expression)]).filter(Boolean);
  return namespaces.length > 0 && namespaces.every(isOfAws) ? ofAwsItself(namespaces[0]) : NO_DATA;
}

const namespacesIn = (expression: string): string[] =>
  [...expression.matchAll(/SEARCH\('\s*(?:\{"?([^,"}]+)|[^']*?Namespace="([^"]+)")/g)].map(([, schema, term]) => schema ?? term);
