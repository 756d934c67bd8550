/** Panels of SQL over the history. */
import type { AthenaDatabase, Cell, Frame } from './athena-database';
import { panelChart } from './metric-panel';
import { withLinks } from './table-panel';
import { unitOf } from './units';
import type { ShownSeries } from '../../aws/metrics/index';
import type { Panel } from '../../grafana/dashboard';
import { Target, sqlOf } from '../../grafana/panel-queries';
import type { Scope } from '../../grafana/scope';
import { WidgetContent, empty } from '../widgets/widget-content';

const TIME_SERIES = 0;
const NO_ROW = 'No row of the history matches the query.';

export async function athenaPanel(panel: Panel, target: Target, scope: Scope, database: AthenaDatabase): Promise<WidgetContent> {
  const frame = await database.query(sqlOf(target, scope));
  if (frame.rows.length === 0) return empty(NO_ROW);
  if (panel.type === 'table' && target.format !== TIME_SERIES) {
    return withLinks(panel, scope, { kind: 'table', columns: frame.columns, rows: frame.rows.map((row) => row.map(shown)) });
  }
  if (panel.type === 'timeseries' && target.format === TIME_SERIES) {
    return panelChart(panel, linesOf(frame, unitOf(panel.fieldConfig?.defaults?.unit)), scope);
  }
  throw new Error(`A panel of type "${panel.type}" is not supported with SQL in format ${target.format}`);
}

/** To the second, in UTC. */
function shown(cell: Cell): string | number | null {
  if (cell instanceof Date) return cell.toISOString().replace('T', ' ').slice(0, 19);
  return typeof cell === 'boolean' ? String(cell) : cell;
}

/** Rows of time, texts and numbers: a line for each number and each combination of texts. */
function linesOf({ columns, rows }: Frame, unit: string): readonly ShownSeries[] {
  const of = (matches: (cell: Cell) => boolean): number[] =>
    columns.flatMap((_, column) => (rows.every(({ [column]: cell }) => cell === null || matches(cell)) ? [column] : []));
  const [time] = of((cell) => cell instanceof Date);
  if (time === undefined) throw new Error('A time series needs a column with a time');
  const texts = of((cell) => typeof cell === 'string');
  const lines = new Map<string, [number, number][]>();
  for (const row of rows) {
    for (const column of of((cell) => typeof cell === 'number')) {
      const label = [...texts.map((text) => String(row[text] ?? ''))].join(' ') || columns[column];
      lines.set(label, [...(lines.get(label) ?? []), [(row[time] as Date).getTime(), Number(row[column])]]);
    }
  }
  return [...lines].map(([label, points]) => ({ label, unit, yAxis: 'left', period: 3600, points }));
}
