import { AGGREGATES, aggregate } from './aggregates';
import { evaluate } from './evaluate';
import type { Row } from './log-event';
import type { Column, Command, Expression } from './syntax-tree';
import { Value, toText } from './values';

type Stats = Extract<Command, { kind: 'stats' }>;
type Call = Extract<Expression, { kind: 'call' }>;

/** A row of a `stats` result: its groups, then its aggregations. */
export class StatsRow implements Row {
  private readonly cells: Map<string, Value>;

  constructor(cells: Iterable<readonly [string, Value]>) {
    this.cells = new Map(cells);
  }

  get(name: string): Value {
    return this.cells.get(name);
  }

  set(name: string, value: Value): void {
    this.cells.set(name, value);
  }
}

interface RowGroup {
  readonly keys: readonly Value[];
  readonly rows: Row[];
}

export function runStats({ columns, by }: Stats, rows: readonly Row[]): readonly StatsRow[] {
  return groupRows(by, rows).map((group) => {
    const keys = by.map(({ name }, index) => [name, group.keys[index]] as const);
    const groupRow = new StatsRow(keys);
    return new StatsRow([...keys, ...columns.map(({ name, expression }) => [name, overGroup(expression, groupRow, group.rows)] as const)]);
  });
}

/** Groups in the order in which their first rows come; rows without a value of the group form one of their own. */
function groupRows(by: readonly Column[], rows: readonly Row[]): readonly RowGroup[] {
  const groups = new Map<string, RowGroup>();
  // Without "by" there is one group, even of nothing.
  if (by.length === 0) return [{ keys: [], rows: [...rows] }];
  for (const row of rows) {
    const keys = by.map(({ expression }) => evaluate(expression, row));
    const id = JSON.stringify(keys.map((key) => toText(key) ?? null));
    const group = groups.get(id);
    if (group) group.rows.push(row);
    else groups.set(id, { keys, rows: [row] });
  }
  return [...groups.values()];
}

function overGroup(expression: Expression, groupRow: Row, rows: readonly Row[]): Value {
  const results = new Map<Expression, Value>();
  for (const call of aggregationsIn(expression)) results.set(call, aggregate(call, rows));
  return evaluate(expression, groupRow, results);
}

function aggregationsIn(expression: Expression): readonly Call[] {
  switch (expression.kind) {
    case 'call':
      return AGGREGATES.has(expression.name) ? [expression] : expression.args.flatMap(aggregationsIn);
    case 'binary':
      return [expression.left, expression.right].flatMap(aggregationsIn);
    case 'negative':
    case 'not':
    case 'matches':
      return aggregationsIn(expression.operand);
    case 'in':
      return [expression.operand, ...expression.options].flatMap(aggregationsIn);
    default:
      return [];
  }
}
