/**
 * Subscription filters of CloudWatch Logs: the log events of a group that pass go to a function in batches, compressed, as an asynchronous invocation.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
import { gzipSync } from 'node:zlib';
import { Targets } from './targets';
import { KeptLogEvents, LogEvent } from '../logs/kept-log-events';
import { SubscriptionFilter } from '../template/subscription-filters';

interface Subscription {
  readonly filter: SubscriptionFilter;
  waiting: LogEvent[];
}

/** The limits of one PutLogEvents: the log events of one request are delivered together. */
const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;
const EVENT_OVERHEAD_BYTES = 26;
/** The id of a log event is a number of 56 digits. */
const idOf = (number: number): string => `3${String(number).padStart(55, '0')}`;

export class LogSubscriptions {
  /** Log events that passed, by filter. */
  readonly passed = new Map<string, number>();
  private readonly subscriptions: readonly Subscription[];
  private events = 0;

  constructor(
    filters: readonly SubscriptionFilter[],
    private readonly targets: Targets,
    private readonly owner: string,
    /** Where log events can be found later. */
    private readonly kept?: KeptLogEvents,
  ) {
    this.subscriptions = filters.map((filter) => ({ filter, waiting: [] }));
    for (const { id } of filters) this.passed.set(id, 0);
  }

  /** Any group may be asked for later, where log events are kept. */
  isRead(group: string): boolean {
    return this.kept !== undefined || this.subscriptions.some(({ filter }) => filter.group === group);
  }

  take(group: string, event: Omit<LogEvent, 'id'>): void {
    const id = idOf((this.events += 1));
    this.kept?.add(group, { id, ...event });
    for (const { filter, waiting } of this.subscriptions) {
      if (filter.group === group && filter.passes(event.message)) waiting.push({ id, ...event });
    }
  }

  /** Hands over what waits; answers whether anything did. */
  drain(): Promise<boolean> {
    return Promise.resolve(this.subscriptions.map((subscription) => this.deliver(subscription)).some((any) => any));
  }

  private deliver(subscription: Subscription): boolean {
    const { filter, waiting } = subscription;
    subscription.waiting = [];
    for (const logEvents of batchesOf(waiting)) {
      this.targets.invoke(
        { arn: filter.functionArn },
        { body: this.payload(filter, logEvents), place: `${logEvents.length} log events of ${filter.group}` },
      );
    }
    this.passed.set(filter.id, (this.passed.get(filter.id) ?? 0) + waiting.length);
    return waiting.length > 0;
  }

  private payload({ name, group }: SubscriptionFilter, logEvents: readonly LogEvent[]): string {
    const message = {
      messageType: 'DATA_MESSAGE',
      owner: this.owner,
      logGroup: group,
      logStream: 'replay',
      subscriptionFilters: [name],
      logEvents,
    };
    return JSON.stringify({ awslogs: { data: gzipSync(JSON.stringify(message)).toString('base64') } });
  }
}

function batchesOf(events: readonly LogEvent[]): LogEvent[][] {
  const batches: LogEvent[][] = [];
  let bytes = Infinity;
  for (const event of events) {
    const size = Buffer.byteLength(event.message) + EVENT_OVERHEAD_BYTES;
    const last = batches[batches.length - 1];
    if (last !== undefined && last.length < MAX_EVENTS && bytes + size <= MAX_BYTES) last.push(event);
    else batches.push([event]);
    bytes = last === batches[batches.length - 1] ? bytes + size : size;
  }
  return batches;
}
