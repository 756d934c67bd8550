import { Observation } from './observe';
import { markEntriesRedelivered, readEntries } from './waiting-entries';
import { DataPoint } from '../data-point';
import { Fields } from '../event/fields';
import { isFinal, JobReading } from '../event/job-reading';
import { readWaitingReading } from '../event/read-waiting-reading';
import { decodeFacts, encodeFact, Fact } from '../job/facts';
import { DetailType, EventSource } from '../names/events';

/**
 * A finished job whose facts are not all there yet. It waits as a delayed message that holds the reading of its final
 * event, not the event: what an event may hold in secrets is gone by then.
 */
export interface WaitingJob extends Observation {
  /** How often it has been looked at. */
  readonly tries: number;
  /** All of its facts, where it waits for its instances alone: then the table need not be read again. */
  readonly facts?: readonly Fact[];
  /** Its entries into states that wait with it: two messages could go different ways. */
  readonly entries: readonly DataPoint[];
}

export function waitingMessage({ facts, entries, ...job }: WaitingJob): object {
  const detail = {
    ...job,
    ...(facts ? { facts: Object.fromEntries(facts.map(encodeFact)) } : {}),
    ...(entries.length > 0 ? { entries } : {}),
  };
  return { source: EventSource.THIS_LIBRARY, 'detail-type': DetailType.FINISHED_JOB_WAITING, detail };
}

/** The same job, from a message that may have been handled before: its output is marked as redelivered. */
export const markJobRedelivered = (job: WaitingJob, token: string): WaitingJob => ({
  ...job,
  redelivered: job.redelivered ?? token,
  entries: markEntriesRedelivered(job.entries, token),
});

/** Enough to recognize a reading that another version of this library wrote: messages in the queue outlive a deployment. */
const isFinishedJob = (reading: JobReading | undefined): reading is JobReading =>
  typeof reading?.jobId === 'string' &&
  isFinal(reading) &&
  typeof reading.eventTime === 'number' &&
  Array.isArray(reading.attempts) &&
  typeof reading.task === 'object' &&
  reading.task !== null;

/** Reads back what `waitingMessage` wrote. Its queue takes messages from this handler alone. */
export function readWaitingJob(message: unknown): WaitingJob {
  const envelope = Fields.of(message, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  const { reading, facts } = (message as { detail: { reading?: JobReading; facts?: Record<string, unknown> } }).detail;
  if (!isFinishedJob(reading)) return detail.fail('reading', 'is no finished job');
  const knownFacts = detail.object('facts') && facts ? { facts: decodeFacts(facts).facts } : {};
  const read = readWaitingReading(detail.object('reading') as Fields);
  const redelivered = detail.optionalName('redelivered');
  return {
    reading: read,
    token: detail.name('token'),
    redelivered,
    tries: detail.count('tries') ?? 0,
    entries: readEntries(detail),
    ...knownFacts,
  };
}
