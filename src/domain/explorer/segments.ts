import { millisOf } from './format';
import { JobItem } from './job-item';
import { AttemptRecord, JobRecord } from '../names/job-record-fields';
import { wholeAttempts } from '../record/whole-attempts';

export type SegmentKind = 'waiting' | 'starting' | 'running' | 'succeeded' | 'failed';

export interface Segment {
  readonly kind: SegmentKind;
  readonly from: number;
  readonly to: number;
}

/** A line of a timeline: an attempt, or a wait. */
export interface Lane {
  readonly label: string;
  readonly segments: readonly Segment[];
}

type Instant = number | undefined;

/** Shorter waits after an attempt are differences between clocks. */
const MIN_WAIT_MILLIS = 1_000;

/** What a finished job went through, by attempt. */
export function lanesOfRecord(record: JobRecord): Lane[] {
  const attempts = wholeAttempts(record);
  const [created, runnable, stopped] = [record.CreatedAt, record.RunnableAt, record.StoppedAt].map(millisOf);
  const ends = attempts.map(({ StoppedAt }) => millisOf(StoppedAt));
  const lastEnd = ends.length > 0 ? ends.at(-1) : (runnable ?? created);
  const again = lane('in the queue', [['waiting', lastEnd, stopped]]);
  const isWaitingAgain = again.segments.some(({ from, to }) => to - from >= MIN_WAIT_MILLIS);
  return [
    lane('submitted', [['waiting', created, runnable]]),
    ...attempts.map((attempt) => laneOfAttempt(attempt, hasFailed(record, attempt))),
    ...(isWaitingAgain ? [again] : []),
  ].filter(({ segments }) => segments.length > 0);
}

const hasFailed = (record: JobRecord, { Number: number, FailureCategory }: AttemptRecord): boolean =>
  FailureCategory !== undefined || (record.Status === 'FAILED' && number === record.AttemptCount);

function laneOfAttempt(attempt: AttemptRecord, isFailed: boolean): Lane {
  const [runnable, starting, started, stopped] = [attempt.RunnableAt, attempt.StartingAt, attempt.StartedAt, attempt.StoppedAt].map(
    millisOf,
  );
  return lane(`attempt ${attempt.Number}`, [
    ['waiting', runnable, starting ?? started ?? stopped],
    ['starting', starting, started ?? stopped],
    [isFailed ? 'failed' : 'succeeded', started, stopped],
  ]);
}

/** What a job in flight went through so far. When a job ended that has no record yet is not known: its last state has no length. */
export function lanesOfItem({ entries, hasEnded }: JobItem, now: number): Lane[] {
  const attempts = [...new Set(entries.map(({ attempt }) => attempt))];
  return attempts.map((attempt) => {
    const spans = entries
      .map((entry, index) => ({ ...entry, to: entries[index + 1]?.at ?? (hasEnded ? entry.at : now) }))
      .filter((entry) => entry.attempt === attempt);
    return lane(
      `attempt ${attempt}`,
      spans.map(({ state, at, to }) => [KIND_OF_STATE[state] ?? 'waiting', at, to]),
    );
  });
}

const KIND_OF_STATE: Readonly<Record<string, SegmentKind>> = { STARTING: 'starting', RUNNING: 'running' };

const lane = (label: string, spans: readonly (readonly [kind: SegmentKind, from: Instant, to: Instant])[]): Lane => ({
  label,
  segments: spans.flatMap(([kind, from, to]) => (from === undefined || to === undefined || to < from ? [] : [{ kind, from, to }])),
});
