/** What one stream of Firehose delivers: rows by partition, and what it could not partition or convert, until it writes them as objects. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { ObjectStore } from './object-store';
import { writeParquet } from './parquet';
import { NoPartitionError } from '../../aws/firehose/partition-query';
import { evaluatePrefix } from '../../aws/firehose/prefix';
import { ConversionError, readRow } from '../../aws/hive/open-x';
import { JsonObject, parseObject } from '../../aws/json';
import { NdjsonFile } from '../logs/ndjson-file';
import { DeliveryStream } from '../template/delivery-streams';

/** Why a record is no row: the code that Firehose reports, and the type of error by which it arranges the objects. */
interface Failure {
  readonly code: string;
  readonly message: string;
  readonly outputType: 'processing-failed' | 'format-conversion-failed';
}

/** Lines of an object that is not written yet. */
interface Staged {
  readonly name: string;
  readonly file: NdjsonFile;
  readonly at: number;
}

export interface Delivered {
  readonly rows: number;
  /** Parquet files. */
  readonly files: number;
  readonly errors: number;
}

export class Delivery {
  rows = 0;
  files = 0;
  /** Each with the first of its kind in words. */
  readonly errors = new Map<string, number>();
  private readonly staged = { rows: new Map<string, Staged>(), errors: new Map<string, Staged>() };

  /** @param folder for what is not written yet */
  constructor(
    readonly stream: DeliveryStream,
    private readonly folder: string,
  ) {}

  get errorCount(): number {
    return [...this.errors.values()].reduce((sum, count) => sum + count, 0);
  }

  /** @param at when the record arrived, epoch milliseconds */
  take(data: Buffer, at: number): void {
    const row = this.rowOf(data.toString('utf8'));
    if ('failure' in row) this.fail(data, row.failure, at);
    else this.keep(row.keys, row.row, at);
  }

  /** Writes an object for each partition, and one for the errors of each type. Answers their keys. */
  async flush(store: ObjectStore, connection: DuckDBConnection): Promise<string[]> {
    const keys: string[] = [];
    for (const [prefix, { name, file, at }] of this.staged.rows) {
      await file.close();
      const key = `${prefix}${this.objectName(at)}.parquet`;
      await writeParquet(connection, join(this.folder, name), this.stream.table.columns, store.fileOf(key));
      rmSync(join(this.folder, name));
      this.files += 1;
      keys.push(key);
    }
    for (const [prefix, { name, file, at }] of this.staged.errors) {
      await file.close();
      const key = `${prefix}${this.objectName(at)}`;
      store.move(join(this.folder, name), key);
      keys.push(key);
    }
    this.staged.rows.clear();
    this.staged.errors.clear();
    return keys;
  }

  private rowOf(text: string): { keys: Readonly<Record<string, string>>; row: JsonObject } | { failure: Failure } {
    const record = parseObject(text);
    if (record === undefined) return { failure: partitioningFailed('the record is no JSON object') };
    try {
      return { keys: this.stream.keysOf(record), row: readRow(record, this.stream.table.columns) };
    } catch (error) {
      if (error instanceof NoPartitionError) return { failure: partitioningFailed(error.message) };
      if (error instanceof ConversionError) return { failure: conversionFailed(error.message) };
      throw error;
    }
  }

  private keep(keys: Readonly<Record<string, string>>, row: JsonObject, at: number): void {
    this.rows += 1;
    this.stage('rows', evaluatePrefix(this.stream.prefix, { keys, at }), at).append(JSON.stringify(row));
  }

  private fail(data: Buffer, { code, message, outputType }: Failure, at: number): void {
    const reason = `${code}: ${message}`;
    this.errors.set(reason, (this.errors.get(reason) ?? 0) + 1);
    const prefix = evaluatePrefix(this.stream.errorPrefix, { keys: {}, errorOutputType: outputType, at });
    this.stage('errors', prefix, at).append(
      JSON.stringify({
        attemptsMade: 1,
        arrivalTimestamp: at,
        errorCode: code,
        errorMessage: message,
        attemptEndingTimestamp: at,
        rawData: data.toString('base64'),
      }),
    );
  }

  private stage(kind: 'rows' | 'errors', prefix: string, at: number): NdjsonFile {
    const known = this.staged[kind].get(prefix);
    if (known !== undefined) return known.file;
    const name = `${randomUUID()}.ndjson`;
    const file = new NdjsonFile(join(this.folder, name));
    this.staged[kind].set(prefix, { name, file, at });
    return file;
  }

  /** @see https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html */
  private objectName(at: number): string {
    const [second] = new Date(at).toISOString().replaceAll(/[T:]/g, '-').split('.');
    return `${this.stream.name}-1-${second}-${randomUUID()}`;
  }
}

const partitioningFailed = (message: string): Failure => ({
  code: 'DynamicPartitioning.MetadataExtractionFailed',
  message,
  outputType: 'processing-failed',
});
const conversionFailed = (message: string): Failure => ({
  code: 'DataFormatConversion.ParseError',
  message,
  outputType: 'format-conversion-failed',
});
