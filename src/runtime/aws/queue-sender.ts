import { chunksBySize } from '../chunks';
import { AwsCallFailed, SignedRequests } from './signed-request';
import { jsonText } from '../output/json-text';

export interface OutgoingMessage {
  readonly body: object;
  /**
   * The same, said by a message that may be a second one.
   *
   * @default - the same: it does not matter how often it comes
   */
  readonly bodyAgain?: () => object;
  readonly delaySeconds: number;
}

/** SQS takes ten messages, and one MiB, a call; the rest of the mebibyte is for what is around a message. */
const PER_CALL = 10;
const BYTES_PER_CALL = 1_000_000;

/** A message as it goes out. */
interface Outgoing<M> {
  readonly message: M;
  readonly text: string;
}

/** One message of a call that SQS did not take. */
class MessageRefused extends Error {
  constructor(
    code: string,
    readonly mayHaveTakenEffect: boolean,
  ) {
    super(`SQS refused the message: ${code}`);
  }
}

/** Whether a message that was not sent, as far as is known, may have been: by a try of which no answer came. */
export const mayBeSent = (problem: unknown): boolean =>
  (problem instanceof AwsCallFailed || problem instanceof MessageRefused) && problem.mayHaveTakenEffect;

/** Sends messages to one queue. */
export class QueueSender {
  constructor(
    private readonly requests: SignedRequests,
    private readonly queueUrl: string,
    private readonly endpoint?: string,
  ) {}

  /** Sends all it can, and returns why the rest was not sent: what was sent must not be sent again because of something else. */
  async send<M extends OutgoingMessage>(messages: readonly M[]): Promise<ReadonlyMap<M, unknown>> {
    const unsent = new Map<M, unknown>();
    const outgoing = messages.map((message) => ({ message, text: jsonText(message.body) }));
    for (const batch of chunksBySize(outgoing, PER_CALL, BYTES_PER_CALL, ({ text }) => Buffer.byteLength(text))) {
      try {
        (await this.sendBatch(batch)).forEach((problem, message) => unsent.set(message, problem));
      } catch (problem) {
        batch.forEach(({ message }) => unsent.set(message, problem));
      }
    }
    return unsent;
  }

  private async sendBatch<M extends OutgoingMessage>(batch: readonly Outgoing<M>[]): Promise<ReadonlyMap<M, unknown>> {
    let isAgain = false;
    const answer = await this.requests.send({
      service: 'sqs',
      endpoint: this.endpoint ?? new URL(this.queueUrl).origin,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessageBatch' },
      body: this.bodyOf(batch),
      bodyAgain: () => {
        isAgain = true;
        return this.bodyOf(batch.map(({ message, text }) => ({ message, text: message.bodyAgain ? jsonText(message.bodyAgain()) : text })));
      },
    });
    const { Failed = [] } = JSON.parse(answer) as { Failed?: { Id: string; Code: string }[] };
    return new Map(Failed.map(({ Id, Code }) => [batch[Number(Id)].message, new MessageRefused(Code, isAgain)]));
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
