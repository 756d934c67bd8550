import { chunksBySize } from '../chunks';
import { noTimeLeft } from './bounded-http';
import { AwsCallFailed, SignedRequests } from './signed-request';
import { jsonText } from '../output/json-text';
import { PacedWork } from '../paced-work';

export interface OutgoingMessage {
  readonly body: object;
  /**
   * The body for a retry after which the queue may hold two messages.
   *
   * @default - `body`: duplicates of the message do not matter
   */
  readonly retryBody?: () => object;
  readonly delaySeconds: number;
}

/** SQS accepts ten messages and one MiB per call. The byte limit leaves room for the JSON around the messages. */
const PER_CALL = 10;
const BYTES_PER_CALL = 1_000_000;
const MAX_CONCURRENT_CALLS = 10;

/** A message with its serialized body. */
interface Outgoing<M> {
  readonly message: M;
  readonly text: string;
}

/** SQS rejected one message of a batch call. */
class MessageRejected extends Error {
  constructor(
    code: string,
    readonly isPossiblyDone: boolean,
  ) {
    super(`SQS rejected the message: ${code}`);
  }
}

/** Whether a message that was reported as not sent may be in the queue, because the response to one try was lost. */
export const isPossiblySent = (problem: unknown): boolean =>
  (problem instanceof AwsCallFailed || problem instanceof MessageRejected) && problem.isPossiblyDone;

/** Sends messages to one queue. */
export class QueueSender {
  constructor(
    private readonly requests: SignedRequests,
    private readonly queueUrl: string,
    private readonly endpoint?: string,
  ) {}

  /** Sends all messages. Returns those that could not be sent, each with its error. It does not throw, so that callers do not send the others again. */
  async send<M extends OutgoingMessage>(messages: readonly M[]): Promise<ReadonlyMap<M, unknown>> {
    const unsent = new Map<M, unknown>();
    const outgoing = messages.map((message) => ({ message, text: jsonText(message.body) }));
    const batches = chunksBySize(outgoing, PER_CALL, BYTES_PER_CALL, ({ text }) => Buffer.byteLength(text));
    const fail = (batch: readonly Outgoing<M>[], problem: unknown): void => batch.forEach(({ message }) => unsent.set(message, problem));
    const notBegun = await new PacedWork(this.requests.deadline, MAX_CONCURRENT_CALLS).run(batches, async (batch) => {
      try {
        (await this.sendBatch(batch)).forEach((problem, message) => unsent.set(message, problem));
      } catch (problem) {
        fail(batch, problem);
      }
    });
    notBegun.forEach((batch) => fail(batch, noTimeLeft()));
    return unsent;
  }

  private async sendBatch<M extends OutgoingMessage>(batch: readonly Outgoing<M>[]): Promise<ReadonlyMap<M, unknown>> {
    let isRetry = false;
    const { Failed = [] } = await this.requests.sendJson<{ Failed?: { Id: string; Code: string }[] }>({
      service: 'sqs',
      endpoint: this.endpoint ?? new URL(this.queueUrl).origin,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessageBatch' },
      body: this.bodyOf(batch),
      retryBody: () => {
        isRetry = true;
        return this.bodyOf(batch.map(({ message, text }) => ({ message, text: message.retryBody ? jsonText(message.retryBody()) : text })));
      },
    });
    return new Map(Failed.map(({ Id, Code }) => [batch[Number(Id)].message, new MessageRejected(Code, isRetry)]));
  }

  private bodyOf<M extends OutgoingMessage>(batch: readonly Outgoing<M>[]): string {
    const entries = batch.map(({ message: { delaySeconds }, text }, index) => ({
      Id: String(index),
      MessageBody: text,
      DelaySeconds: delaySeconds,
    }));
    return JSON.stringify({ QueueUrl: this.queueUrl, Entries: entries });
  }
}
