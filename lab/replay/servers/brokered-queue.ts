import { Queue } from '../template/queues';

export interface QueueUse {
  sentByRules: number;
  sentByFunctions: number;
  delayed: number;
  received: number;
  returned: number;
}

/** A queue of the template on the embedded SQS. */
export interface BrokeredQueue extends Queue {
  /** Its URL on the embedded server; the template's own URL leads to the meter. */
  readonly url: string;
  readonly use: QueueUse;
}
