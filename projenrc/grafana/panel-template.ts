import { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { Panel, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TextPanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { PanelTemplate, QueriesTemplate } from '../../src/grafana-dashboards/dashboard-template';
import { GRID_WIDTH } from '../../src/insights-dashboard/section-description';

export interface Frame {
  readonly title: string;
  readonly width: number;
  readonly height: number;
}

/** A panel without what the construct adds: its id, its place and its queries. */
export function panelTemplate(
  builder: Builder<Panel>,
  { title, width, height }: Frame,
  queries: readonly QueriesTemplate[],
): PanelTemplate {
  const { id: _id, gridPos: _gridPos, targets: _targets, ...panel } = builder.build();
  return { width, height, panel: asJson({ ...panel, title }), queries };
}

/** The line under the title of a section. */
export const explanationPanel = (content: string): PanelTemplate =>
  panelTemplate(
    new TextPanelBuilder().mode(TextMode.Markdown).content(content).transparent(true),
    { title: '', width: GRID_WIDTH, height: 2 },
    [],
  );

export function rowTemplate(title: string): object {
  const { id: _id, gridPos: _gridPos, ...row } = new RowBuilder(title).collapsed(false).build();
  return asJson(row);
}

export const asJson = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
