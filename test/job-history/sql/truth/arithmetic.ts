/** What SQL means, in plain TypeScript: NULL is unknown, and aggregates pass over it. */

export type Cell = string | number | boolean | null;
export type TruthRow = Readonly<Record<string, Cell>>;
type Value = number | null | undefined;

const known = (values: readonly Value[]): number[] => values.filter((value): value is number => value !== null && value !== undefined);

/** The sum of what is known, or NULL where nothing is. */
export const sum = (values: readonly Value[]): number | null =>
  known(values).length === 0 ? null : known(values).reduce((total, value) => total + value, 0);
export const maximum = (values: readonly Value[]): number | null => (known(values).length === 0 ? null : Math.max(...known(values)));
export const countKnown = (values: readonly unknown[]): number => values.filter((value) => value !== null && value !== undefined).length;
export const times = (...factors: readonly Value[]): number | null =>
  known(factors).length < factors.length ? null : known(factors).reduce((product, factor) => product * factor, 1);

/** The smallest value that at least this share of the values does not exceed. */
export function percentile(values: readonly Value[], share: number): number | null {
  const sorted = known(values).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

export const round = (value: Value, digits: number): number | null =>
  value === null || value === undefined ? null : Math.round(value * 10 ** digits) / 10 ** digits;
export const divided = (value: Value, by: number): number | null => (value === null || value === undefined ? null : value / by);
export const minutes = (seconds: Value): number | null => round(divided(seconds, 60), 1);
export const hours = (seconds: readonly Value[]): number | null => round(divided(sum(seconds), 3600), 2);
export const percent = (part: number, whole: number): number | null => round((100 * part) / whole, 1);

/** Columns that queries have of a duration. */
export const spreadOf = (seconds: readonly Value[]) => ({
  median_minutes: minutes(percentile(seconds, 0.5)),
  p95_minutes: minutes(percentile(seconds, 0.95)),
  max_minutes: minutes(maximum(seconds)),
});

/** Rows in order of columns, `-` before those that descend; NULL comes last in both directions. */
export const ordered = <R extends TruthRow>(rows: readonly R[], ...columns: readonly string[]): R[] =>
  [...rows].sort((a, b) => columns.map((column) => compare(a, b, column)).find((order) => order !== 0) ?? 0);

function compare(a: TruthRow, b: TruthRow, column: string): number {
  const [name, sign] = column.startsWith('-') ? [column.slice(1), -1] : [column, 1];
  const [x, y] = [a[name], b[name]];
  if (x === y) return 0;
  if (x === null) return 1;
  if (y === null) return -1;
  return sign * (x < y ? -1 : 1);
}
