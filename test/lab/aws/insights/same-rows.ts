import type { SqlRow } from './duckdb';
import type { InsightsResult } from '../../../../lab/aws/insights/index';

const DIGITS = 9;

/** Rows as comparable text: cells without a value left out, numbers to nine digits. */
function normalised(rows: ReadonlyArray<Record<string, unknown>>): readonly string[] {
  return rows.map((row) =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(row)
          .filter(([, value]) => value !== null && value !== undefined)
          .map(([name, value]) => [name, typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value])
          .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      ),
    ),
  );
}

/** Fails where the evaluator and the SQL differ; without an order of rows where the query asks for none. */
export function expectSameRows(result: InsightsResult, sql: readonly SqlRow[], query: string): void {
  const [ours, theirs] = [normalised(result.rows), normalised(sql)];
  const ordered = /\bsort\b/.test(query);
  expect(ordered ? ours : [...ours].sort()).toEqual(ordered ? theirs : [...theirs].sort());
}
