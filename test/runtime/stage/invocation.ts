import { delivery, Message } from './deliveries';
import { Deadline } from '../../../src/runtime/deadline';
import { BatchProcessor, lambdaHandler } from '../../../src/runtime/delivery';

/** No third of it is a whole number. */
export const TIMEOUT = 59_999;

interface Processing {
  readonly processor: BatchProcessor;
  readonly deadline: Deadline;
}

/** An invocation in virtual time: what a test says takes time of it, and nothing else does. */
export class Invocation {
  constructor(public left = TIMEOUT) {}

  /** Returns the ids of the messages that failed. */
  async deliver({ processor, deadline }: Processing, messages: readonly Message[]): Promise<string[]> {
    const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => this.left };
    const answer = await lambdaHandler(processor, deadline)(delivery(messages), context);
    const { batchItemFailures } = answer as { batchItemFailures: { itemIdentifier: string }[] };
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }
}
