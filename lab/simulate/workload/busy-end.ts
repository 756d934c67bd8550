/** What makes the end of a day busy: jobs that wait, are blocked or stuck, start, run and fail in its last hours. Some end after it. */
import { Agenda } from '../engine/agenda';
import { AttemptPlan, HOUR, MINUTE, Outcome, Script } from '../model';
import { Random } from '../random';
import * as ends from './outcomes';
import { Submissions } from './submissions';

export interface BusyEnd {
  readonly agenda: Agenda;
  readonly submissions: Submissions;
  readonly random: Random;
  /** The end of the day. */
  readonly end: number;
  /** Of the whole day: its end is as busy as that. */
  readonly jobs: number;
}

interface Planned extends Script {
  readonly definition: string;
  /** Created so many minutes before the end of the day. */
  readonly minutesBefore: number;
}

const EVENING = 3 * HOUR;
const ORDINARY = ['db-export', 'import-feed', 'train-step', 'encode', 'thumbnail', 'denoise', 'nightly-report', 'align-reads'];

const runs = (seconds: number, outcome: Outcome): AttemptPlan => ({ kind: 'run', seconds, outcome });
const fails = (seconds: number, outcome: Outcome): AttemptPlan => ({ kind: 'never-start', seconds, outcome });
const blocked = (reason: string, minutes: number): readonly AttemptPlan[] => [
  { kind: 'stuck', seconds: minutes * 60, end: ends.queueTimeLimit(reason), blockedReason: reason },
];

/** Jobs at the heads of queues that cannot be placed, and one that does not get beyond STARTING. */
const STUCK: readonly Planned[] = [
  { definition: 'denoise', minutesBefore: 215, attempts: blocked(ends.BLOCKED_REASONS[1], 290) },
  { definition: 'encode', minutesBefore: 52, attempts: blocked(ends.BLOCKED_REASONS[2], 120) },
  { definition: 'align-reads', minutesBefore: 27, attempts: blocked(ends.BLOCKED_REASONS[0], 80) },
  { definition: 'db-export', minutesBefore: 38, attempts: [fails(50 * 60, ends.noNetworkInterface), runs(90, ends.success)] },
];

/** A release that fails, and what happens to others at the same time. */
const FAILING: readonly Planned[] = [
  { definition: 'nightly-report', minutesBefore: 31, attempts: [runs(40, ends.exited(1))] },
  { definition: 'nightly-report', minutesBefore: 24, attempts: [runs(35, ends.exited(1))] },
  { definition: 'nightly-report', minutesBefore: 12, attempts: [runs(50, ends.exited(1))] },
  { definition: 'encode', minutesBefore: 21, attempts: [fails(30, ends.imagePull), fails(25, ends.imagePull)] },
  { definition: 'train-step', minutesBefore: 17, attempts: [runs(90, ends.podOutOfMemory), runs(80, ends.podOutOfMemory)] },
  { definition: 'db-export', minutesBefore: 14, attempts: [fails(25, ends.secretsUnavailable), fails(25, ends.secretsUnavailable)] },
  {
    definition: 'db-export',
    minutesBefore: 9,
    environment: 'fargate-spot',
    attempts: [runs(80, ends.fargateSpotReclaimed), runs(70, ends.fargateSpotReclaimed)],
  },
];

export function scheduleBusyEnd({ agenda, submissions, random, end, jobs }: BusyEnd): void {
  for (const { minutesBefore, definition, ...script } of [...STUCK, ...FAILING]) {
    agenda.at(end - minutesBefore * MINUTE, () => submissions.single(definition, script));
  }
  const size = Math.max(2, Math.round(jobs * 0.05));
  agenda.at(end - 16 * MINUTE, () => submissions.array('variant-call', size, { failing: true }));
  agenda.at(end - 4 * MINUTE, () => submissions.array('frame-render', 2 * size));
  agenda.at(end - 9 * MINUTE, () => submissions.pipeline(['import-feed', 'denoise', 'nightly-report']));
  agenda.at(end - 11 * MINUTE, () => submissions.array('db-export', Math.min(size, 6), { sequential: true }));
  for (let count = 0; count < jobs * 0.06; count++) {
    const definition = random.pick(ORDINARY);
    agenda.at(end - random.milliseconds(0, EVENING / 1000), () => submissions.single(definition));
  }
}
