import { asTable, compareNamed, Compared, Comparison, limitOf, together } from './comparison';
import { DrawnChart } from './drawn-charts';
import { add, Change, startOf, Truth } from './truth';

interface Columns {
  /** Columns of numbers, and what each counts. */
  readonly counts: Readonly<Record<string, string>>;
  /** Columns that rows are told apart by, each a dimension of the truth. */
  readonly groups: Readonly<Record<string, string>>;
  /** Rows are of what has this known; a value that is not known is an empty cell else. */
  readonly onlyKnown: boolean;
}

/** Minutes of the period that a time is cut to, by the characters that are left of its ISO 8601 text. */
const MINUTES_BY_LENGTH: Readonly<Record<string, number>> = { 15: 10, 13: 60, 10: 1440 };

/** A table by time and group, the latest rows alone. */
export const countTable = (columns: Columns): Comparison => ({
  tells: Object.values(columns.counts).flatMap((what) => Object.values(columns.groups).map((dimension) => `${what} by ${dimension}`)),
  against: 'each row, and totals where all rows have room',
  compare: (chart, truth) => {
    const [drawn, rows] = [drawnRows(chart, columns), trueRows(chart, columns, truth)];
    const [shown, whole] = [[...drawn.keys()], Math.min(limitOf(chart), rows.size)];
    const times = shown.map((key) => key.slice(0, key.indexOf(' ')));
    const fromThen = new Map([...rows].filter(([key]) => drawn.has(key) || key.slice(0, key.indexOf(' ')) > times[times.length - 1]));
    return together([
      compareNamed(cells(fromThen), cells(drawn)),
      {
        numbers: 0,
        differences:
          shown.length === whole ? [] : [`${shown.length} rows are drawn where there are ${rows.size}, with room for ${limitOf(chart)}`],
      },
      {
        numbers: 0,
        differences: times.some((time, index) => index > 0 && time > times[index - 1]) ? ['Its rows are not the latest first'] : [],
      },
      ...(rows.size > limitOf(chart)
        ? [{ numbers: 0, differences: [], note: `the latest ${shown.length} of ${rows.size} rows` }]
        : totals(drawn, columns, truth)),
    ]);
  },
});

type Rows = ReadonlyMap<string, ReadonlyMap<string, number>>;

const cells = (rows: Rows): ReadonlyMap<string, number> =>
  new Map([...rows].flatMap(([key, counts]) => [...counts].map(([what, amount]): [string, number] => [`${what} of ${key}`, amount])));

const UNKNOWN = '-';
const keyOf = (ms: number, values: readonly unknown[]): string =>
  [new Date(ms).toISOString(), ...values.map((value) => value ?? UNKNOWN)].join(' ');

function drawnRows(chart: DrawnChart, { counts, groups }: Columns): Rows {
  const { columns, rows } = asTable(chart);
  const cell = (row: (typeof rows)[number], column: string): string | number | null => row[columns.indexOf(column)];
  const lost = ['Time', ...Object.keys(counts), ...Object.keys(groups)].filter((column) => !columns.includes(column));
  if (lost.length > 0) throw new Error(`It has no column ${lost.join(', ')}`);
  const read = rows.map((row): [string, ReadonlyMap<string, number>] => [
    keyOf(
      Date.parse(`${String(cell(row, 'Time')).replace(' ', 'T')}Z`),
      Object.keys(groups).map((column) => cell(row, column)),
    ),
    new Map(Object.entries(counts).map(([column, what]) => [what, Number(cell(row, column) ?? 0)])),
  ]);
  const all = new Map(read);
  if (all.size !== rows.length) throw new Error('Two of its rows are of the same time and group');
  return all;
}

function trueRows({ query }: DrawnChart, { counts, groups, onlyKnown }: Columns, { changes }: Truth): Rows {
  const [, length] = /substr\(.+, 0, (\d+)\)/.exec(query) ?? [];
  if (!(length in MINUTES_BY_LENGTH)) throw new Error(`Its query has no period that is known here: ${query}`);
  const told = Object.values(counts);
  const rows = new Map<string, Map<string, number>>();
  const counted = (change: Change): boolean =>
    told.includes(change.What) && !(onlyKnown && Object.values(groups).some((dimension) => change[dimension] === undefined));
  for (const change of changes.filter(counted)) {
    const start = startOf(Date.parse(change.At), MINUTES_BY_LENGTH[length] * 60_000);
    const key = keyOf(
      start,
      Object.values(groups).map((dimension) => change[dimension]),
    );
    const row = rows.get(key) ?? new Map(told.map((what) => [what, 0]));
    add(row, change.What, change.Amount);
    rows.set(key, row);
  }
  return rows;
}

/** Added up over the rows, by each group. */
function totals(drawn: Rows, { counts, groups }: Columns, truth: Truth): Compared[] {
  return Object.values(counts).flatMap((what) =>
    Object.values(groups).map((dimension, index) => {
      const sums = new Map<string, number>();
      for (const [key, row] of drawn) add(sums, key.split(' ')[index + 1], row.get(what) ?? 0);
      sums.delete(UNKNOWN);
      return compareNamed(truth.totals(what, dimension), sums, { absentIsZero: true });
    }),
  );
}
