/**
 * CloudWatch Logs Insights QL over log events in memory: a scanner and a parser make a syntax tree, `commands.ts` runs it command by command.
 * `check-query.ts` refuses what Logs Insights would refuse.
 */
import { checkQuery } from './check-query';
import { WritableRow, runCommand } from './commands';
import { LogEvent, LogLine } from './log-event';
import { MAX_RESULTS, parseQuery } from './query-parser';
import type { Command } from './syntax-tree';
import { Shown, toShown } from './values';

export { InsightsQueryError } from './query-error';
export type { LogLine } from './log-event';
export type { Shown } from './values';

export interface InsightsResult {
  /** Columns in the order of the query. */
  readonly fields: string[];
  /** A cell that is absent has no value. Timestamps read `YYYY-MM-DD HH:mm:ss.SSS`, in UTC. */
  readonly rows: Array<Record<string, Shown>>;
  readonly scannedBytes: number;
  /** Log events that passed the filters before the first `stats`, whatever a `limit` leaves of them. */
  readonly matched: number;
  /** Columns that the last `stats` grouped by: what charts have on their axis. */
  readonly groups: GroupColumn[];
}

export interface GroupColumn {
  readonly name: string;
  /** Whether it is a `bin()`, so that lines can be drawn over it. */
  readonly isTime: boolean;
}

/** Milliseconds since the epoch, both ends included. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Runs a CloudWatch Logs Insights QL query over log lines.
 *
 * @throws InsightsQueryError naming the command or function and its place, for whatever is not supported
 */
export function runInsightsQuery(query: string, lines: readonly LogLine[], { start, end }: TimeRange): InsightsResult {
  const commands = parseQuery(query);
  checkQuery(query, commands);
  const scanned = lines.filter(({ timestamp }) => timestamp >= start && timestamp <= end);
  const newestFirst = [...scanned].sort((a, b) => b.timestamp - a.timestamp);
  let rows: readonly WritableRow[] = newestFirst.map((line) => new LogEvent(line));
  let matched = rows.length;
  for (const [index, command] of commands.entries()) {
    rows = runCommand(command, rows);
    if (command.kind === 'filter' && !commands.slice(0, index).some(({ kind }) => kind === 'stats')) matched = rows.length;
  }
  const fields = columnsOf(commands);
  return {
    fields,
    rows: rows.slice(0, MAX_RESULTS).map((row) => showRow(row, fields)),
    scannedBytes: scanned.reduce((bytes, { message }) => bytes + Buffer.byteLength(message), 0),
    matched,
    groups: groupColumnsOf(commands).filter(({ name }) => fields.includes(name)),
  };
}

function groupColumnsOf(commands: readonly Command[]): GroupColumn[] {
  const by = commands.flatMap((command) => (command.kind === 'stats' ? [command.by] : [])).pop() ?? [];
  return by.map(({ name, expression }) => ({
    name,
    isTime: expression.kind === 'call' && ['bin', 'datefloor', 'dateceil'].includes(expression.name),
  }));
}

/** Columns add up over `fields`; `display` and `stats` begin anew, and nothing after the last `display` adds to it. */
function columnsOf(commands: readonly Command[]): string[] {
  let columns: string[] = [];
  let displayed = false;
  for (const command of commands) {
    if (command.kind === 'stats') columns = [...command.by, ...command.columns].map(({ name }) => name);
    else if (command.kind === 'display') columns = command.columns.map(({ name }) => name);
    else if (command.kind === 'fields' && !displayed) columns.push(...command.columns.map(({ name }) => name));
    displayed = command.kind === 'display' || (displayed && command.kind !== 'stats');
  }
  return columns.length === 0 ? ['@timestamp', '@message'] : [...new Set(columns)];
}

function showRow(row: WritableRow, fields: readonly string[]): Record<string, Shown> {
  const shown = fields.map((field) => [field, toShown(row.get(field))] as const);
  return Object.fromEntries(shown.filter((cell): cell is readonly [string, Shown] => cell[1] !== undefined));
}
