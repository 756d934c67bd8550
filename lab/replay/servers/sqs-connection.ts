import { HttpConnection } from './http';
import { Json, JsonObject } from '../../aws/json';

export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes: { readonly [name: string]: string };
  readonly MessageAttributes?: JsonObject;
}

/** Receives every message that was sent: its position among the bodies, and its id. */
export type SentMessage = (index: number, messageId: string) => void;

/** The most that one call of SQS takes. */
const SQS_BATCH = 10;
const SQS_BATCH_BYTES = 1_048_576;

/** The replay's own calls to the embedded SQS, past the meter. */
export class SqsConnection {
  constructor(private readonly server: HttpConnection) {}

  async call(action: string, input: JsonObject): Promise<JsonObject> {
    const { status, body } = await this.server.post(
      { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
      JSON.stringify(input),
    );
    if (status !== 200) throw new Error(`SQS ${action} failed: ${body}`);
    return (body === '' ? {} : JSON.parse(body)) as JsonObject;
  }

  async createQueue(name: string, attributes: JsonObject): Promise<{ url: string; arn: string }> {
    const url = String((await this.call('CreateQueue', { QueueName: name, Attributes: attributes })).QueueUrl);
    const found = await this.call('GetQueueAttributes', { QueueUrl: url, AttributeNames: ['QueueArn'] });
    return { url, arn: (found.Attributes as { QueueArn: string }).QueueArn };
  }

  /** Sends in order; a batch holds ten messages and a megabyte at most. */
  async send(url: string, bodies: readonly string[], sent: SentMessage = () => {}): Promise<void> {
    let first = 0;
    for (const group of groupsToSend(bodies)) {
      const { Successful } = await this.callBatch(
        'SendMessageBatch',
        url,
        group.map((body) => ({ MessageBody: body })),
      );
      for (const { Id, MessageId } of Successful as unknown as { Id: string; MessageId: string }[]) sent(first + Number(Id), MessageId);
      first += group.length;
    }
  }

  /** Sends one message with attributes, each a text. */
  async sendWithAttributes(url: string, body: string, attributes: { readonly [name: string]: string }): Promise<void> {
    const texts = Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]);
    await this.call('SendMessage', { QueueUrl: url, MessageBody: body, MessageAttributes: Object.fromEntries(texts) as JsonObject });
  }

  async receive(url: string): Promise<ReceivedMessage[]> {
    const { Messages } = await this.call('ReceiveMessage', {
      QueueUrl: url,
      MaxNumberOfMessages: SQS_BATCH,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return (Messages ?? []) as unknown as ReceivedMessage[];
  }

  async delete(url: string, messages: readonly ReceivedMessage[]): Promise<void> {
    await Promise.all(
      chunksOf(messages, SQS_BATCH).map((group) =>
        this.callBatch(
          'DeleteMessageBatch',
          url,
          group.map(({ ReceiptHandle }) => ({ ReceiptHandle })),
        ),
      ),
    );
  }

  /** Gives messages back to be received again at once. */
  async giveBack(url: string, messages: readonly ReceivedMessage[]): Promise<void> {
    for (const group of chunksOf(messages, SQS_BATCH)) {
      await this.callBatch(
        'ChangeMessageVisibilityBatch',
        url,
        group.map(({ ReceiptHandle }) => ({ ReceiptHandle, VisibilityTimeout: 0 })),
      );
    }
  }

  /** Messages in the queue, whether or not they are in flight. */
  async count(url: string): Promise<number> {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
    const { Attributes } = await this.call('GetQueueAttributes', { QueueUrl: url, AttributeNames: names });
    return names.reduce((sum, name) => sum + Number((Attributes as JsonObject)[name]), 0);
  }

  close(): void {
    this.server.close();
  }

  /** A refused entry is an answer of status 200; here it is an error. */
  private async callBatch(action: string, url: string, entries: readonly JsonObject[]): Promise<JsonObject> {
    const numbered = entries.map((entry, index): Json => ({ ...entry, Id: String(index) }));
    const answer = await this.call(action, { QueueUrl: url, Entries: numbered });
    if (Array.isArray(answer.Failed) && answer.Failed.length > 0) {
      throw new Error(`SQS ${action} refused an entry: ${JSON.stringify(answer.Failed[0])}`);
    }
    return answer;
  }
}

function groupsToSend(bodies: readonly string[]): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const body of bodies) {
    const bytes = Buffer.byteLength(body);
    const last = groups[groups.length - 1];
    if (last === undefined || last.length === SQS_BATCH || bytes > room) {
      groups.push([body]);
      room = SQS_BATCH_BYTES - bytes;
    } else {
      last.push(body);
      room -= bytes;
    }
  }
  return groups;
}

function chunksOf<T>(values: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let start = 0; start < values.length; start += size) groups.push(values.slice(start, start + size));
  return groups;
}
