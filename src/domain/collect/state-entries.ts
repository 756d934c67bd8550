import { DataPoint, dataPoint, markRedelivered } from '../data-point';
import { Whereabouts } from './job-dimensions';
import { Entry, TimedState } from '../job/facts';
import { secondsBetween, Timeline } from '../job/timeline';
import { MetricName } from '../names/metrics';

/** What counts an entry into a state. */
export const ENTERED = {
  SUBMITTED: MetricName.JOBS_SUBMITTED,
  PENDING: MetricName.JOBS_PENDING,
  RUNNABLE: MetricName.JOBS_RUNNABLE,
  STARTING: MetricName.JOBS_STARTING,
  RUNNING: MetricName.JOBS_RUNNING,
} as const satisfies Readonly<Record<TimedState, MetricName>>;

/** A fact that is to be counted, and where the event that brought it found its job. */
export interface FreshFact extends Whereabouts {
  readonly fact: Entry;
  /** The token of the message, if it brought the fact before and was redelivered. */
  readonly redelivered?: string;
}

/**
 * What fresh facts measure: an entry into a state, and each wait that they complete. A wait is measured by whichever
 * of its two ends comes last, so that every order of delivery gives the same values.
 */
export function measureStateEntries(fresh: readonly FreshFact[], timeline: Timeline, createdAt: number | undefined): DataPoint[] {
  const entries = fresh.map(({ fact, dimensions, awaits, redelivered }) =>
    markRedelivered(dataPoint(ENTERED[fact.state], 1, fact.atMillis, dimensions, awaits), redelivered),
  );
  return [
    ...entries,
    ...queued(fresh, timeline, createdAt),
    ...waits(fresh, timeline, RUNNABLE_WAIT),
    ...waits(fresh, timeline, STARTING_WAIT),
  ];
}

function queued(fresh: readonly FreshFact[], timeline: Timeline, createdAt: number | undefined): DataPoint[] {
  return fresh
    .filter(({ fact }) => fact.state === 'RUNNABLE' && timeline.attemptOf(fact) === 1)
    .flatMap((runnable) => point(MetricName.QUEUED_SECONDS, createdAt, runnable.fact.atMillis, runnable));
}

interface Wait {
  readonly metric: MetricName;
  readonly from: TimedState;
  readonly to: TimedState;
}

const RUNNABLE_WAIT: Wait = { metric: MetricName.RUNNABLE_SECONDS, from: 'RUNNABLE', to: 'STARTING' };
const STARTING_WAIT: Wait = { metric: MetricName.STARTING_SECONDS, from: 'STARTING', to: 'RUNNING' };

/** One value per attempt, even where both ends of the wait are fresh: then the later state has the placement. */
function waits(fresh: readonly FreshFact[], timeline: Timeline, { metric, from, to }: Wait): DataPoint[] {
  const ends = [from, to].flatMap((state) => fresh.filter(({ fact }) => fact.state === state));
  const byAttempt = new Map(ends.map((end) => [timeline.attemptOf(end.fact), end]));
  return [...byAttempt].flatMap(([attempt, end]) => point(metric, timeline.at(from, attempt), timeline.at(to, attempt), end));
}

function point(
  metric: MetricName,
  from: number | undefined,
  to: number | undefined,
  { dimensions, awaits, redelivered }: FreshFact,
): DataPoint[] {
  const seconds = secondsBetween(from, to);
  return seconds === undefined || to === undefined
    ? []
    : [markRedelivered(dataPoint(metric, seconds, to, dimensions, awaits), redelivered)];
}
