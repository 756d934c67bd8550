import { BarChart, PieChart, TableContent, TimeChart, WidgetContent, empty } from './widget-content';
import { InsightsResult, LogLine, Shown, runInsightsQuery } from '../../aws/insights/index';
import { splitSources } from '../dashboards/log-queries';
import type { OutFolder } from '../out-folder';
import type { TimeRange } from '../time-range';

type Properties = Readonly<Record<string, unknown>>;

/** Runs a log widget's query and shapes the result for its view. */
export function logContent(properties: Properties, out: OutFolder, range: TimeRange): WidgetContent {
  const { logGroups, query } = splitSources(String(properties.query ?? ''));
  const result = runInsightsQuery(query, linesOf(logGroups, out), range);
  return resultContent(result, properties, range);
}

/** What a view shows of the rows of a query. */
export function resultContent(result: InsightsResult, properties: Properties, range: TimeRange): WidgetContent {
  if (result.rows.length === 0) return empty('No log event of this time range matches the query.');
  switch (properties.view ?? 'table') {
    case 'table':
      return table(result);
    case 'bar':
      return result.groups.some(({ isTime }) => isTime) ? overTime(result, range, false, properties) : bars(result);
    case 'pie':
      return pie(result);
    case 'timeSeries':
      return overTime(result, range, properties.stacked === true, properties);
    default:
      throw new Error(`Unsupported view "${String(properties.view)}" of a log widget`);
  }
}

/** The lines of log groups that the replay has. */
export function linesOf(logGroups: readonly string[], out: OutFolder): readonly LogLine[] {
  if (logGroups.length === 0) throw new Error('The query names no log group');
  return logGroups.flatMap((name) => {
    const lines = out.logLines(name);
    if (!lines) {
      throw new Error(`There is no log group "${name}" in the replay's output; there are: ${out.logGroups().join(', ') || 'none'}`);
    }
    return lines;
  });
}

function table({ fields, rows }: InsightsResult): TableContent {
  return { kind: 'table', columns: fields, rows: rows.map((row) => fields.map((field) => row[field] ?? null)) };
}

const labelOf = (row: Record<string, Shown>, names: readonly string[]): string =>
  names.map((name) => String(row[name] ?? '(none)')).join(', ');

export const numberOf = (value: Shown | undefined): number | null =>
  value === undefined || Number.isNaN(Number(value)) ? null : Number(value);

/** The columns to group by, and those with numbers. */
function axes({ fields, groups, rows }: InsightsResult): { names: readonly string[]; values: readonly string[] } {
  const names = groups.map(({ name }) => name);
  const values = fields.filter((field) => !names.includes(field) && rows.some((row) => numberOf(row[field]) !== null));
  if (names.length === 0 || values.length === 0) throw new Error('A bar or pie chart needs a query with "stats … by …"');
  return { names, values };
}

function bars(result: InsightsResult): BarChart {
  const { names, values } = axes(result);
  return {
    kind: 'bars',
    categories: result.rows.map((row) => labelOf(row, names)),
    series: values.map((label) => ({ label, values: result.rows.map((row) => numberOf(row[label])) })),
  };
}

function pie(result: InsightsResult): PieChart {
  const { names, values } = axes(result);
  return { kind: 'pie', slices: result.rows.map((row) => ({ label: labelOf(row, names), value: numberOf(row[values[0]]) ?? 0 })) };
}

function overTime(result: InsightsResult, { start, end }: TimeRange, stacked: boolean, properties: Properties): TimeChart {
  const time = result.groups.find(({ isTime }) => isTime);
  if (!time) throw new Error('Lines and areas need a query with "stats … by bin(…)"');
  if (result.groups.length > 1) throw new Error('CloudWatch draws lines and areas only for queries that group by bin() alone');
  const values = result.fields.filter((field) => field !== time.name);
  const rows = [...result.rows].sort((a, b) => msOf(a[time.name]) - msOf(b[time.name]));
  return {
    kind: stacked ? 'areas' : 'lines',
    series: values.map((label) => ({ label, yAxis: 'left', points: rows.flatMap((row) => point(row[time.name], row[label])) })),
    left: (properties.yAxis as { left?: object } | undefined)?.left ?? { min: 0 },
    right: {},
    annotations: [],
    legend: 'bottom',
    start,
    end,
  };
}

/** The instant of a time as Logs Insights shows it. */
export const msOf = (shown: Shown | undefined): number => Date.parse(`${String(shown).replace(' ', 'T')}Z`);

function point(time: Shown | undefined, value: Shown | undefined): ReadonlyArray<readonly [number, number]> {
  const number = numberOf(value);
  return number === null || time === undefined ? [] : [[msOf(time), number]];
}
