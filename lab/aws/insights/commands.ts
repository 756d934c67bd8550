import { evaluate } from './evaluate';
import { LogEvent, Row } from './log-event';
import { runStats, StatsRow } from './stats';
import type { Command, Expression, SortKey } from './syntax-tree';
import { Value, compareNaturally, fromJson, isTrue, toText } from './values';

export type WritableRow = LogEvent | StatsRow;

/** What one command makes of the rows before it. */
export function runCommand(command: Command, rows: readonly WritableRow[]): readonly WritableRow[] {
  switch (command.kind) {
    case 'fields':
    case 'display':
      return addColumns(command.columns, rows);
    case 'filter':
      return rows.filter((row) => isTrue(evaluate(command.condition, row)));
    case 'stats':
      return runStats(command, rows);
    case 'sort':
      return sortRows(command.keys, rows);
    case 'limit':
      return rows.slice(0, command.count);
    case 'dedup':
      return withoutDuplicates(command.fields, rows);
    case 'parse':
      return extract(command, rows);
    case 'unnest':
      return unnest(command, rows);
  }
}

/** Later commands may use what an alias names. */
function addColumns(
  columns: ReadonlyArray<{ name: string; expression: Expression }>,
  rows: readonly WritableRow[],
): readonly WritableRow[] {
  const computed = columns.filter(({ name, expression }) => expression.kind !== 'field' || expression.name !== name);
  for (const row of rows) computed.forEach(({ name, expression }) => row.set(name, evaluate(expression, row)));
  return rows;
}

function sortRows(keys: readonly SortKey[], rows: readonly WritableRow[]): readonly WritableRow[] {
  const keyed = rows.map((row) => ({ row, values: keys.map(({ expression }) => evaluate(expression, row)) }));
  keyed.sort((a, b) => orderOf(keys, a.values, b.values));
  return keyed.map(({ row }) => row);
}

function orderOf(keys: readonly SortKey[], left: readonly Value[], right: readonly Value[]): number {
  for (const [index, { descending }] of keys.entries()) {
    const order = compareNaturally(left[index], right[index]);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

/** The first of each; a row that lacks one of the fields is no duplicate. */
function withoutDuplicates(fields: readonly Expression[], rows: readonly WritableRow[]): readonly WritableRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const values = fields.map((field) => toText(evaluate(field, row)));
    const key = JSON.stringify(values);
    if (values.includes(undefined)) return true;
    return seen.has(key) ? false : seen.add(key);
  });
}

type Parse = Extract<Command, { kind: 'parse' }>;

function extract({ source, pattern, names }: Parse, rows: readonly WritableRow[]): readonly WritableRow[] {
  for (const row of rows) {
    const found = pattern.exec(toText(evaluate(source, row)) ?? '');
    names.forEach((name, index) => row.set(name, found?.groups?.[name] ?? found?.[index + 1]));
  }
  return rows;
}

type Unnest = Extract<Command, { kind: 'unnest' }>;

/** A row per element; rows without a list are dropped, as there is nothing to make a row of. */
function unnest({ source, into }: Unnest, rows: readonly WritableRow[]): readonly WritableRow[] {
  return rows.flatMap((row) => {
    const list = evaluate(source, row as Row);
    if (!Array.isArray(list) || !(row instanceof LogEvent)) return [];
    return list.map((element) => {
      const copy = new LogEvent(row.line, row);
      copy.set(into, fromJson(element));
      return copy;
    });
  });
}
