import { StreamWriter } from './stream-writer';
import { streamEntry } from '../../domain/history/log-line';
import { readSubscription } from '../../domain/history/subscription';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { readOrReject, reportFailure } from '../rejection';
import { unpackLogs } from '../unpack-logs';

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
    const lines = readOrReject(delivery, (message) => readSubscription(unpackLogs(message)), output);
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
