import { Fields } from '../event/fields';
import { isFinal, JobReading } from '../event/job-reading';
import { DetailType, EventSource } from '../names/records';
import { Observation } from './observe';

/**
 * A finished job whose facts are not all there yet. It waits as a delayed message that holds the reading of its final
 * event, not the event: what an event may hold in secrets is gone by then.
 */
export interface WaitingJob extends Observation {
  /** How often it has been looked at. */
  readonly tries: number;
}

export function waitingMessage({ reading, token, tries }: WaitingJob): object {
  return { 'source': EventSource.THIS_LIBRARY, 'detail-type': DetailType.FINISHED_JOB_WAITING, 'detail': { reading, token, tries } };
}

/** Reads back what `waitingMessage` wrote. Its queue takes messages from this handler alone. */
export function readWaitingJob(message: unknown): WaitingJob {
  const envelope = Fields.of(message, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  const reading = (message as { detail: { reading?: JobReading } }).detail.reading;
  if (typeof reading?.jobId !== 'string' || !isFinal(reading)) return detail.fail('reading', 'is no finished job');
  return { reading, token: detail.name('token'), tries: detail.integer('tries') ?? 0 };
}
