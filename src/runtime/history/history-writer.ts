import { gunzipSync } from 'node:zlib';
import { StreamWriter } from './stream-writer';
import { Fields } from '../../domain/event/fields';
import { MalformedEvent } from '../../domain/event/malformed-event';
import { streamEntry } from '../../domain/history/log-line';
import { readSubscription } from '../../domain/history/subscription';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { readOrReject, reportFailure } from '../rejection';

/** Some times as much as a log group sends at once. */
const MAX_PAYLOAD_BYTES = 64 * 1024 * 1024;

export interface HistoryWriterParts {
  readonly writer: StreamWriter;
  readonly output: Output;
  readonly deadline: Deadline;
}

/** Writes the lines that a log group sends to the streams of the history. */
export class HistoryWriter {
  constructor(private readonly parts: HistoryWriterParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  /** Processes payloads of subscriptions and returns the ids of those that are to be delivered again, as a whole. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    this.parts.deadline.keep(KEPT_FOR_THE_END);
    const failed: string[] = [];
    for (const delivery of deliveries) {
      if (!(await this.isWritten(delivery))) failed.push(delivery.messageId);
    }
    return failed;
  }

  private async isWritten(delivery: Delivery): Promise<boolean> {
    const { writer, output } = this.parts;
    const lines = readOrReject(delivery, (message) => readSubscription(unpack(message)), output);
    if (!lines) return false;
    try {
      await writer.write(lines.flatMap((line) => streamEntry(line, writer.datasets) ?? []));
      return true;
    } catch (error) {
      reportFailure('PutRecordBatch', error, output);
      return false;
    }
  }
}

/** What CloudWatch Logs compressed: `{"awslogs": {"data": "…"}}`. */
function unpack(message: unknown): unknown {
  const data = Fields.of(message, '').object('awslogs')?.optionalString('data');
  if (data === undefined) throw new MalformedEvent('awslogs.data', 'is missing');
  try {
    return JSON.parse(gunzipSync(Buffer.from(data, 'base64'), { maxOutputLength: MAX_PAYLOAD_BYTES }).toString('utf8'));
  } catch {
    throw new MalformedEvent('awslogs.data', 'is not compressed JSON');
  }
}
