import { attemptColumns, HistoryColumn, tableColumns } from '../../../src/domain/history/columns';
import { HistoryRow } from '../../../src/domain/history/history-row';
import { DAY_COLUMN, HISTORY_DATASETS, HistoryDatasetName } from '../../../src/domain/names/history';

const MAX_ROWS_OF_INSERT = 100;

/** Statements that make the table of a dataset, with typed columns, and fill it. */
export function tableStatements(dataset: HistoryDatasetName, rows: readonly HistoryRow[]): string[] {
  const { table } = HISTORY_DATASETS[dataset];
  const columns: Typed[] = [...tableColumns(dataset), { name: DAY_COLUMN, trinoType: 'varchar' }];
  const inserts = Array.from({ length: Math.ceil(rows.length / MAX_ROWS_OF_INSERT) }, (_, index) =>
    rows.slice(index * MAX_ROWS_OF_INSERT, (index + 1) * MAX_ROWS_OF_INSERT),
  );
  return [
    `create table ${table} (${columns.map(({ name, trinoType }) => `"${name}" ${trinoType}`).join(', ')})`,
    ...inserts.map((some) => `insert into ${table} values ${some.map((row) => `(${cellsOf(row, columns).join(', ')})`).join(', ')}`),
  ];
}

type Typed = Pick<HistoryColumn, 'name' | 'trinoType'>;

const cellsOf = (row: HistoryRow, columns: readonly Typed[]): string[] =>
  columns.map(({ name, trinoType }) => `cast(${literal(row[name])} as ${trinoType})`);

/** A value of a row. Texts are cast to times by the column. */
function literal(value: unknown): string {
  if (value === undefined) return 'null';
  if (Array.isArray(value)) return `array[${value.map(arrayEntry).join(', ')}]`;
  if (typeof value === 'object') return mapLiteral(value as Readonly<Record<string, string>>);
  return typeof value === 'string' ? text(value) : `${String(value)}${Number.isInteger(value) || typeof value === 'boolean' ? '' : 'e0'}`;
}

const arrayEntry = (entry: unknown): string =>
  typeof entry === 'object' ? `row(${cellsOf(entry as HistoryRow, attemptColumns()).join(', ')})` : literal(entry);
const mapLiteral = (map: Readonly<Record<string, string>>): string =>
  `map(array[${Object.keys(map).map(text).join(', ')}], array[${Object.values(map).map(text).join(', ')}])`;
/** Trino writes times without a letter between date and time, and reads them so. */
const text = (value: string): string =>
  `'${/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? value.replace('T', ' ').slice(0, -1) : value.replaceAll("'", "''")}'`;
