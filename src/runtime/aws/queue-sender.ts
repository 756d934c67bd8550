import { chunks } from '../chunks';
import { SignedRequests } from './signed-request';

export interface OutgoingMessage {
  readonly body: object;
  readonly delaySeconds: number;
}

/** SQS takes ten messages, and one MiB, a call. */
const PER_CALL = 10;

/** Sends messages to one queue. */
export class QueueSender {
  constructor(private readonly requests: SignedRequests, private readonly queueUrl: string, private readonly endpoint?: string) {}

  /** Sends all it can, and returns why the rest was not sent: what was sent must not be sent again because of something else. */
  async send<M extends OutgoingMessage>(messages: readonly M[]): Promise<ReadonlyMap<M, unknown>> {
    const unsent = new Map<M, unknown>();
    for (const batch of chunks(messages, PER_CALL)) {
      try {
        (await this.sendBatch(batch)).forEach((problem, message) => unsent.set(message, problem));
      } catch (problem) {
        batch.forEach(message => unsent.set(message, problem));
      }
    }
    return unsent;
  }

  private async sendBatch<M extends OutgoingMessage>(messages: readonly M[]): Promise<ReadonlyMap<M, unknown>> {
    const answer = await this.requests.send({
      service: 'sqs',
      endpoint: this.endpoint ?? new URL(this.queueUrl).origin,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessageBatch' },
      body: JSON.stringify({
        QueueUrl: this.queueUrl,
        Entries: messages.map((message, index) => ({
          Id: String(index), MessageBody: JSON.stringify(message.body), DelaySeconds: message.delaySeconds,
        })),
      }),
    });
    const { Failed = [] } = JSON.parse(answer) as { Failed?: { Id: string; Code: string }[] };
    return new Map(Failed.map(({ Id, Code }) => [messages[Number(Id)], new Error(`SQS refused the message: ${Code}`)]));
  }
}
