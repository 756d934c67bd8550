import { RUNBOOK_STORIES } from './runbook-stories';
import { neverStart, run, SMALL, Story } from './story';
import { HOUR, MINUTE } from '../../../lab/simulate/model';
import { cancelled, dependencyFailed, exited, imagePull, success } from '../../../lab/simulate/workload/outcomes';

/** Also with those in which alarms stay OK, and those of the alarms that are in no story of the runbook. */
export const STORIES: readonly Story[] = [
  ...RUNBOOK_STORIES,
  {
    name: 'Somebody cancels jobs',
    at: 7,
    jobs: 10,
    ...SMALL,
    attempts: [{ kind: 'stuck', seconds: 600, end: cancelled('not needed', false, 'isCancelled') }],
    rings: {},
    messages: { failed: 10 },
  },
  {
    name: 'Jobs depend on one that failed',
    at: 8,
    jobs: 10,
    ...SMALL,
    attempts: [{ kind: 'stuck', seconds: 600, end: dependencyFailed }],
    rings: {},
    messages: { failed: 10 },
  },
  { name: 'Retries help', at: 9, jobs: 10, ...SMALL, attempts: [run(2, exited(1)), run(5, success)], rings: {}, messages: {} },
  {
    name: 'Long attempts are lost',
    at: 14.5,
    jobs: 3,
    ...SMALL,
    attempts: [run(100, exited(1)), run(2, success)],
    rings: { WorkLost: [1.6, 2], LostWork: [1.6, 2] },
    messages: {},
  },
  { name: 'A job runs for long beside others', at: 2.2, jobs: 1, ...SMALL, attempts: [run(8 * 60, success)], rings: {}, messages: {} },
  {
    name: 'A container does not start',
    at: 10,
    jobs: 1,
    ...SMALL,
    attempts: [neverStart(50, { ...imagePull, final: true })],
    rings: { OldestStarting: [0.5, 0.8], WaitingJobs: [0.5, 0.8] },
    messages: { failed: 1 },
  },
  {
    name: 'Jobs are large',
    at: 19.5,
    jobs: 20,
    vcpus: 4,
    memoryMiB: 16384,
    attempts: [run(60, success)],
    rings: { HourlyCost: [0.9, 1.3], HighCost: [0.9, 1.3] },
    messages: {},
  },
];

/** Small jobs that succeed, as a site has them. */
export const USUAL = { everyMs: 20 * MINUTE, ...SMALL, attempts: [run(1, success)] } as const;

export const SPAN_MS = 47.5 * HOUR;
