import { Timeline } from './timeline';
import { AttemptReading, JobReading } from '../event/job-reading';
import { isOfService, isReasonThat } from '../event/reason-lookups';

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
  const reason = last.statusReason ?? (mayHaveReturned(last, end) ? undefined : end.statusReason);
  return { ...last, stoppedAt: stop, ...(reason === undefined ? {} : { statusReason: reason }) };
}

/** A job that returned to its queue stopped this long after its last attempt, at least. */
const RETURN_MILLIS = 1_000;
/** AWS Batch stops a job that ends with its attempt some seconds after the attempt, at most. */
const CERTAIN_RETURN_MILLIS = 60_000;

/**
 * Whether a failed job may have been stopped in its queue, while it waited for another attempt: it has one left, it stopped after its last one, and for a
 * reason that can end a job there. Whether it was, the entry into RUNNABLE shows.
 */
function mayHaveReturned(last: AttemptReading, end: JobReading): boolean {
  const { state, statusReason, attempts, maxAttempts } = end;
  const endsAttempt =
    statusReason !== undefined &&
    (statusReason === last.statusReason || (isOfService(statusReason) && !isReasonThat('endsInQueue', statusReason)));
  return state === 'FAILED' && attempts.length > 0 && attempts.length < (maxAttempts ?? Infinity) && !endsAttempt;
}

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
export function attemptStoppedInQueue(end: JobReading, timeline: Timeline): number | undefined {
  const next = nextAttempt(end);
  if (next === 1 || next === undefined) return next;
  if (timeline.at('RUNNABLE', next) !== undefined || stoppedAfter(end, CERTAIN_RETURN_MILLIS)) return next;
  // No entry into RUNNABLE is known at all: only the times are left to decide.
  return stoppedAfter(end, RETURN_MILLIS) && timeline.at('RUNNABLE', next - 1) === undefined ? next : undefined;
}

/** The attempt that a failed job may have been waiting for. */
function nextAttempt(end: JobReading): number | undefined {
  if (isArrayParent(end) || end.state === 'SUCCEEDED') return undefined;
  const attempts = attemptsOf(end);
  const last = attempts[attempts.length - 1];
  return last === undefined || mayHaveReturned(last, end) ? attempts.length + 1 : undefined;
}

/** Whether a job that has attempts stopped a while after the last one did. */
const stoppedAfter = (end: JobReading, millis: number): boolean =>
  stoppedAt(end) - (end.attempts[end.attempts.length - 1].stoppedAt ?? Infinity) >= millis;

/** Whether every state entry that the final event implies has arrived. It is worth waiting for late ones. */
export function hasEveryFact(end: JobReading, timeline: Timeline): boolean {
  const attemptsComplete = attemptsOf(end).every(
    (attempt, index) =>
      timeline.at('RUNNABLE', index + 1) !== undefined && (timeline.at('STARTING', index + 1) !== undefined || !wasPlaced(attempt)),
  );
  return attemptsComplete && !awaitsRunnable(end, timeline);
}

/** Whether the job may have entered its queue once more before it was stopped, and no event has reported it yet. */
function awaitsRunnable(end: JobReading, timeline: Timeline): boolean {
  const next = nextAttempt(end);
  if (next === undefined || timeline.at('RUNNABLE', next) !== undefined) return false;
  return next === 1 ? !neverWasRunnable(end, timeline) : stoppedAfter(end, RETURN_MILLIS);
}

/** RUNNABLE follows PENDING within seconds, unless other jobs hold the job back. Its event is rarely later than this. */
const PENDING_MILLIS = 10 * 60_000;

function neverWasRunnable(end: JobReading, timeline: Timeline): boolean {
  if (isReasonThat('neverRunnable', end.statusReason)) return true;
  const pendingAt = timeline.at('PENDING', 1);
  return pendingAt !== undefined && ((end.dependencyCount ?? 0) > 0 || stoppedAt(end) - pendingAt >= PENDING_MILLIS);
}

/** Whether an attempt got a place, a task or a pod, and so left the queue. */
export const wasPlaced = (attempt: AttemptReading): boolean =>
  attempt.taskArn !== undefined || attempt.podName !== undefined || attempt.startedAt !== undefined;
