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
  const ranked = facts.map((fact) => ({ fact, attempt: timeline.attemptOf(fact), rank: STATES_IN_FLIGHT.indexOf(fact.state) }));
  const [last] = ranked.sort((a, b) => b.attempt - a.attempt || b.rank - a.rank);
  if (!last) return undefined;
  const { state, atMillis } = furthestAfter(last, ranked) ?? last.fact;
  return { state, sinceMillis: atMillis };
}

interface RankedFact {
  readonly fact: Fact;
  readonly rank: number;
}

/**
 * Two entries into a state that are told with one number are taken for two attempts. What was told after the second one, and is further on,
 * says that it was none: the job would stay in that state for good.
 */
function furthestAfter(last: RankedFact, ranked: readonly RankedFact[]): Fact | undefined {
  const [furthest] = ranked
    .filter(({ fact, rank }) => rank > last.rank && fact.attempt >= last.fact.attempt && fact.atMillis > last.fact.atMillis)
    .sort((a, b) => b.fact.attempt - a.fact.attempt || b.rank - a.rank || b.fact.atMillis - a.fact.atMillis);
  return furthest?.fact;
}
