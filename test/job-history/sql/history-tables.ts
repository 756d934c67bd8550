import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AS_TRINO, duckDbTypeOf } from '../../../lab/aws/athena/duckdb-trino';
import { groupBy } from '../../../src/domain/group-by';
import { HistoryColumn, tableColumns } from '../../../src/domain/history/columns';
import { HistoryRow } from '../../../src/domain/history/history-row';
import { DAY_COLUMN, HISTORY_DATASETS, HistoryDatasetName } from '../../../src/domain/names/history';
import { historyViews } from '../../../src/job-history/sql/views';

export type Row = Readonly<Record<string, unknown>>;

/** The files of a history in a folder of their own, and DuckDB as Athena reads them. */
export class HistoryTables {
  static async create(): Promise<HistoryTables> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    for (const statement of AS_TRINO) await connection.run(statement);
    return new HistoryTables(connection, mkdtempSync(join(tmpdir(), 'history-')));
  }

  private files = 0;

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly folder: string,
  ) {}

  /** Writes rows into Parquet, one file for each day. The columns are those of the table, unless the file is older than some of them. */
  async write(dataset: HistoryDatasetName, rows: readonly HistoryRow[], columns = tableColumns(dataset)): Promise<void> {
    for (const [day, ofDay] of groupBy(rows, (row) => row[DAY_COLUMN] as string)) {
      const folder = join(this.folder, HISTORY_DATASETS[dataset].folder, `${DAY_COLUMN}=${day}`);
      const name = join(folder, String((this.files += 1)));
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${name}.ndjson`, ofDay.map((row) => JSON.stringify(row)).join('\n'));
      const types = columns.map(({ name: column, trinoType }) => `'${column}': '${duckDbTypeOf(trinoType)}'`).join(', ');
      await this.connection.run(
        `copy (select * from read_json('${name}.ndjson', format = 'newline_delimited', columns = {${types}})) to '${name}.parquet' (format parquet)`,
      );
      rmSync(`${name}.ndjson`);
    }
  }

  /** The tables of the datasets and the views over them. */
  async open(...datasets: readonly HistoryDatasetName[]): Promise<void> {
    for (const dataset of datasets) await this.connection.run(await this.table(dataset));
    for (const { name, sql } of historyViews(datasets)) await this.connection.run(`create or replace view ${name} as\n${sql}`);
  }

  /** A column that no file has is NULL in Athena: the table has the columns, not the files. */
  private async table(dataset: HistoryDatasetName): Promise<string> {
    const { table, folder } = HISTORY_DATASETS[dataset];
    const files = join(this.folder, folder, '*', '*.parquet');
    const parquet = `read_parquet('${files}', hive_partitioning = true, hive_types = {${DAY_COLUMN}: varchar}, union_by_name = true)`;
    const known = (await this.query(`describe select * from ${parquet}`)).map(({ column_name: name }) => name);
    const typed = ({ name, trinoType }: HistoryColumn): string =>
      `cast(${known.includes(name) ? `"${name}"` : 'null'} as ${duckDbTypeOf(trinoType)}) as "${name}"`;
    return `create or replace view ${table} as select ${tableColumns(dataset).map(typed).join(', ')}, ${DAY_COLUMN} from ${parquet}`;
  }

  async query(sql: string): Promise<readonly Row[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjectsJS().map((row) => plain(row) as Row);
  }

  /** Forgets all files, for the next history. */
  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  close(): void {
    this.connection.closeSync();
    this.clear();
  }
}

/** Values as JSON has them: times in ISO 8601, maps as objects. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.length > 0 && value.every(isEntry) ? mapOf(value) : value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  }
  return value;
}

interface Entry {
  readonly key: string;
  readonly value: unknown;
}
const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null && 'key' in value && 'value' in value;
const mapOf = (entries: readonly Entry[]): object => Object.fromEntries(entries.map(({ key, value }) => [key, plain(value)]));
