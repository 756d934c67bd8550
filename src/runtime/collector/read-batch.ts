import { JobReading } from '../../domain/event/job-reading';
import { readJobEvent } from '../../domain/event/read-job-event';
import { tokenOf } from '../../domain/job/facts';
import { Observation } from '../../domain/job/observe';
import { readWaitingJob, WaitingJob } from '../../domain/job/waiting';
import { readWaitingEntries, WaitingEntries } from '../../domain/job/waiting-entries';
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
  /** Entries into states that waited for their place. */
  readonly entries: readonly WaitingEntries[];
  /** Messages by the job that they are about. */
  readonly messagesOf: ReadonlyMap<string, readonly string[]>;
  /** Messages that cannot be read. */
  readonly rejected: readonly string[];
  /** How many of those come for the first time. */
  readonly rejectedFirst: number;
}

export function readBatch(deliveries: readonly Delivery[], tagKeys: readonly string[], output: Output): Batch {
  const batch = {
    observations: [] as Observation[], blocked: [] as JobReading[], waiting: [] as WaitingJob[], entries: [] as WaitingEntries[], rejected: [] as string[],
  };
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
    if (message.entries) batch.entries.push(message.entries);
    messagesOf.set(message.jobId, [...messagesOf.get(message.jobId) ?? [], delivery.messageId]);
  }
  return { ...batch, messagesOf, rejectedFirst };
}

interface Message {
  readonly jobId: string;
  readonly observation?: Observation;
  readonly blocked?: JobReading;
  readonly waiting?: WaitingJob;
  readonly entries?: WaitingEntries;
}

function readMessage(body: unknown, messageId: string, tagKeys: readonly string[]): Message {
  const type = detailTypeOf(body);
  if (type === DetailType.FINISHED_JOB_WAITING) {
    const waiting = readWaitingJob(body);
    return { jobId: waiting.reading.jobId, waiting };
  }
  if (type === DetailType.STATE_ENTRIES_WAITING) {
    const entries = readWaitingEntries(body);
    return { jobId: entries.jobId, entries };
  }
  const reading = readJobEvent(body, tagKeys);
  const { jobId } = reading;
  return type === DetailType.JOB_QUEUE_BLOCKED ? { jobId, blocked: reading } : { jobId, observation: { reading, token: tokenOf(messageId) } };
}
