import { BrokeredQueue } from './brokered-queue';
import { DelayedMessages } from './delayed-messages';
import { ReceivedMessage, SentMessage, SqsConnection } from './sqs-connection';
import { Queue } from '../template/queues';

/** The template's queues: created with their redrive policies, found by ARN or name, counted. */
export class QueueBroker {
  readonly queues: BrokeredQueue[] = [];
  /** Ids of messages that were redriven from a dead-letter queue. */
  readonly redriven = new Set<string>();
  readonly delayed = new DelayedMessages((queue, bodies) => this.connection.send(queue.url, bodies));

  constructor(private readonly connection: SqsConnection) {}

  /** Dead-letter queues first, because a redrive policy needs the ARN that the embedded server gave. */
  async create(queues: readonly Queue[]): Promise<void> {
    const serverArns = new Map<string, string>();
    const isTarget = (queue: Queue): boolean => queues.some(({ redrive }) => redrive?.deadLetterArn === queue.arn);
    for (const queue of [...queues].sort((left, right) => Number(isTarget(right)) - Number(isTarget(left)))) {
      const attributes: { [name: string]: string } = { ...queue.attributes };
      const deadLetterTargetArn = serverArns.get(queue.redrive?.deadLetterArn ?? '');
      if (queue.redrive !== undefined && deadLetterTargetArn !== undefined) {
        attributes.RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: queue.redrive.maxReceiveCount });
      }
      const { url, arn } = await this.connection.createQueue(queue.name, attributes);
      serverArns.set(queue.arn, arn);
      this.queues.push({ ...queue, url, use: { sentByRules: 0, sentByFunctions: 0, delayed: 0, received: 0, returned: 0 } });
    }
  }

  byArn(arn: string): BrokeredQueue | undefined {
    return this.queues.find((queue) => queue.arn === arn);
  }

  byUrl(url: string): BrokeredQueue | undefined {
    const name = url.replace(/^.*\//, '');
    return this.queues.find((queue) => queue.name === name);
  }

  async sendFromRules(queue: BrokeredQueue, bodies: readonly string[], sent: SentMessage = () => {}): Promise<void> {
    queue.use.sentByRules += bodies.length;
    if (queue.delaySeconds > 0) bodies.forEach((body) => this.delayed.hold(queue, body, queue.delaySeconds));
    else await this.connection.send(queue.url, bodies, sent);
  }

  async sendDeadLetter(queue: BrokeredQueue, body: string, attributes: { readonly [name: string]: string }): Promise<void> {
    queue.use.sentByRules += 1;
    await this.connection.sendWithAttributes(queue.url, body, attributes);
  }

  async receive(queue: BrokeredQueue): Promise<ReceivedMessage[]> {
    const messages = await this.connection.receive(queue.url);
    queue.use.received += messages.length;
    return messages;
  }

  async giveBack(queue: BrokeredQueue, messages: readonly ReceivedMessage[]): Promise<void> {
    queue.use.returned += messages.length;
    await this.connection.giveBack(queue.url, messages);
  }

  delete(queue: BrokeredQueue, messages: readonly ReceivedMessage[]): Promise<void> {
    return this.connection.delete(queue.url, messages);
  }

  count(queue: BrokeredQueue): Promise<number> {
    return this.connection.count(queue.url);
  }
}
