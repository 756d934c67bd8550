import { DataPoint, dataPoint, KnownDimensions } from './data-point';
import { Fact, TimedState } from '../job/facts';
import { secondsBetween, Timeline } from '../job/timeline';
import { MetricName } from '../names/metrics';

const ENTERED: Readonly<Record<TimedState, MetricName>> = {
  SUBMITTED: MetricName.JOBS_SUBMITTED,
  PENDING: MetricName.JOBS_PENDING,
  RUNNABLE: MetricName.JOBS_RUNNABLE,
  STARTING: MetricName.JOBS_STARTING,
  RUNNING: MetricName.JOBS_RUNNING,
};

/** A fact that was not known before, with the dimensions of the event that brought it. */
export interface FreshFact {
  readonly fact: Fact;
  readonly dimensions: KnownDimensions;
}

/**
 * What fresh facts measure: an entry into a state, and each wait that they complete. A wait is measured by whichever
 * of its two ends comes last, so that every order of delivery gives the same values.
 */
export function measureStateEntries(fresh: readonly FreshFact[], timeline: Timeline, createdAt: number | undefined): DataPoint[] {
  const entries = fresh.map(({ fact, dimensions }) => dataPoint(ENTERED[fact.state], 1, fact.atMillis, dimensions));
  return [...entries, ...queued(fresh, timeline, createdAt), ...waits(fresh, timeline, RUNNABLE_WAIT), ...waits(fresh, timeline, STARTING_WAIT)];
}

function queued(fresh: readonly FreshFact[], timeline: Timeline, createdAt: number | undefined): DataPoint[] {
  return fresh
    .filter(({ fact }) => fact.state === 'RUNNABLE' && timeline.attemptOf(fact) === 1)
    .flatMap(({ fact, dimensions }) => point(MetricName.QUEUED_SECONDS, createdAt, fact.atMillis, dimensions));
}

interface Wait {
  readonly metric: MetricName;
  readonly from: TimedState;
  readonly to: TimedState;
}

const RUNNABLE_WAIT: Wait = { metric: MetricName.RUNNABLE_SECONDS, from: 'RUNNABLE', to: 'STARTING' };
const STARTING_WAIT: Wait = { metric: MetricName.STARTING_SECONDS, from: 'STARTING', to: 'RUNNING' };

/** One value per attempt, even where both ends of the wait are fresh. */
function waits(fresh: readonly FreshFact[], timeline: Timeline, { metric, from, to }: Wait): DataPoint[] {
  const ends = fresh.filter(({ fact }) => fact.state === from || fact.state === to);
  const byAttempt = new Map(ends.map(end => [timeline.attemptOf(end.fact), end.dimensions]));
  return [...byAttempt].flatMap(([attempt, dimensions]) =>
    point(metric, timeline.at(from, attempt), timeline.at(to, attempt), dimensions));
}

function point(metric: MetricName, from: number | undefined, to: number | undefined, dimensions: KnownDimensions): DataPoint[] {
  const seconds = secondsBetween(from, to);
  return seconds === undefined || to === undefined ? [] : [dataPoint(metric, seconds, to, dimensions)];
}
