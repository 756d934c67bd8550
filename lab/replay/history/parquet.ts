import { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { duckDbType, HiveField } from '../../aws/hive/hive-type';

/** A text in DuckDB's SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const named = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Larger than any record that Firehose takes, with its row. */
const MAX_LINE_BYTES = 16 * 1_048_576;

/** Runs work on a database that is there for it alone. Times are in UTC. */
export async function withDuckDb<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'; SET threads = 1");
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Writes rows, one JSON object a line, as a Parquet file with these columns. */
export async function writeParquet(connection: DuckDBConnection, rows: string, columns: readonly HiveField[], file: string): Promise<void> {
  const types = columns.map(({ name, type }) => `${named(name)}: ${quoted(duckDbType(type))}`).join(', ');
  const read = `read_json(${quoted(rows)}, format = 'newline_delimited', columns = {${types}}, maximum_object_size = ${MAX_LINE_BYTES})`;
  await connection.run(`COPY (SELECT * FROM ${read}) TO ${quoted(file)} (FORMAT parquet, COMPRESSION snappy)`);
}
