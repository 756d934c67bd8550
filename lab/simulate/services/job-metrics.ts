/**
 * What AWS Batch publishes of its job queues: each state entry and each duration once, in five-minute steps. Children of an array job count
 * one by one, and their parent only as submitted jobs; a multi-node job counts once.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/using_cloudwatch_metrics.html
 */
import { ServicePoint } from './samples';
import { STEP, STEPS } from './steps';
import { Day } from '../engine/day';
import { Attempt, Entry, Job } from '../model';
import { countable } from '../truth/countable';

/** A value of a metric at an instant. */
interface Measured {
  readonly at: number;
  readonly name: string;
  readonly value: number;
}

/** The metrics of one job queue and one step. */
type Step = Map<string, number[]>;

/** The points of each five minutes of the day, in the order of time. */
export function jobMetrics({ jobs }: Day, start: number): readonly (readonly ServicePoint[])[] {
  const steps = Array.from({ length: STEPS }, () => new Map<string, Step>());
  for (const job of jobs) {
    for (const { at, name, value } of [...submissions(job), ...(countable(job) ? measured(job) : [])]) {
      const step = steps[Math.floor((at - start) / STEP)];
      if (step) addTo(step, job.queue.name, name, value);
    }
  }
  return steps.map((step, index) => [...step].flatMap(([queue, metrics]) => pointsOf(queue, metrics, start + index * STEP)));
}

function addTo(step: Map<string, Step>, queue: string, name: string, value: number): void {
  const metrics = step.get(queue) ?? new Map<string, number[]>();
  step.set(queue, metrics.set(name, [...(metrics.get(name) ?? []), value]));
}

const pointsOf = (queue: string, metrics: Step, Timestamp: number): ServicePoint[] =>
  [...metrics].map(([Name, Values]) => ({
    Namespace: 'AWS/Batch',
    Name,
    Dimensions: { JobQueueName: queue },
    Timestamp,
    Values,
    Counts: Values.map(() => 1),
    Unit: Name.endsWith('Duration') ? 'Milliseconds' : 'Count',
  }));

function submissions({ role, createdAt }: Job): Measured[] {
  const submitted = (value: number): Measured[] => [{ at: createdAt, name: 'JobsSubmitted', value }];
  if (role.kind === 'array') return submitted(role.size);
  return role.kind === 'child' || role.kind === 'node' ? [] : submitted(1);
}

const measured = (job: Job): Measured[] => [
  ...job.entries.filter(({ blockedReason }) => blockedReason === undefined).flatMap(entryMetrics),
  ...endMetrics(job),
  ...job.attempts.flatMap(attemptDurations),
  ...submittedDurations(job),
];

const MOVED = {
  PENDING: 'Pending',
  RUNNABLE: 'Runnable',
  STARTING: 'Starting',
  RUNNING: 'Running',
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
} as const;

function entryMetrics({ at, state, finished }: Entry): Measured[] {
  const moved = { at, name: `JobsMovedTo${MOVED[state]}`, value: 1 };
  return state === 'RUNNABLE' && finished > 0 ? [moved, { at, name: 'JobsRetried', value: 1 }] : [moved];
}

function endMetrics({ end }: Job): Measured[] {
  if (end?.flag === undefined) return [];
  return [{ at: end.stoppedAt, name: end.flag === 'isCancelled' ? 'JobsCancelled' : 'JobsTerminated', value: 1 }];
}

/** Each when it is over. */
const lasted = (name: string, from: number | undefined, to: number | undefined): Measured[] =>
  from === undefined || to === undefined ? [] : [{ at: to, name, value: Math.max(0, to - from) }];

const attemptDurations = ({ runnableAt, startingAt, startedAt, stoppedAt }: Attempt): Measured[] => [
  ...lasted('JobAttemptRunnableToStartingDuration', runnableAt, startingAt),
  ...lasted('JobAttemptStartingToRunningDuration', startingAt, startedAt),
  ...lasted('JobAttemptExecutionDuration', startedAt, stoppedAt),
];

const submittedDurations = ({ createdAt, entries, attempts }: Job): Measured[] => [
  ...lasted('JobSubmittedToRunnableDuration', createdAt, entries.find(({ state }) => state === 'RUNNABLE')?.at),
  ...lasted('JobSubmittedToFirstStartingDuration', createdAt, attempts[0]?.startingAt),
];
