/**
 * Amazon Data Firehose: takes batches of records, and delivers them to buckets as Parquet when it is asked to.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Delivered, Delivery } from './delivery';
import { ObjectStore } from './object-store';
import { withDuckDb } from './parquet';
import { isObject, JsonObject, parseObject } from '../../aws/json';
import { Answer } from '../servers/answer';
import { StreamClock } from '../stream-clock';
import { DeliveryStream } from '../template/delivery-streams';

const MAX_RECORDS = 500;
const MAX_BATCH_BYTES = 4 * 1_048_576;
const MAX_RECORD_BYTES = 1_000 * 1_024;
const HEADERS = { 'content-type': 'application/x-amz-json-1.1' };

/** Whether the service takes no record for the moment, which its answer reports for each. */
export type RecordFault = (stream: DeliveryStream, data: Buffer) => boolean;

export interface CreatedObject {
  readonly bucket: string;
  readonly key: string;
}

const neverRefused: RecordFault = () => false;

export class Firehose {
  private readonly deliveries = new Map<string, Delivery>();
  /** Refuses records to inject faults. */
  isRefused: RecordFault = neverRefused;
  private readonly folder = mkdtempSync(join(tmpdir(), 'delivery-streams-'));

  constructor(
    private readonly store: ObjectStore,
    private readonly clock: StreamClock,
  ) {}

  create(streams: readonly DeliveryStream[]): void {
    for (const stream of streams) this.deliveries.set(stream.name, new Delivery(stream, this.folder));
  }

  /** By the logical id of the stream. */
  get delivered(): { readonly [stream: string]: Delivered } {
    return Object.fromEntries(
      [...this.deliveries.values()].map(({ stream, rows, files, errorCount }) => [stream.id, { rows, files, errors: errorCount }]),
    );
  }

  /** What could not be delivered as rows, in words. */
  get problems(): string[] {
    return [...this.deliveries.values()].flatMap(({ stream, errors }) =>
      [...errors].map(([reason, count]) => `${stream.id} delivered ${count} records to its error prefix: ${reason}`),
    );
  }

  putRecordBatch(body: string): Answer {
    const { DeliveryStreamName, Records } = parseObject(body) ?? {};
    const delivery = this.deliveries.get(String(DeliveryStreamName));
    if (delivery === undefined) return refuse('ResourceNotFoundException', `Firehose ${String(DeliveryStreamName)} not found`);
    const records = (Array.isArray(Records) ? Records : []).filter(isObject).map(({ Data }) => Buffer.from(String(Data), 'base64'));
    const problem = problemOf(records);
    if (problem !== undefined) return refuse('InvalidArgumentException', problem);
    const responses = records.map((data) => this.take(delivery, data));
    return answer({
      Encrypted: false,
      FailedPutCount: responses.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
      RequestResponses: responses,
    });
  }

  /** Writes what was taken as objects, as Firehose does when a buffer is full or old. */
  async flush(): Promise<CreatedObject[]> {
    return withDuckDb(async (connection) => {
      const created: CreatedObject[] = [];
      for (const delivery of this.deliveries.values()) {
        const keys = await delivery.flush(this.store, connection);
        created.push(...keys.map((key) => ({ key, bucket: delivery.stream.bucket })));
      }
      return created;
    });
  }

  stop(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private take(delivery: Delivery, data: Buffer): JsonObject {
    if (this.isRefused(delivery.stream, data)) return { ErrorCode: 'ServiceUnavailableException', ErrorMessage: 'Slow down.' };
    delivery.take(data, this.clock.now);
    return { RecordId: randomUUID() };
  }
}

function problemOf(records: readonly Buffer[]): string | undefined {
  const bytes = records.reduce((sum, { length }) => sum + length, 0);
  if (records.length === 0 || records.length > MAX_RECORDS) return `A batch has 1 to ${MAX_RECORDS} records, not ${records.length}`;
  if (bytes > MAX_BATCH_BYTES) return `A batch has ${MAX_BATCH_BYTES} bytes at most, not ${bytes}`;
  const large = records.find(({ length }) => length > MAX_RECORD_BYTES);
  return large === undefined ? undefined : `A record has ${MAX_RECORD_BYTES} bytes at most, not ${large.length}`;
}

const answer = (output: JsonObject): Answer => ({ status: 200, headers: HEADERS, body: JSON.stringify(output) });
const refuse = (type: string, message: string): Answer => ({
  status: 400,
  headers: HEADERS,
  body: JSON.stringify({ __type: type, message }),
});
