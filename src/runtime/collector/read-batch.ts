import { Observation } from '../../domain/collect/observe';
import { isPossiblyRedriven } from '../../domain/collect/redriven';
import { readWaitingJob, WaitingJob, markJobRedelivered } from '../../domain/collect/waiting';
import { markEntriesRedelivered, readWaitingEntries, WaitingEntries } from '../../domain/collect/waiting-entries';
import { LeftOut } from '../../domain/event/fields';
import { JobReading } from '../../domain/event/job-reading';
import { tokenOf } from '../../domain/event/message-token';
import { readJobEvent } from '../../domain/event/read-job-event';
import { DetailType } from '../../domain/names/events';
import { Delivery } from '../delivery';
import { MessageReader } from '../message-reader';
import { Output } from '../output/output';
import { checkDetailType, detailTypeOf } from '../rejection';

/** The messages of a batch, read and grouped by type. */
export interface Batch {
  /** State changes of jobs. */
  readonly observations: readonly Observation[];
  /** Jobs that block their job queue. */
  readonly blocked: readonly JobReading[];
  /** Finished jobs that waited for late facts. */
  readonly waiting: readonly WaitingJob[];
  /** State transitions that waited for their placement. */
  readonly entries: readonly WaitingEntries[];
  /** The ids of the messages about each job. */
  readonly messagesOf: ReadonlyMap<string, readonly string[]>;
  /** The ids of messages that cannot be read. */
  readonly rejected: readonly string[];
  /** The number of rejected messages that were delivered for the first time. */
  readonly rejectedFirst: number;
  /** The number of fields that were left out of messages that were delivered for the first time. */
  readonly unreadFields: number;
}

/** Reads a batch. A message that cannot be read is recorded and rejected, and the others go on. */
export function readBatch(deliveries: readonly Delivery[], tagKeys: readonly string[], output: Output): Batch {
  const batch = {
    observations: [] as Observation[],
    blocked: [] as JobReading[],
    waiting: [] as WaitingJob[],
    entries: [] as WaitingEntries[],
    rejected: [] as string[],
  };
  const messagesOf = new Map<string, string[]>();
  const reader = new MessageReader(output);
  let rejectedFirst = 0;
  for (const delivery of deliveries) {
    const message = reader.read(delivery, (body, leftOut) => readMessage(body, delivery, tagKeys, leftOut));
    if (!message) {
      batch.rejected.push(delivery.messageId);
      if (delivery.isFirstTry) rejectedFirst += 1;
      continue;
    }
    if (message.observation) batch.observations.push(message.observation);
    if (message.blocked) batch.blocked.push(message.blocked);
    if (message.waiting) batch.waiting.push(message.waiting);
    if (message.entries) batch.entries.push(message.entries);
    messagesOf.set(message.jobId, [...(messagesOf.get(message.jobId) ?? []), delivery.messageId]);
  }
  return { ...batch, messagesOf, rejectedFirst, unreadFields: reader.report() };
}

interface Message {
  readonly jobId: string;
  readonly observation?: Observation;
  readonly blocked?: JobReading;
  readonly waiting?: WaitingJob;
  readonly entries?: WaitingEntries;
}

/**
 * Reads one message. No table shows whether the content of a waiting message was emitted before. The receive count does: if the message
 * was delivered before, its content is marked as redelivered.
 */
function readMessage(body: unknown, { messageId, isFirstTry, sentAt }: Delivery, tagKeys: readonly string[], leftOut: LeftOut): Message {
  const type = detailTypeOf(body);
  const token = tokenOf(messageId);
  if (type === DetailType.FINISHED_JOB_WAITING) {
    const waiting = readWaitingJob(body);
    return { jobId: waiting.reading.jobId, waiting: isFirstTry ? waiting : markJobRedelivered(waiting, token) };
  }
  if (type === DetailType.STATE_ENTRIES_WAITING) {
    const entries = readWaitingEntries(body);
    return {
      jobId: entries.jobId,
      entries: isFirstTry ? entries : { ...entries, entries: markEntriesRedelivered(entries.entries, token) },
    };
  }
  const reading = readJobEvent(body, tagKeys, leftOut);
  const { jobId } = reading;
  if (type === DetailType.JOB_QUEUE_BLOCKED) return { jobId, blocked: reading };
  checkDetailType(body, DetailType.JOB_STATE_CHANGE);
  return { jobId, observation: { reading, token, isRedriven: isPossiblyRedriven(body as object, reading.eventTime, sentAt) } };
}
