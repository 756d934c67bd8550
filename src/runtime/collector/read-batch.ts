import { JobReading } from '../../domain/event/job-reading';
import { readJobEvent } from '../../domain/event/read-job-event';
import { tokenOf } from '../../domain/job/facts';
import { Observation } from '../../domain/job/observe';
import { readWaitingJob, WaitingJob } from '../../domain/job/waiting';
import { DetailType } from '../../domain/names/records';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { detailTypeOf, readOrReject } from '../rejection';

/** The messages of a batch, read and sorted by what they are. */
export interface Batch {
  /** Jobs that changed state. */
  readonly observations: readonly Observation[];
  /** Jobs that hold up their queue. */
  readonly blocked: readonly JobReading[];
  /** Finished jobs that waited for late facts. */
  readonly waiting: readonly WaitingJob[];
  /** Messages by the job that they are about. */
  readonly messagesOf: ReadonlyMap<string, readonly string[]>;
  /** Messages that cannot be read. */
  readonly rejected: readonly string[];
  /** How many of those come for the first time. */
  readonly rejectedFirst: number;
}

export function readBatch(deliveries: readonly Delivery[], tagKeys: readonly string[], output: Output): Batch {
  const batch = { observations: [] as Observation[], blocked: [] as JobReading[], waiting: [] as WaitingJob[], rejected: [] as string[] };
  const messagesOf = new Map<string, string[]>();
  let rejectedFirst = 0;
  for (const delivery of deliveries) {
    const message = readOrReject(delivery, body => readMessage(body, delivery.messageId, tagKeys), output);
    if (!message) {
      batch.rejected.push(delivery.messageId);
      if (delivery.isFirstTry) rejectedFirst += 1;
      continue;
    }
    if (message.observation) batch.observations.push(message.observation);
    if (message.blocked) batch.blocked.push(message.blocked);
    if (message.waiting) batch.waiting.push(message.waiting);
    messagesOf.set(message.reading.jobId, [...messagesOf.get(message.reading.jobId) ?? [], delivery.messageId]);
  }
  return { ...batch, messagesOf, rejectedFirst };
}

interface Message {
  readonly reading: JobReading;
  readonly observation?: Observation;
  readonly blocked?: JobReading;
  readonly waiting?: WaitingJob;
}

function readMessage(body: unknown, messageId: string, tagKeys: readonly string[]): Message {
  const type = detailTypeOf(body);
  if (type === DetailType.FINISHED_JOB_WAITING) {
    const waiting = readWaitingJob(body);
    return { reading: waiting.reading, waiting };
  }
  const reading = readJobEvent(body, tagKeys);
  return type === DetailType.JOB_QUEUE_BLOCKED ? { reading, blocked: reading } : { reading, observation: { reading, token: tokenOf(messageId) } };
}
