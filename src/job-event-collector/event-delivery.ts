import { Duration } from 'aws-cdk-lib';
import { DURATION, NUMBER } from '../prop-check/cdk-types';
import { checkDuration, checkWholeNumber, reject } from '../prop-check/prop-check';
import { checkTypes, PropTypes } from '../prop-check/prop-types';

/** How events are gathered in the queue before the collector gets them. */
export interface BufferedDeliveryOptions {
  /**
   * How long to gather events before an invocation; whole seconds, at most 5 minutes.
   *
   * A longer window makes fewer invocations and later metrics.
   *
   * @default Duration.seconds(20)
   */
  readonly batchingWindow?: Duration;
  /**
   * The most events of one invocation, 1 to 1000; above 10 the window must be at least 1 second.
   *
   * A thousand job events are about what the 6 MB of an invocation hold.
   *
   * @default 1000
   */
  readonly batchSize?: number;
  /**
   * The most invocations at a time, 2 to 1000.
   *
   * @default 10
   */
  readonly maxConcurrency?: number;
}

/** How often an event is tried again that the collector could not take. */
export interface DirectDeliveryOptions {
  /**
   * The most tries after the first, 0 to 2.
   *
   * @default 2
   */
  readonly retryAttempts?: number;
  /**
   * How old an event may get before it goes to the dead-letter queue; whole seconds, 1 minute to 6 hours.
   *
   * @default Duration.hours(6)
   */
  readonly maxEventAge?: Duration;
}

/**
 * The way of job events from the rule to the collector's function.
 *
 * @example
 * import { Duration, Stack } from 'aws-cdk-lib';
 * import { EventDelivery, JobEventCollector } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new JobEventCollector(stack, 'Collector', {
 *   delivery: EventDelivery.buffered({ batchingWindow: Duration.minutes(1), maxConcurrency: 5 }),
 * });
 */
export class EventDelivery {
  /**
   * Through a queue, in batches: bursts of large array jobs are smoothed, events of one job are merged, dead letters can be sent again.
   *
   * @param options window, size and concurrency of batches
   */
  static buffered(options: BufferedDeliveryOptions = {}): EventDelivery {
    checkBuffered(options);
    return new EventDelivery('buffered', options, {});
  }

  /**
   * Each event at once, in an invocation of its own: about a fifth cheaper for few jobs, and metrics come sooner.
   *
   * A burst of events takes as many concurrent invocations from the account as there are events. Jobs whose facts are late still wait in the queue.
   * Lambda wraps the events that it puts in the dead-letter queue, so that a redrive does not send them again; what does
   * is in the runbook, to which the alarm on dead letters links.
   *
   * @param options retries
   */
  static direct(options: DirectDeliveryOptions = {}): EventDelivery {
    checkDirect(options);
    return new EventDelivery('direct', {}, options);
  }

  /** Whether events pass through the queue. */
  readonly isBuffered: boolean;
  /** How long the queue gathers messages before an invocation. */
  readonly batchingWindow: Duration;
  /** The most messages of one invocation. */
  readonly batchSize: number;
  /** The most invocations at a time that read the queue. */
  readonly maxConcurrency: number;
  /** The most tries after the first of an event that is delivered directly. */
  readonly retryAttempts: number;
  /** How old an event that is delivered directly may get. */
  readonly maxEventAge: Duration;

  private constructor(mode: 'buffered' | 'direct', queue: BufferedDeliveryOptions, direct: DirectDeliveryOptions) {
    this.isBuffered = mode === 'buffered';
    this.batchingWindow = queue.batchingWindow ?? Duration.seconds(20);
    this.batchSize = queue.batchSize ?? 1000;
    this.maxConcurrency = queue.maxConcurrency ?? 10;
    this.retryAttempts = direct.retryAttempts ?? 2;
    this.maxEventAge = direct.maxEventAge ?? Duration.hours(6);
  }
}

const BUFFERED_TYPES: PropTypes<BufferedDeliveryOptions> = { batchingWindow: DURATION, batchSize: NUMBER, maxConcurrency: NUMBER };
const DIRECT_TYPES: PropTypes<DirectDeliveryOptions> = { retryAttempts: NUMBER, maxEventAge: DURATION };

function checkBuffered(options: BufferedDeliveryOptions): void {
  const where = 'EventDelivery.buffered';
  checkTypes(where, options, BUFFERED_TYPES);
  const { batchingWindow, batchSize, maxConcurrency } = options;
  checkDuration(where, {
    prop: 'batchingWindow',
    value: batchingWindow,
    min: Duration.seconds(0),
    max: Duration.minutes(5),
    fix: 'Lambda gathers messages for that long at most.',
  });
  checkWholeNumber(where, {
    prop: 'batchSize',
    value: batchSize,
    min: 1,
    max: 1000,
    fix: 'More events than that may not fit in one invocation.',
  });
  checkWholeNumber(where, {
    prop: 'maxConcurrency',
    value: maxConcurrency,
    min: 2,
    max: 1000,
    fix: 'Those are the bounds of an SQS event source of Lambda.',
  });
  if (batchingWindow?.isUnresolved() !== true && batchingWindow?.toMilliseconds() === 0 && (batchSize ?? 1000) > 10) {
    reject(where, {
      prop: 'batchingWindow',
      value: batchingWindow,
      allowed: 'at least 1 second when batchSize is above 10',
      fix: 'Lengthen the window or set batchSize to 10.',
    });
  }
}

function checkDirect(options: DirectDeliveryOptions): void {
  const where = 'EventDelivery.direct';
  checkTypes(where, options, DIRECT_TYPES);
  checkWholeNumber(where, {
    prop: 'retryAttempts',
    value: options.retryAttempts,
    min: 0,
    max: 2,
    fix: 'Lambda tries an asynchronous invocation again twice at most.',
  });
  checkDuration(where, {
    prop: 'maxEventAge',
    value: options.maxEventAge,
    min: Duration.minutes(1),
    max: Duration.hours(6),
    fix: 'Lambda keeps an asynchronous event for that long.',
  });
}
