/** An event source mapping: reads its queue in batches, hands them to the function, deletes what was handled. */
import { randomUUID } from 'node:crypto';
import { ArrivalBatches } from './arrival-batches';
import { EventLines } from './event-lines';
import { Incidents } from './incidents';
import { isObject, Json, parseObject } from '../../aws/json';
import { LambdaCalls } from '../calls/lambda-calls';
import { Outcome } from '../functions/execution-environment';
import { FunctionRunner } from '../functions/function-runner';
import { BatchHooks } from '../hooks';
import { BrokeredQueue } from '../servers/brokered-queue';
import { QueueBroker } from '../servers/queue-broker';
import { ReceivedMessage } from '../servers/sqs-connection';
import { EventSourceMapping } from '../template/mappings';

/**
 * One batch at a time: a full batch spans hours of the stream, and in AWS a batch that old is long done when the next begins.
 * What concurrent batches would do to the order of events, `simulate --chaos` does.
 */
const WORKERS = 1;
/** Lambda takes 6 MB; the envelope of a message costs about half a kilobyte beside its body. */
const MAX_BATCH_BYTES = 6_000_000;
const MESSAGE_OVERHEAD_BYTES = 600;
/** A queue without a dead-letter queue would be tried until its messages expire, days later. */
const HOPELESS_RECEIVES = 10;
/** Receives at the same time: each brings ten messages at most. */
const PARALLEL_RECEIVES = 8;
/** How long after its event a redriven message is sent: SQS receives it five times before, and each time hides it for more than six minutes. */
const REDRIVEN_AFTER_MILLIS = 30 * 60_000;

export class QueuePoller {
  private readonly workers: number;

  constructor(
    readonly mapping: EventSourceMapping,
    readonly queue: BrokeredQueue,
    readonly runner: FunctionRunner,
    private readonly broker: QueueBroker,
    private readonly lines: EventLines,
    private readonly incidents: Incidents,
    private readonly region: string,
    private readonly calls: LambdaCalls,
    private readonly hooks?: BatchHooks,
    private readonly arrivals?: ArrivalBatches,
  ) {
    calls.looksAt(runner.definition.id, queue.arn);
    this.workers = Math.min(WORKERS, mapping.maximumConcurrency ?? WORKERS);
  }

  /** Handles messages until a look at the queue finds none; answers whether there were any. */
  async drain(): Promise<boolean> {
    const worked = await Promise.all(Array.from({ length: this.workers }, () => this.work()));
    return worked.some((any) => any);
  }

  private async work(): Promise<boolean> {
    let any = false;
    for (let messages = await this.receiveBatch(); messages.length > 0; messages = await this.receiveBatch()) {
      any = true;
      for (const batch of splitBySize(messages)) {
        for (const some of this.hooks?.cut(batch) ?? [batch]) await this.handleInTime(some);
      }
    }
    return any;
  }

  private async receiveBatch(): Promise<ReceivedMessage[]> {
    const received: ReceivedMessage[] = [];
    for (;;) {
      const room = Math.ceil((this.mapping.batchSize - received.length) / 10);
      this.calls.receives(this.runner.definition.id, this.queue.arn);
      const answers = await Promise.all(Array.from({ length: Math.min(room, PARALLEL_RECEIVES) }, () => this.broker.receive(this.queue)));
      received.push(...answers.flat());
      if (received.length >= this.mapping.batchSize || answers.some((messages) => messages.length === 0)) return received;
    }
  }

  private async handleInTime(messages: readonly ReceivedMessage[]): Promise<void> {
    if (this.arrivals === undefined) return this.handle(messages);
    for (const { batch, at } of this.arrivals.of(messages, this.mapping.windowSeconds)) await this.handle(batch, at);
  }

  private async handle(messages: readonly ReceivedMessage[], at?: number): Promise<void> {
    const id = randomUUID();
    const crash = this.hooks?.begin({ functionId: this.runner.definition.id, id, messages, attempt: 1 });
    const outcome = await this.runner.invoke(JSON.stringify({ Records: messages.map((message) => this.recordOf(message)) }), id, {
      crash,
      at,
    });
    const failed = new Set(this.failedOf(messages, outcome));
    const undone = new Set((await this.hooks?.end(id, { error: outcome.error, failed: [...failed] })) ?? []);
    const redriven = new Set([...failed].filter((message) => this.hooks?.isRedriven(message)));
    const again = messages.filter((message) => !redriven.has(message) && (failed.has(message) || undone.has(message)));
    const done = messages.filter((message) => !failed.has(message) && !undone.has(message));
    if (done.length > 0) this.calls.deletes(this.runner.definition.id, this.queue.arn);
    await this.redrive([...redriven]);
    await Promise.all([this.broker.delete(this.queue, [...done, ...redriven]), this.retry(again)]);
  }

  private async redrive(messages: readonly ReceivedMessage[]): Promise<void> {
    const bodies = messages.map(({ Body }) => Body);
    await this.broker.sendFromRules(this.queue, bodies, (index, messageId) => {
      this.broker.redriven.add(messageId);
      this.hooks?.redriven(messages[index], messageId);
    });
  }

  /** The messages to try again. A whole batch is, where the function failed or named a message that is not in it. */
  private failedOf(messages: readonly ReceivedMessage[], { result, error }: Outcome): readonly ReceivedMessage[] {
    const { definition } = this.runner;
    if (error !== undefined) {
      this.incidents.report(
        `Function ${definition.id} failed with a batch of ${messages.length}: ${error.errorType}: ${error.errorMessage}`,
      );
      return messages;
    }
    if (!this.mapping.reportsItemFailures) return [];
    const answer = JSON.parse(result ?? 'null') as Json;
    const failures = isObject(answer) && Array.isArray(answer.batchItemFailures) ? answer.batchItemFailures : [];
    const ids = new Set(failures.map((failure) => (isObject(failure) ? failure.itemIdentifier : undefined)));
    const failed = messages.filter(({ MessageId }) => ids.has(MessageId));
    return failed.length === ids.size ? failed : messages;
  }

  private async retry(failed: readonly ReceivedMessage[]): Promise<void> {
    if (failed.length === 0) return;
    const isHopeless = ({ Attributes }: ReceivedMessage): boolean =>
      this.queue.redrive === undefined && Number(Attributes.ApproximateReceiveCount) >= HOPELESS_RECEIVES;
    const hopeless = failed.filter(isHopeless);
    for (const { MessageId } of hopeless) {
      this.incidents.lose(
        `${this.lines.place(MessageId)}: failed ${HOPELESS_RECEIVES} times in queue ${this.queue.id}, which has no dead-letter queue`,
      );
    }
    await this.broker.delete(this.queue, hopeless);
    await this.broker.giveBack(
      this.queue,
      failed.filter((message) => !isHopeless(message)),
    );
  }

  /**
   * When the message was sent, in the time of the stream: with its event, or long after it if it was redriven. Nothing for a message that is not an
   * event of the stream.
   */
  private sentAt(messageId: string, body: string): string | undefined {
    const event = parseObject(body);
    const time = Date.parse(String(event?.time));
    if (Number.isNaN(time)) return undefined;
    return String(time + (this.broker.redriven.has(messageId) ? REDRIVEN_AFTER_MILLIS : 0));
  }

  private recordOf({ MessageId, ReceiptHandle, Body, Attributes, MD5OfBody }: ReceivedMessage): Json {
    return {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: { ...Attributes, SentTimestamp: this.sentAt(MessageId, Body) ?? Attributes.SentTimestamp },
      messageAttributes: {},
      md5OfBody: MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: this.mapping.queueArn,
      awsRegion: this.region,
    };
  }
}

function splitBySize(messages: readonly ReceivedMessage[]): ReceivedMessage[][] {
  const batches: ReceivedMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const bytes = Buffer.byteLength(message.Body) * 1.2 + MESSAGE_OVERHEAD_BYTES;
    if (bytes > room || batches.length === 0) {
      batches.push([]);
      room = MAX_BATCH_BYTES;
    }
    batches[batches.length - 1].push(message);
    room -= bytes;
  }
  return batches;
}
