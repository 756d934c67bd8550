/**
 * Amazon Athena: runs `INSERT INTO … SELECT` over the files of tables, by DuckDB.
 *
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
 */
import { randomUUID } from 'node:crypto';
import { DuckDBConnection } from '@duckdb/node-api';
import { ObjectStore } from './object-store';
import { quoted, withDuckDb } from './parquet';
import { isObject, JsonObject, parseObject } from '../../aws/json';
import { messageOf } from '../replay-problem';
import { Answer } from '../servers/answer';
import { GlueTable, WorkGroup } from '../template/glue-tables';

const HEADERS = { 'content-type': 'application/x-amz-json-1.1' };
const INSERT = /^\s*insert\s+into\s+(\w+)\s+(select\b.*)$/is;

/** A query that was started: what it wrote, and what became of it. */
export interface Query {
  readonly id: string;
  readonly table: GlueTable;
  readonly workGroup: WorkGroup;
  /** Keys of files. */
  readonly written: readonly string[];
  readonly error?: string;
}

export class Athena {
  private readonly queries = new Map<string, Query>();
  private tables: readonly GlueTable[] = [];
  private workGroups: readonly WorkGroup[] = [];

  constructor(private readonly store: ObjectStore) {}

  create(tables: readonly GlueTable[], workGroups: readonly WorkGroup[]): void {
    this.tables = tables;
    this.workGroups = workGroups;
  }

  /** Runs the query to its end. Answers the query too, if there was one. */
  async startQueryExecution(body: string): Promise<{ answer: Answer; query?: Query }> {
    const { QueryString, QueryExecutionContext, WorkGroup: workGroupName } = parseObject(body) ?? {};
    const database = isObject(QueryExecutionContext) ? QueryExecutionContext.Database : undefined;
    const [, name, select] = INSERT.exec(String(QueryString)) ?? [];
    const table = this.tables.find((each) => each.database === database && each.name === name);
    if (table === undefined) {
      return {
        answer: refuse(
          'InvalidRequestException',
          `Replay runs INSERT INTO a table SELECT …, not ${String(QueryString)} in ${String(database)}`,
        ),
      };
    }
    const workGroup = this.workGroups.find((each) => each.name === workGroupName);
    if (workGroup === undefined) return { answer: refuse('InvalidRequestException', `WorkGroup ${String(workGroupName)} is not found.`) };
    const query = await this.run(table, workGroup, select);
    this.queries.set(query.id, query);
    return { query, answer: answer({ QueryExecutionId: query.id }) };
  }

  getQueryExecution(body: string): { answer: Answer; query?: Query } {
    const query = this.queries.get(String(parseObject(body)?.QueryExecutionId));
    if (query === undefined) return { answer: refuse('InvalidRequestException', 'QueryExecution was not found') };
    const status: JsonObject = query.error === undefined ? { State: 'SUCCEEDED' } : { State: 'FAILED', StateChangeReason: query.error };
    return { query, answer: answer({ QueryExecution: { QueryExecutionId: query.id, Status: status } }) };
  }

  private async run(table: GlueTable, workGroup: WorkGroup, select: string): Promise<Query> {
    const id = randomUUID();
    try {
      return { id, table, workGroup, written: await withDuckDb((connection) => this.insert(connection, id, table, select)) };
    } catch (error) {
      return { id, table, workGroup, written: [], error: `GENERIC_INTERNAL_ERROR: ${messageOf(error)}` };
    }
  }

  /** A file for each partition. Its name has no suffix, as that of Athena's files. */
  private async insert(connection: DuckDBConnection, id: string, table: GlueTable, select: string): Promise<string[]> {
    const [partition] = table.partitionKeys;
    for (const each of this.tables.filter(
      ({ database, location }) => database === table.database && this.store.list(location).length > 0,
    )) {
      await connection.run(`CREATE VIEW ${each.name} AS SELECT * FROM ${this.filesOf(each)}`);
    }
    await connection.run(`CREATE TABLE inserted AS ${select}`);
    const reader = await connection.runAndReadAll(`SELECT DISTINCT ${partition} AS value FROM inserted ORDER BY 1`);
    const written = reader
      .getRowObjectsJson()
      .map(({ value }) => ({ value: String(value), key: `${table.location}${partition}=${String(value)}/${id}_00000` }));
    for (const { value, key } of written) {
      await connection.run(
        `COPY (SELECT * EXCLUDE (${partition}) FROM inserted WHERE ${partition} = ${quoted(value)}) TO ${quoted(this.store.fileOf(key))} (FORMAT parquet)`,
      );
    }
    return written.map(({ key }) => key);
  }

  private filesOf({ location, partitionKeys: [partition] }: GlueTable): string {
    const files = quoted(this.store.fileOf(`${location}*/*`));
    return `read_parquet(${files}, hive_partitioning = true, hive_types = {${partition}: VARCHAR}, union_by_name = true)`;
  }
}

const answer = (output: JsonObject): Answer => ({ status: 200, headers: HEADERS, body: JSON.stringify(output) });
const refuse = (type: string, message: string): Answer => ({
  status: 400,
  headers: HEADERS,
  body: JSON.stringify({ __type: type, message }),
});
