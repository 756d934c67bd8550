import { FormatOptions } from '@grafana/grafana-foundation-sdk/athena';
import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { ATHENA } from './data-sources';
import { tablePanel } from './log-panel';
import { legend } from './metric-panel';
import { explanationPanel, Frame, panelTemplate, rowTemplate } from './panel-template';
import { athenaTarget } from './targets';
import { PanelTemplate, SectionTemplate } from '../../src/grafana-dashboards/dashboard-template';

/** The links of the cells of some columns. */
export type ColumnLinks = Readonly<Record<string, Parameters<table.PanelBuilder['overrideByName']>[1][number]>>;

/** A table of the rows of a query. */
export const athenaTable = (frame: Frame, sql: string, links: ColumnLinks): PanelTemplate =>
  panelTemplate(
    Object.entries(links).reduce((panel, [column, link]) => panel.overrideByName(column, [link]), tablePanel(ATHENA)),
    frame,
    [{ targets: [athenaTarget(sql)] }],
  );

/** Stacked series of a query, one for each value of its second column. */
export const stackedOverTime = (frame: Frame, sql: string, drawStyle = GraphDrawStyle.Line): PanelTemplate =>
  panelTemplate(
    new timeseries.PanelBuilder()
      .datasource(ATHENA)
      .unit('none')
      .drawStyle(drawStyle)
      .legend(legend())
      .fillOpacity(40)
      .stacking(new StackingConfigBuilder().group('A').mode(StackingMode.Normal)),
    frame,
    [{ targets: [athenaTarget(sql, FormatOptions.TimeSeries)] }],
  );

/** A section that only Grafana has. */
export const athenaSection = (title: string, explanation: string, panels: readonly PanelTemplate[]): SectionTemplate => ({
  title,
  row: rowTemplate(title),
  explanation: explanationPanel(explanation),
  charts: panels.map((panel) => ({ panels: [panel] })),
});
