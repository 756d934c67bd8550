import { Fact, isEntry } from './facts';
import { isNode, JobReading } from '../event/job-reading';

/**
 * Whether a final event may be the end of one attempt only: a node of a multi-node job ends with each attempt of the job, whose later attempts
 * depend on the main node. No event of the node itself reports whether it runs again.
 */
export const mayRunAgain = (end: JobReading): boolean => isNode(end) && end.attempts.length < (end.maxAttempts ?? Infinity);

/** Whether a node ran again, or ended once more, after the attempt that an event reports the end of. */
export const isSuperseded = (end: JobReading, facts: readonly Fact[]): boolean =>
  mayRunAgain(end) && facts.some((fact) => follows(fact, end));

function follows(fact: Fact, { eventTime, attempts: { length } }: JobReading): boolean {
  const isLater = fact.atMillis > eventTime;
  const isNext = fact.attempt > length || (fact.state === 'RUNNABLE' && fact.attempt === length);
  return isEntry(fact) ? isLater && isNext : fact.attempt > length || (isLater && fact.attempt === length);
}
