import { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  GraphDrawStyle,
  ReduceDataOptionsBuilder,
  StackingConfigBuilder,
  StackingMode,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { DynamicConfigValue, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import * as gauge from '@grafana/grafana-foundation-sdk/gauge';
import * as piechart from '@grafana/grafana-foundation-sdk/piechart';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { CLOUDWATCH } from './data-sources';
import { Plot, gapsOf } from '../../src/insights-dashboard/plot';
import { MetricChart, SingleChart, Unit } from '../../src/insights-dashboard/section-description';
import { Series } from '../../src/insights-dashboard/series-description';
import { measureOf } from '../../src/insights-dashboard/text-widgets';

/** Grafana's names of units. Counts keep all their digits. */
const UNITS: Readonly<Partial<Record<Unit, string>>> = {
  '%': 'percent',
  seconds: 's',
  minutes: 'm',
  hours: 'h',
  bytes: 'bytes',
  MB: 'decmbytes',
  GiB: 'gbytes',
};
export const unitOf = (unit: Unit | undefined): string => UNITS[unit ?? 'count'] ?? 'none';

/** One value for the whole range: counts add up, a percentage is already that of the range so far, of percentiles the largest is shown. */
function reducerOf(chart: MetricChart): string {
  if (chart.view === 'latest') return 'lastNotNull';
  const [first] = chart.series;
  if (first.of === 'share') return 'lastNotNull';
  return first.statistic === 'Sum' ? 'sum' : 'max';
}

const LARGEST = 'The largest value of the periods in the time range: CloudWatch calculates percentiles and maxima for each period.';

/** A percentage of the whole range is what has been added up at its end. */
export const overTheRange = (chart: MetricChart, plot: Plot): Plot =>
  plot.share && ['number', 'gauge', 'pie'].includes(chart.view)
    ? { ...plot, expression: `100 * RUNNING_SUM(${plot.share.part}) / RUNNING_SUM(FILL(${plot.share.whole}, 0))` }
    : plot;

const isCount = (series: Series): boolean => 'statistic' in series && gapsOf(series) === 'zero';

/** The panel of a chart of metrics, without queries. */
export function metricPanel(chart: MetricChart): Builder<Panel> {
  const reducer = reducerOf(chart);
  const reduceOptions = new ReduceDataOptionsBuilder().calcs([reducer]).fields('').values(false);
  const description = reducer === 'max' ? LARGEST : '';
  switch (chart.view) {
    case 'number':
    case 'latest': {
      const panel = new stat.PanelBuilder().reduceOptions(reduceOptions).unit(unitOf(chart.unit)).description(description);
      return colored(chart.series.every(isCount) ? panel.noValue('0') : panel, chart);
    }
    case 'gauge':
      return colored(new gauge.PanelBuilder().reduceOptions(reduceOptions).unit(unitOf(chart.unit)).min(0).max(100), chart);
    case 'pie':
      return colored(new piechart.PanelBuilder().reduceOptions(reduceOptions).unit(unitOf(chart.unit)).legend(pieLegend()), chart);
    default:
      return colored(lines(chart, chart.view === 'stacked'), chart);
  }
}

/** Lines from zero, or areas on top of each other. */
export function lines(chart: SingleChart, stacked: boolean): timeseries.PanelBuilder {
  return new timeseries.PanelBuilder()
    .drawStyle(GraphDrawStyle.Line)
    .unit(unitOf(chart.unit))
    .axisLabel(measureOf(chart))
    .axisSoftMin(0)
    .lineWidth(1)
    .fillOpacity(stacked ? 40 : 0)
    .stacking(new StackingConfigBuilder().group('A').mode(stacked ? StackingMode.Normal : StackingMode.None))
    .legend(legend());
}

/** What each colour stands for: the SDK leaves it out unless asked. */
export const legend = (): VizLegendOptionsBuilder => new VizLegendOptionsBuilder().showLegend(true).calcs([]);

interface Colorable {
  datasource(source: typeof CLOUDWATCH): this;
  overrideByQuery(refId: string, properties: DynamicConfigValue[]): this;
}

/** Series whose colour means something keep it, whatever their labels are. */
function colored<P extends Colorable>(panel: P, { series }: MetricChart): P {
  series.forEach(({ color }, index) => {
    const properties = [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }];
    if (color) refIdsOf(index).forEach((refId) => panel.overrideByQuery(refId, properties));
  });
  return panel.datasource(CLOUDWATCH);
}

/** The number of a series in the ids of its queries: an expression, and behind it those of further plots. */
export const seriesId = (series: number, plot = 0): string => `S${series + 1}${plot === 0 ? '' : `P${plot + 1}`}`;
const refIdsOf = (series: number): string[] => [`e${seriesId(series)}`];

/** The values of the slices stand beside their names: a pie has no other numbers. */
export const pieLegend = (): piechart.PieChartLegendOptionsBuilder =>
  new piechart.PieChartLegendOptionsBuilder()
    .showLegend(true)
    .calcs([])
    .values([piechart.PieChartLegendValues.Value, piechart.PieChartLegendValues.Percent]);
