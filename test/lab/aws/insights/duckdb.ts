import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { LogLine } from '../../../../lab/aws/insights/index';

export type SqlRow = Record<string, string | number | boolean | null>;

export interface Database {
  /** Rows of hand-written SQL over the table `jobs`. */
  query(sql: string): Promise<readonly SqlRow[]>;
  close(): void;
}

/**
 * Job records as a table, a column per field, with the log event's time in `ts` (milliseconds) and its text in `message`.
 * Log lines that are no JSON objects have no place in it.
 */
export async function loadJobs(lines: readonly LogLine[]): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'insights-'));
  const file = join(folder, 'jobs.ndjson');
  const rows = lines
    .filter(({ message }) => message.startsWith('{'))
    .map(({ timestamp, message }) => JSON.stringify({ ts: timestamp, message, ...(JSON.parse(message) as object) }));
  writeFileSync(file, rows.join('\n'));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`create table jobs as select * from read_json('${file}', format = 'newline_delimited', sample_size = -1,
    convert_strings_to_integers = false, timestampformat = 'none', dateformat = 'none')`);
  rmSync(folder, { recursive: true });
  return { query: async (sql) => read(connection, sql), close: () => connection.closeSync() };
}

async function read(connection: DuckDBConnection, sql: string): Promise<readonly SqlRow[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

function plain(value: unknown): string | number | boolean | null {
  if (typeof value === 'bigint') return Number(value);
  return value as string | number | boolean | null;
}
