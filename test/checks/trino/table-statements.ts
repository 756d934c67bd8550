import { HistoryColumn, tableColumns } from '../../../src/domain/history/columns';
import { HistoryRow } from '../../../src/domain/history/history-row';
import { DAY_COLUMN, HISTORY_DATASETS, HistoryDatasetName } from '../../../src/domain/names/history';

/** Trino takes statements of a million characters. */
const MAX_ROWS_OF_INSERT = 200;

type Typed = Pick<HistoryColumn, 'name' | 'trinoType'>;

/** Statements that make the table of a dataset, with typed columns, and fill it from lines of JSON. */
export function tableStatements(dataset: HistoryDatasetName, rows: readonly HistoryRow[]): string[] {
  const { table } = HISTORY_DATASETS[dataset];
  const columns: Typed[] = [...tableColumns(dataset), { name: DAY_COLUMN, trinoType: 'varchar' }];
  const inserts = Array.from({ length: Math.ceil(rows.length / MAX_ROWS_OF_INSERT) }, (_, index) =>
    rows.slice(index * MAX_ROWS_OF_INSERT, (index + 1) * MAX_ROWS_OF_INSERT).map((row) => `(${literal(JSON.stringify(row, timesOfSql))})`),
  );
  return [
    `create table ${table} (${columns.map(({ name, trinoType }) => `"${name}" ${trinoType}`).join(', ')})`,
    'create table lines (line varchar)',
    ...inserts.map((lines) => `insert into lines values ${lines.join(', ')}`),
    // Of a table: Trino would take minutes to plan it of values.
    `insert into ${table} select ${columns.map(valueOf).join(', ')} from lines`,
    'drop table lines',
  ];
}

const valueOf = ({ name, trinoType }: Typed): string => {
  const path = `'$.${name}'`;
  if (!trinoType.includes('(') || trinoType.startsWith('timestamp')) return `cast(json_extract_scalar(line, ${path}) as ${trinoType})`;
  // A time is a text in JSON, and only a text can be cast to a time.
  return `cast(cast(json_extract(line, ${path}) as ${trinoType.replaceAll('timestamp(3)', 'varchar')}) as ${trinoType})`;
};

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** Times without a letter between date and time, as SQL has them. */
const timesOfSql = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? value.replace('T', ' ').slice(0, -1) : value;
