import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineItem, monthOf } from './bill';
import { duckDbTypeOf } from '../../../lab/aws/athena/duckdb-trino';
import { LINE_ITEMS, LineItemFormat } from '../../../src/cost-report/sql/line-items';
import { costViews } from '../../../src/cost-report/sql/views';
import { groupBy } from '../../../src/domain/group-by';
import { HistoryColumn } from '../../../src/domain/history/columns';
import { JobRecord } from '../../../src/domain/names/job-record-fields';
import { rowsOf } from '../../job-history/sql/history-records';
import { HistoryTables, Row } from '../../job-history/sql/history-tables';

/** Trino's maps are those of DuckDB; the types of both are written in the same way but for it. */
const typeOf = ({ trinoType }: HistoryColumn): string => duckDbTypeOf(trinoType);

/** The files of a report beside those of a history, and DuckDB as Athena reads them. */
export class CostTables {
  static async create(format: LineItemFormat): Promise<CostTables> {
    return new CostTables(await HistoryTables.create(), format, mkdtempSync(join(tmpdir(), 'report-')));
  }

  private constructor(
    private readonly history: HistoryTables,
    private readonly format: LineItemFormat,
    private readonly folder: string,
  ) {}

  /** Writes what a report has of each month, in place of what it had. Files lack the columns that no line has a value for. */
  async write(lines: readonly LineItem[]): Promise<void> {
    for (const [month, ofMonth] of groupBy(lines, (line) => monthOf(Date.parse(`${String(line.line_item_usage_start_date)}Z`)))) {
      const name = join(this.folder, this.partition(month), 'batch-00001');
      mkdirSync(join(this.folder, this.partition(month)), { recursive: true });
      writeFileSync(`${name}.ndjson`, ofMonth.map((line) => JSON.stringify(line)).join('\n'));
      const present = this.format.columns.filter((column) => ofMonth.some((line) => column.name in line));
      const types = present.map((column) => `'${column.name}': '${typeOf(column)}'`).join(', ');
      await this.history.query(
        `copy (select * from read_json('${name}.ndjson', format = 'newline_delimited', columns = {${types}})) to '${name}.parquet' (format parquet)`,
      );
      rmSync(`${name}.ndjson`);
    }
  }

  async open(records: readonly JobRecord[]): Promise<void> {
    await this.history.write('jobs', rowsOf('jobs', records));
    await this.history.open('jobs');
    await this.reopen();
  }

  /** The table over the files that there are, and the views. */
  async reopen(): Promise<void> {
    const { columns, partitions } = this.format;
    const nothing = columns.map((column) => `cast(null as ${typeOf(column)}) as "${column.name}"`).join(', ');
    const files = join(this.folder, '**', '*.parquet');
    const hiveTypes = partitions.map(({ name }) => `"${name}": varchar`).join(', ');
    const rows = `select * from read_parquet('${files}', hive_partitioning = true, hive_types = {${hiveTypes}}, union_by_name = true)`;
    const none = partitions.map(({ name }) => `cast(null as varchar) as "${name}"`).join(', ');
    const selected = [
      ...columns.map((column) => `cast("${column.name}" as ${typeOf(column)}) as "${column.name}"`),
      ...partitions.map(({ name }) => name),
    ];
    await this.history.query(
      `create or replace view ${LINE_ITEMS} as select ${selected.join(', ')} from ((select ${nothing}, ${none} where false) union all by name (${rows}))`,
    );
    for (const { name, sql } of costViews(this.format)) await this.history.query(`create or replace view ${name} as\n${sql}`);
  }

  query(sql: string): Promise<readonly Row[]> {
    return this.history.query(sql);
  }

  close(): void {
    this.history.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private partition(month: string): string {
    const [year, ofYear] = month.split('-');
    return this.format.partitions.length === 1 ? `billing_period=${month}` : join(`year=${year}`, `month=${Number(ofYear)}`);
  }
}
