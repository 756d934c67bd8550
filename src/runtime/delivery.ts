import { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Deadline } from './deadline';

/** One message, from an SQS queue or directly from an EventBridge rule. */
export interface Delivery {
  /** Stays the same when the message is delivered again. */
  readonly messageId: string;
  /** Parses the message. Throws if it is not JSON. */
  readonly read: () => unknown;
  readonly isFirstTry: boolean;
  /** When it was sent to the queue, epoch milliseconds. A redriven message was sent when it was redriven. NaN or absent if that is not known. */
  readonly sentAt?: number;
}

/** Processes a batch and returns the ids of the failed messages. */
export type BatchProcessor = (deliveries: readonly Delivery[]) => Promise<readonly string[]>;

export type InvocationContext = Pick<Context, 'awsRequestId'> & Partial<Pick<Context, 'getRemainingTimeInMillis'>>;

/**
 * Creates a Lambda handler from a processor, which watches the deadline. For messages from a queue, the handler reports each failed message. For an event directly
 * from a rule, it throws, so that Lambda retries the event and then sends it to the dead-letter queue.
 */
export function lambdaHandler(process: BatchProcessor, deadline: Deadline) {
  return async (event: SQSEvent | object, context: InvocationContext): Promise<SQSBatchResponse | void> => {
    beginDeadline(deadline, context);
    if (!isFromQueue(event)) return processEvent(process, event, context.awsRequestId);
    const failed = await process(
      event.Records.map((record) => ({
        messageId: record.messageId,
        read: () => JSON.parse(record.body),
        isFirstTry: record.attributes.ApproximateReceiveCount === '1',
        sentAt: Number(record.attributes.SentTimestamp),
      })),
    );
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** Begins an invocation. Without a context that knows it, its time is unlimited. */
export function beginDeadline(deadline: Deadline, context: InvocationContext): void {
  const { getRemainingTimeInMillis: remaining } = context;
  if (remaining) deadline.begin(() => remaining.call(context));
}

/** Processes a single event. Its message id is the request id, which stays the same when Lambda retries the event. */
async function processEvent(process: BatchProcessor, event: object, requestId: string): Promise<void> {
  const failed = await process([{ messageId: requestId, read: () => event, isFirstTry: true, sentAt: Date.now() }]);
  if (failed.length > 0) throw new Error('The event could not be processed: the log record above has the reason');
}

const isFromQueue = (event: object): event is SQSEvent => Array.isArray((event as SQSEvent).Records);
