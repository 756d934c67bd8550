import { Timeline } from './timeline';
import { AttemptReading, JobReading } from '../event/job-reading';
import { isReasonThat } from '../event/service-reasons';

/** The attempts of a finished job. A job that was stopped before its first attempt was listed has that attempt in its own fields. */
export function attemptsOf(end: JobReading): readonly AttemptReading[] {
  if (isArrayParent(end)) return [];
  const last = end.attempts[end.attempts.length - 1];
  if (last) return [...end.attempts.slice(0, -1), withEnd(last, end)];
  const only: AttemptReading = { ...end.task, startedAt: end.startedAt };
  return wasPlaced(only) ? [withEnd(only, end)] : [];
}

/** The last attempt ended as its job did, where the event does not say it twice. */
function withEnd(last: AttemptReading, end: JobReading): AttemptReading {
  const stop = last.stoppedAt ?? stoppedAt(end);
  const reason = last.statusReason ?? (returnedToQueue(stop, end) ? undefined : end.statusReason);
  return { ...last, stoppedAt: stop, ...(reason === undefined ? {} : { statusReason: reason }) };
}

/** Whether a job went on after its last attempt stopped: it was stopped in its queue, while it waited for another one. */
const returnedToQueue = (lastStop: number, end: JobReading): boolean => end.state === 'FAILED' && stoppedAt(end) - lastStop >= 1000;

export const isArrayParent = (reading: JobReading): boolean => reading.arraySize !== undefined;

/**
 * The instant a finished job stopped. If its event contains none: the stop of its last attempt, if the job ended for the
 * same reason; else the event's time, because the job was stopped while it waited for another attempt.
 */
export function stoppedAt(end: JobReading): number {
  if (end.stoppedAt !== undefined) return end.stoppedAt;
  const last = end.attempts[end.attempts.length - 1];
  const endedTogether = last?.stoppedAt !== undefined && last.statusReason !== undefined && last.statusReason === end.statusReason;
  return endedTogether ? last.stoppedAt : end.attempts.reduce((latest, attempt) => Math.max(latest, attempt.stoppedAt ?? 0), end.eventTime);
}

/**
 * The attempt that a job was waiting for when it was stopped in its queue, by number: the first one of a job that
 * never was placed, or the one after its last. Nothing for a job that ended with an attempt.
 */
export function attemptStoppedInQueue(end: JobReading): number | undefined {
  const attempts = attemptsOf(end);
  if (isArrayParent(end) || end.state === 'SUCCEEDED') return undefined;
  const lastStop = attempts[attempts.length - 1]?.stoppedAt;
  return lastStop === undefined || returnedToQueue(lastStop, end) ? attempts.length + 1 : undefined;
}

/** Whether every state entry that the final event implies has arrived. It is worth waiting for late ones. */
export function hasEveryFact(end: JobReading, timeline: Timeline): boolean {
  const attemptsComplete = attemptsOf(end).every(
    (attempt, index) =>
      timeline.at('RUNNABLE', index + 1) !== undefined && (timeline.at('STARTING', index + 1) !== undefined || !wasPlaced(attempt)),
  );
  const inQueue = attemptStoppedInQueue(end);
  const waited = inQueue === undefined || timeline.at('RUNNABLE', inQueue) !== undefined || isReasonThat('neverRunnable', end.statusReason);
  return attemptsComplete && waited;
}

/** Whether an attempt got a place, a task or a pod, and so left the queue. */
export const wasPlaced = (attempt: AttemptReading): boolean =>
  attempt.taskArn !== undefined || attempt.podName !== undefined || attempt.startedAt !== undefined;
