import { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Deadline } from '../../../src/runtime/deadline';
import { BatchProcessor, lambdaHandler } from '../../../src/runtime/delivery';

/** A message of a queue, with the id that it keeps when it is delivered again. */
export interface Message {
  readonly id: string;
  readonly body: unknown;
  /** How often it has been received. */
  readonly received?: number;
  /** When it was sent, epoch milliseconds. */
  readonly sentAt?: number;
}

let sent = 0;

/** Each event as a message of its own, with an id that no other has. */
export const messagesOf = (events: readonly unknown[]): Message[] => events.map((body) => ({ id: `message-${++sent}`, body }));

export const delivery = (messages: readonly Message[]): SQSEvent => ({
  Records: messages.map(
    ({ id, body, received = 1, sentAt }) =>
      ({
        messageId: id,
        body: typeof body === 'string' ? body : JSON.stringify(body),
        attributes: { ApproximateReceiveCount: String(received), ...(sentAt !== undefined && { SentTimestamp: String(sentAt) }) },
      }) as SQSRecord,
  ),
});

/** Delivers messages to a handler in one batch; returns the ids of those that failed. */
export async function deliverTo(processor: BatchProcessor, messages: readonly Message[]): Promise<string[]> {
  const answer = (await lambdaHandler(processor, new Deadline())(delivery(messages), { awsRequestId: 'request' })) as SQSBatchResponse;
  return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
