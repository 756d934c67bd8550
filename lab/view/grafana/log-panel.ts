/** Panels of queries over logs, in the views that widgets of CloudWatch have. */
import { legendOf, panelChart, widgetOf } from './metric-panel';
import { withLinks } from './table-panel';
import { unitOf } from './units';
import type { InsightsResult } from '../../aws/insights/index';
import type { ShownSeries } from '../../aws/metrics/index';
import type { Panel } from '../../grafana/dashboard';
import { Target, logGroupsOf, runLogs } from '../../grafana/panel-queries';
import type { Scope } from '../../grafana/scope';
import type { OutFolder } from '../out-folder';
import { linesOf, msOf, numberOf, resultContent } from '../widgets/log-widget';
import { WidgetContent, empty } from '../widgets/widget-content';

const VIEWS: Readonly<Record<string, string>> = { table: 'table', barchart: 'bar', piechart: 'pie', timeseries: 'timeSeries' };

export function logPanel(panel: Panel, target: Target, scope: Scope, out: OutFolder): WidgetContent {
  if (!Object.hasOwn(VIEWS, panel.type)) throw new Error(`A panel of type "${panel.type}" is not supported with a query over logs`);
  if (logGroupsOf(target, scope).length === 0) {
    return empty('No log group is chosen. Logs of containers come from AWS itself; this replay has none.');
  }
  const result = runLogs(target, scope, (logGroup) => linesOf([logGroup], out));
  const { from: start, to: end } = scope.range;
  if ((target.statsGroups ?? []).length > 0 && result.rows.length > 0) {
    const unit = unitOf(panel.fieldConfig?.defaults?.unit);
    return panelChart(panel, linesByGroup(result, target.statsGroups ?? [], unit), scope);
  }
  const content = resultContent(result, { ...widgetOf(panel), view: VIEWS[panel.type] }, { start, end });
  return content.kind === 'table' ? withLinks(panel, scope, content) : withUnit(content, panel);
}

function withUnit(content: WidgetContent, panel: Panel): WidgetContent {
  const unit = unitOf(panel.fieldConfig?.defaults?.unit);
  return content.kind === 'bars' || content.kind === 'pie' ? { ...content, unit, ...legendOf(panel) } : content;
}

/** A line for each value of each group of rows; the groups are those of `stats … by`, and one of them is the time. */
function linesByGroup({ fields, rows, groups }: InsightsResult, statsGroups: readonly string[], unit: string): readonly ShownSeries[] {
  const time = groups.find(({ isTime }) => isTime)?.name;
  const names = groups.filter(({ isTime }) => !isTime).map(({ name }) => name);
  if (time === undefined || [time, ...names].some((name) => !statsGroups.includes(name))) {
    throw new Error(`The query groups by other columns than its panel: ${statsGroups.join(', ')}`);
  }
  const values = fields.filter((field) => field !== time && !names.includes(field));
  const lines = new Map<string, [number, number][]>();
  for (const row of [...rows].reverse()) {
    for (const value of values) {
      const label = [value, ...names.map((name) => String(row[name] ?? ''))].join(' ');
      const number = numberOf(row[value]);
      if (number !== null) lines.set(label, [...(lines.get(label) ?? []), [msOf(row[time]), number]]);
    }
  }
  return [...lines].map(([label, points]) => ({ label, unit, yAxis: 'left', period: 60, points: points.sort(([a], [b]) => a - b) }));
}
