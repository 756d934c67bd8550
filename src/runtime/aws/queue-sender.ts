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

  /** Sends all, or throws: a job whose message was not sent is then tried again. */
  async send(messages: readonly OutgoingMessage[]): Promise<void> {
    for (let first = 0; first < messages.length; first += PER_CALL) await this.sendBatch(messages.slice(first, first + PER_CALL));
  }

  private async sendBatch(messages: readonly OutgoingMessage[]): Promise<void> {
    const answer = await this.requests.send({
      service: 'sqs',
      endpoint: this.endpoint ?? new URL(this.queueUrl).origin,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessageBatch' },
      body: JSON.stringify({
        QueueUrl: this.queueUrl,
        Entries: messages.map(({ body, delaySeconds }, index) => ({ Id: String(index), MessageBody: JSON.stringify(body), DelaySeconds: delaySeconds })),
      }),
    });
    const { Failed = [] } = JSON.parse(answer) as { Failed?: { Code?: string }[] };
    if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} of ${messages.length} messages: ${Failed[0].Code}`);
  }
}
