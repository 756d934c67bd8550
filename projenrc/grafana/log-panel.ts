import * as barchart from '@grafana/grafana-foundation-sdk/barchart';
import { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { DataSourceRef, ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import * as piechart from '@grafana/grafana-foundation-sdk/piechart';
import * as table from '@grafana/grafana-foundation-sdk/table';
import { CLOUDWATCH } from './data-sources';
import { ADDRESS_COLUMNS, OPEN_ADDRESS } from './links';
import { legend, lines, pieLegend, unitOf } from './metric-panel';
import { LogChart } from '../../src/insights-dashboard/section-description';

/** A table in which cells with addresses open them. */
export function tablePanel(datasource: DataSourceRef): table.PanelBuilder {
  const panel = new table.PanelBuilder().datasource(datasource).filterable(true);
  return ADDRESS_COLUMNS.reduce((all, column) => all.overrideByName(column, OPEN_ADDRESS), panel);
}

/** The panel of a query over records, without it. */
export function logPanel(chart: LogChart): Builder<Panel> {
  switch (chart.view) {
    case 'table':
      return tablePanel(CLOUDWATCH);
    case 'bar':
      return new barchart.PanelBuilder().datasource(CLOUDWATCH).unit(unitOf(chart.unit)).legend(legend());
    case 'pie':
      // A row is a slice, not a value to reduce.
      return new piechart.PanelBuilder()
        .datasource(CLOUDWATCH)
        .unit(unitOf(chart.unit))
        .legend(pieLegend())
        .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(true));
    case 'stacked':
      // Logs Insights answers the newest first, and Grafana draws in order of time.
      return lines(chart, true)
        .datasource(CLOUDWATCH)
        .withTransformation({ id: 'sortBy', options: { sort: [{ field: binOf(chart.query) }] } });
  }
}

/** The column of time of a time series. */
function binOf(query: readonly string[]): string {
  const bin = /\bbin\([^)]*\)/.exec(query.join(' '));
  if (!bin) throw new Error(`A time series needs bin(): ${query.join(' | ')}`);
  return bin[0];
}
