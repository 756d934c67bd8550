import { TrinoResult } from './trino';
import { attemptColumns } from '../../../src/domain/history/columns';
import { Row } from '../../job-history/sql/history-tables';

/** What Trino and DuckDB do not agree on. */
export class Differences {
  count = 0;

  unless(isEqual: boolean, describe: () => readonly string[]): void {
    if (isEqual) return;
    this.count += 1;
    process.stdout.write(`${describe().join('\n')}\n`);
  }
}

/** Rows by column, with values as JSON has them. Trino's protocol has the values of a row in their order. */
export const resultRows = ({ columns, rows }: TrinoResult): Row[] =>
  rows.map((cells) => Object.fromEntries(cells.map((cell, index) => [columns[index].name, plain(cell, columns[index].type)])));

function plain(cell: unknown, type: string): unknown {
  if (cell === null) return null;
  if (type.startsWith('timestamp')) return new Date(`${String(cell).replace(' ', 'T')}Z`).toISOString();
  if (!type.startsWith('array(row(')) return cell;
  const columns = attemptColumns().map(({ name, trinoType }) => ({ name, type: trinoType }));
  return resultRows({ columns, rows: cell as TrinoResult['rows'] });
}

/** Columns that Trino estimates: it draws a line between the values beside a percentile. */
const isEstimate = (column: string): boolean => /^(median|p95)_/.test(column);

/** Compares rows, in their order where they have one that no estimate is part of. */
export function expectSameRows(
  what: string,
  trino: readonly Row[],
  duckDb: readonly Row[],
  differences: Differences,
  isOrdered: boolean,
): void {
  const keepsOrder = isOrdered && !Object.keys(duckDb[0] ?? {}).some(isEstimate);
  const [ours, theirs] = [trino, duckDb].map((rows) => (keepsOrder ? rows.map(textOf) : rows.map(textOf).sort()));
  differences.unless(ours.length > 0 && ours.join('\n') === theirs.join('\n'), () => [
    `${what}: Trino has ${ours.length} rows, DuckDB ${theirs.length}`,
    ...ours.flatMap((row, index) => (row === theirs[index] ? [] : [`  Trino  ${row}`, `  DuckDB ${theirs[index]}`])).slice(0, 20),
  ]);
}

const textOf = (row: Row): string =>
  JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => !isEstimate(column))), sortKeys);
/** Neither the columns of a row nor the keys of a map have an order. */
const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
