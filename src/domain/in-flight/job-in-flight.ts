import { Fact, TimedState } from '../job/facts';
import { Timeline } from '../job/timeline';

/** The states of a job that has not ended, in the order in which an attempt goes through them. */
export const STATES_IN_FLIGHT: readonly TimedState[] = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'];

/** One job that has not ended, as a snapshot finds it. */
export interface JobInFlight {
  readonly jobId: string;
  readonly jobName?: string;
  readonly jobQueue?: string;
  readonly vcpus?: number;
  readonly blockedReason?: string;
  readonly state: TimedState;
  /** When it entered that state, epoch milliseconds. */
  readonly sinceMillis: number;
}

/**
 * The state that a job is in: the furthest one of its last attempt, whatever order its facts were told in. Of no facts
 * there is none: those of an update that failed are taken back, and only the item remains.
 */
export function stateOf(facts: readonly Fact[]): Pick<JobInFlight, 'state' | 'sinceMillis'> | undefined {
  const timeline = new Timeline(facts);
  let last: { attempt: number; rank: number; fact: Fact } | undefined;
  for (const fact of facts) {
    const attempt = timeline.attemptOf(fact);
    const rank = STATES_IN_FLIGHT.indexOf(fact.state);
    if (!last || attempt > last.attempt || (attempt === last.attempt && rank > last.rank)) last = { attempt, rank, fact };
  }
  return last && { state: last.fact.state, sinceMillis: last.fact.atMillis };
}
