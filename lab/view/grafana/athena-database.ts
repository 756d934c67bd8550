/** The databases of a template over the history that a replay wrote, as Amazon Athena reads them. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { AS_TRINO } from '../../aws/athena/duckdb-trino';
import { duckDbType, parseHiveType } from '../../aws/hive/hive-type';
import { Json, JsonObject, isObject } from '../../aws/json';
import { quoted, withDuckDb } from '../../replay/history/parquet';
import type { ResolvedTemplate } from '../dashboards/resolved-template';

/** Rows of a query. Times are in UTC. */
export interface Frame {
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>;
}
export type Cell = string | number | boolean | Date | null;

/** What makes a table or view known in DuckDB. */
interface Relation {
  readonly database: string;
  readonly create: string;
}

export class AthenaDatabase {
  private readonly relations: readonly Relation[];

  /** @param folder where replay put the objects of the history */
  constructor(templates: readonly ResolvedTemplate[], folder: string) {
    this.relations = templates.flatMap((template) =>
      template.resources('AWS::Glue::Table').map(({ id, properties }) => {
        const { DatabaseName, TableInput } = template.resolve(properties, `Properties of ${id}`) as JsonObject;
        return { database: String(DatabaseName), create: relationOf(TableInput as JsonObject, folder) };
      }),
    );
  }

  query(sql: string): Promise<Frame> {
    return withDuckDb(async (connection) => {
      for (const statement of AS_TRINO) await connection.run(statement);
      await this.create(connection);
      const reader = await connection.runAndReadAll(sql);
      return { columns: reader.columnNames(), rows: reader.getRowsJS().map((row) => row.map(cellOf)) };
    });
  }

  /** Views name tables and views of their own database without it. */
  private async create(connection: DuckDBConnection): Promise<void> {
    for (const { database, create } of this.relations) {
      await connection.run(`create schema if not exists ${named(database)}`);
      await connection.run(`set search_path = ${quoted(`${named(database)},main`)}`);
      await connection.run(create);
    }
  }
}

const named = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const listOf = (value: Json | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

function relationOf(input: JsonObject, folder: string): string {
  const view = `create or replace view ${named(String(input.Name))} as`;
  if (input.TableType === 'VIRTUAL_VIEW') return `${view} ${definitionOf(String(input.ViewOriginalText))}`;
  const storage = isObject(input.StorageDescriptor) ? input.StorageDescriptor : {};
  const columns = [...listOf(storage.Columns), ...listOf(input.PartitionKeys)].map(({ Name, Type }) => ({
    name: String(Name),
    type: duckDbType(parseHiveType(String(Type))),
  }));
  const empty = `select ${columns.map(({ name, type }) => `cast(null as ${type}) as ${named(name)}`).join(', ')} where false`;
  const [, location = ''] = /^s3:\/\/[^/]+\/(.*)$/.exec(String(storage.Location)) ?? [];
  return `${view} ${empty}${hasFiles(join(folder, location)) ? ` union all by name select * from ${filesOf(join(folder, location), listOf(input.PartitionKeys))}` : ''}`;
}

const hasFiles = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile());

function filesOf(folder: string, partitionKeys: readonly JsonObject[]): string {
  const types = partitionKeys.map(({ Name }) => `${String(Name)}: VARCHAR`).join(', ');
  return `read_parquet(${quoted(join(folder, '*/*'))}, hive_partitioning = true, hive_types = {${types}}, union_by_name = true)`;
}

/** Athena keeps the SQL of a view in JSON, in a comment. */
function definitionOf(text: string): string {
  const [, encoded] = /^\/\* Presto View: (\S+) \*\/$/.exec(text) ?? [];
  const view: unknown = JSON.parse(Buffer.from(encoded ?? '', 'base64').toString('utf8') || 'null');
  if (!isObject(view) || typeof view.originalSql !== 'string') throw new Error(`"${text.slice(0, 60)}" is no view of Amazon Athena`);
  return view.originalSql;
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' || value instanceof Date) return value;
  throw new Error(`Athena answered ${JSON.stringify(value)}, which is no value of a cell`);
}
