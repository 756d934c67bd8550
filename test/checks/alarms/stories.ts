import { AttemptPlan, HOUR, MINUTE, Outcome } from '../../../lab/simulate/model';
import {
  BLOCKED_REASONS,
  cancelled,
  dependencyFailed,
  exited,
  fargateSpotReclaimed,
  imagePull,
  success,
} from '../../../lab/simulate/workload/outcomes';

/** Jobs that are submitted together, what becomes of them, and which alarms must notice. */
export interface Story {
  readonly name: string;
  /** Hours after the begin. */
  readonly at: number;
  readonly jobs: number;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** One for each attempt; the last one is for all that follow. */
  readonly attempts: readonly AttemptPlan[];
  /** Alarms that enter ALARM, and the hours after `at` within which they do; all others stay OK. */
  readonly rings: Readonly<Record<string, readonly [from: number, to: number]>>;
}

const MINUTES = MINUTE / 1000;
const run = (minutes: number, outcome: Outcome, more: object = {}): AttemptPlan => ({
  kind: 'run',
  seconds: minutes * MINUTES,
  outcome,
  ...more,
});
const SMALL = { vcpus: 0.5, memoryMiB: 1024 };

export const STORIES: readonly Story[] = [
  { name: 'jobs fail', at: 2, jobs: 10, ...SMALL, attempts: [run(3, exited(1))], rings: { JobsFailing: [0, 0.3], FailingJobs: [0, 0.3] } },
  {
    name: 'somebody cancels jobs',
    at: 7,
    jobs: 10,
    ...SMALL,
    attempts: [{ kind: 'stuck', seconds: 10 * MINUTES, end: cancelled('not needed', false, 'isCancelled') }],
    rings: {},
  },
  {
    name: 'jobs depend on one that failed',
    at: 9,
    jobs: 10,
    ...SMALL,
    attempts: [{ kind: 'stuck', seconds: 10 * MINUTES, end: dependencyFailed }],
    rings: {},
  },
  { name: 'retries help', at: 11, jobs: 10, ...SMALL, attempts: [run(2, exited(1)), run(5, success)], rings: {} },
  {
    name: 'Spot capacity is reclaimed',
    at: 14,
    jobs: 8,
    ...SMALL,
    attempts: [run(5, fargateSpotReclaimed), run(5, success)],
    rings: { SpotInterruptions: [0, 0.4], LostWork: [0, 0.4] },
  },
  {
    name: 'long attempts are lost',
    at: 19,
    jobs: 3,
    ...SMALL,
    attempts: [run(100, exited(1)), run(2, success)],
    rings: { WorkLost: [1.6, 2], LostWork: [1.6, 2] },
  },
  {
    name: 'a queue is blocked for a while',
    at: 26,
    jobs: 1,
    ...SMALL,
    attempts: [run(2, success, { hold: { seconds: 45 * MINUTES, blockedReason: BLOCKED_REASONS[0] } })],
    rings: { QueueBlocked: [0.1, 0.3], WaitingJobs: [0.1, 0.3] },
  },
  {
    name: 'a job waits for ever',
    at: 32,
    jobs: 1,
    ...SMALL,
    attempts: [{ kind: 'stuck', seconds: 3 * 60 * MINUTES, end: cancelled('waited long enough', false, 'isCancelled') }],
    rings: { OldestRunnable: [2, 2.3], WaitingJobs: [2, 2.3] },
  },
  {
    name: 'a container does not start',
    at: 37,
    jobs: 1,
    ...SMALL,
    attempts: [{ kind: 'never-start', seconds: 50 * MINUTES, outcome: { ...imagePull, final: true } }],
    rings: { OldestStarting: [0.5, 0.8], WaitingJobs: [0.5, 0.8] },
  },
  {
    name: 'jobs are large',
    at: 40,
    jobs: 20,
    vcpus: 4,
    memoryMiB: 16384,
    attempts: [run(60, success)],
    rings: { HourlyCost: [0.9, 1.3], HighCost: [0.9, 1.3] },
  },
];

/** Small jobs that succeed, as a site has them. */
export const USUAL = { everyMs: 20 * MINUTE, ...SMALL, attempts: [run(1, success)] } as const;

/** From the hour on, nobody submits a job; up to the other one. */
export const SILENCE = {
  from: 46,
  to: 56,
  name: 'nobody submits jobs',
  rings: { NoSuccess: [5.5, 7.5], MissingJobs: [5.5, 7.5] },
} as const;

export const SPAN_MS = 61 * HOUR;
