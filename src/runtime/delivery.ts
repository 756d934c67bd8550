import { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';

/** One message, from a queue or straight from a rule. */
export interface Delivery {
  /** The same when the message is delivered again. */
  readonly messageId: string;
  /** Reads the message; throws where it is no JSON. */
  readonly read: () => unknown;
  readonly isFirstTry: boolean;
}

/** Processes a batch and names the messages that failed. */
export type BatchProcessor = (deliveries: readonly Delivery[]) => Promise<readonly string[]>;

/**
 * Makes a Lambda handler of a processor. From a queue, failed messages are reported one by one; straight from a rule,
 * a failure is thrown, so that Lambda tries again and then hands the event to the dead-letter queue.
 */
export function lambdaHandler(process: BatchProcessor) {
  return async (event: SQSEvent | object, context: Pick<Context, 'awsRequestId'>): Promise<SQSBatchResponse | void> => {
    if (!isFromQueue(event)) return processEvent(process, event, context.awsRequestId);
    const failed = await process(
      event.Records.map((record) => ({
        messageId: record.messageId,
        read: () => JSON.parse(record.body),
        isFirstTry: record.attributes.ApproximateReceiveCount === '1',
      })),
    );
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** The request id stays the same when Lambda tries an event again. */
async function processEvent(process: BatchProcessor, event: object, requestId: string): Promise<void> {
  const failed = await process([{ messageId: requestId, read: () => event, isFirstTry: true }]);
  if (failed.length > 0) throw new Error('The event could not be processed; the line above says why');
}

const isFromQueue = (event: object): event is SQSEvent => Array.isArray((event as SQSEvent).Records);
