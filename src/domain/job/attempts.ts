import { AttemptReading, JobReading } from '../event/job-reading';
import { Timeline } from './timeline';

/** The attempts of a finished job. A job that was stopped before its first attempt was listed tells it in its own fields. */
export function attemptsOf(end: JobReading): readonly AttemptReading[] {
  if (end.attempts.length > 0) return end.attempts.map((attempt, index) => withStop(attempt, index === end.attempts.length - 1, end));
  const placed = end.task.taskArn !== undefined || end.startedAt !== undefined;
  if (!placed || isArrayParent(end)) return [];
  return [{ ...end.task, startedAt: end.startedAt, stoppedAt: end.stoppedAt ?? end.eventTime, statusReason: end.statusReason }];
}

/** The last attempt stopped with its job, where the event does not say it twice. */
const withStop = (attempt: AttemptReading, isLast: boolean, end: JobReading): AttemptReading =>
  isLast && attempt.stoppedAt === undefined && end.stoppedAt !== undefined ? { ...attempt, stoppedAt: end.stoppedAt } : attempt;

export const isArrayParent = (reading: JobReading): boolean => reading.arraySize !== undefined;

/** The instant a finished job stopped; a job stopped in its queue may tell none, then it is the event's time. */
export function stoppedAt(end: JobReading): number {
  const lastStop = Math.max(0, ...end.attempts.map(attempt => attempt.stoppedAt ?? 0));
  return end.stoppedAt ?? Math.max(end.eventTime, lastStop);
}

/**
 * The attempt that a job was waiting for when it was stopped in its queue, by number: the first one of a job that
 * never was placed, or the one after its last. Nothing for a job that ended with an attempt.
 */
export function attemptStoppedInQueue(end: JobReading): number | undefined {
  const attempts = attemptsOf(end);
  if (isArrayParent(end) || end.state === 'SUCCEEDED') return undefined;
  if (attempts.length === 0) return 1;
  const lastStop = attempts[attempts.length - 1].stoppedAt;
  return lastStop !== undefined && stoppedAt(end) - lastStop >= 1000 ? attempts.length + 1 : undefined;
}

/** A job whose dependency failed never was RUNNABLE. */
const NEVER_RUNNABLE = /^Dependent Job failed/;

/** Whether every entry into a state that the end of a job speaks of has been told. Late ones are worth a wait. */
export function hasEveryFact(end: JobReading, timeline: Timeline): boolean {
  if (isArrayParent(end)) return true;
  const told = attemptsOf(end).every((attempt, index) =>
    timeline.at('RUNNABLE', index + 1) !== undefined
    && (timeline.at('STARTING', index + 1) !== undefined || !wasPlaced(attempt)));
  const inQueue = attemptStoppedInQueue(end);
  const waited = inQueue === undefined || timeline.at('RUNNABLE', inQueue) !== undefined || NEVER_RUNNABLE.test(end.statusReason ?? '');
  return told && waited;
}

export const wasPlaced = (attempt: AttemptReading): boolean => attempt.taskArn !== undefined || attempt.startedAt !== undefined;

