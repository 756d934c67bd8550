import { Entry, Fact, isEntry, TimedState } from '../job/facts';
import { Timeline } from '../job/timeline';

/** The states of a job that has not ended, in the order that an attempt passes through them. */
export const STATES_IN_FLIGHT: readonly TimedState[] = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'];

/** One job that has not ended at the time of a snapshot. */
export interface JobInFlight {
  readonly jobId: string;
  readonly jobName?: string;
  readonly jobQueue?: string;
  readonly vcpus?: number;
  readonly blockedReason?: string;
  readonly state: TimedState;
  /** When the job entered that state, epoch milliseconds. */
  readonly sinceMillis: number;
}

/**
 * The state that a job is in: the furthest state of its latest attempt, independent of the order in which its facts arrived. Undefined if
 * there are no facts: the collector takes the facts of a failed update back, and then only the item remains.
 */
export function stateOf(facts: readonly Fact[]): Pick<JobInFlight, 'state' | 'sinceMillis'> | undefined {
  const timeline = new Timeline(facts);
  const ranked = facts
    .filter(isEntry)
    .map((fact) => ({ fact, attempt: timeline.attemptOf(fact), rank: STATES_IN_FLIGHT.indexOf(fact.state) }));
  const [last] = ranked.sort((a, b) => b.attempt - a.attempt || b.rank - a.rank || a.fact.atMillis - b.fact.atMillis);
  if (!last) return undefined;
  const { state, atMillis } = (ranked.find((other) => contradicts(other, last)) ?? last).fact;
  return { state, sinceMillis: atMillis };
}

interface RankedFact {
  readonly fact: Entry;
  readonly rank: number;
}

/**
 * Whether a fact shows that what seems to be a further attempt is none. `Timeline` takes two transitions into a state as two attempts, if the job
 * left the state between them. If it then entered a later state, in an event with no lower attempt number, there was no further attempt.
 * Without this correction the job would stay in the earlier state forever.
 */
const contradicts = ({ fact, rank }: RankedFact, last: RankedFact): boolean =>
  rank > last.rank && fact.attempt >= last.fact.attempt && fact.atMillis >= last.fact.atMillis;
