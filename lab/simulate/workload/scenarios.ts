import { AttemptPlan, EndFlag, Outcome, QueueEnd, Script } from '../model';
import { Random } from '../random';
import * as ends from './outcomes';

/** One job whose fate is decided beforehand, so that every workload of some size shows it. */
export interface Scenario extends Script {
  readonly definition: string;
  /** Created this many hours before the simulated day. */
  readonly hoursBefore?: number;
}

const runs = (seconds: number, outcome: Outcome): AttemptPlan => ({ kind: 'run', seconds, outcome });
const fails = (seconds: number, outcome: Outcome): AttemptPlan => ({ kind: 'never-start', seconds, outcome });
const stuck = (seconds: number, end: QueueEnd, blockedReason?: string): AttemptPlan => ({ kind: 'stuck', seconds, end, blockedReason });

const exits = (random: Random): Scenario[] =>
  [1, 2, 137, 143, 139].map((code) => ({
    definition: 'nightly-report',
    attempts: [runs(random.skewed(40), ends.exited(code))],
  }));

const deadlines = (random: Random): Scenario[] => [
  { definition: 'nightly-report', attempts: [runs(7200, ends.timedOut(137))] },
  { definition: 'db-export', attempts: [runs(3600, ends.timedOut())] },
  { definition: 'import-feed', attempts: [runs(3600, ends.timedOut(137))] },
  { definition: 'encode', attempts: [runs(random.skewed(200), ends.outOfMemory), runs(random.skewed(200), ends.outOfMemory)] },
  { definition: 'variant-call', attempts: [runs(random.skewed(200), ends.outOfMemory), runs(random.skewed(200), ends.success)] },
  { definition: 'nightly-report', attempts: [runs(random.skewed(60), ends.noExitCode)] },
];

const starts = (random: Random): Scenario[] => [
  {
    definition: 'encode',
    attempts: [fails(random.integer(5, 40), ends.imagePull), fails(random.integer(5, 40), ends.imagePullOfSignedAddress)],
  },
  {
    definition: 'db-export',
    attempts: [fails(random.integer(20, 60), ends.imagePullOfSignedAddress), runs(random.skewed(90), ends.success)],
  },
  { definition: 'encode', attempts: [fails(3, ends.cannotStart), fails(4, ends.cannotStart)] },
  { definition: 'db-export', attempts: [fails(25, ends.secretsUnavailable), fails(28, ends.secretsUnavailable)] },
  { definition: 'db-export', attempts: [fails(180, ends.noNetworkInterface), runs(random.skewed(90), ends.success)] },
];

const retries = (random: Random): Scenario[] => [
  {
    definition: 'thumbnail',
    maxAttempts: 10,
    attempts: [...repeat(9, () => runs(random.skewed(4), ends.exited(1))), runs(2, ends.success)],
  },
  { definition: 'thumbnail', maxAttempts: 10, attempts: repeat(10, () => runs(random.skewed(3), ends.exited(2))) },
  { definition: 'variant-call', attempts: [runs(random.skewed(120), ends.exited(1)), runs(random.skewed(300), ends.success)] },
  { definition: 'encode', attempts: [runs(random.skewed(120), ends.exited(139)), runs(random.skewed(300), ends.success)] },
  {
    definition: 'import-feed',
    attempts: [runs(random.skewed(50), ends.exited(1)), runs(random.skewed(50), ends.exited(1)), runs(70, ends.success)],
  },
  { definition: 'import-feed', attempts: repeat(3, () => runs(random.skewed(30), ends.exited(2))) },
];

const early = (seconds: number, pending: boolean, end: QueueEnd): Scenario => ({ definition: 'encode', early: { seconds, pending, end } });

const cancellations = (random: Random): Scenario[] => [
  early(random.integer(3, 60), false, ends.cancelled('submitted by mistake', true, 'isCancelled')),
  early(random.integer(3, 60), false, ends.cancelled('wrong bucket', false)),
  early(random.integer(60, 900), true, ends.cancelled('superseded by a newer release', false, 'isCancelled')),
  early(random.integer(60, 900), true, ends.cancelled('no longer needed', true)),
  { definition: 'align-reads', attempts: [stuck(random.integer(30, 600), ends.cancelled('sample withdrawn', true, 'isCancelled'))] },
  { definition: 'nightly-report', attempts: [stuck(random.integer(30, 600), ends.cancelled('holiday', false))] },
  { definition: 'db-export', attempts: [stuck(random.integer(30, 600), ends.cancelled('schema freeze', true, 'isTerminated'))] },
  {
    definition: 'encode',
    attempts: [runs(45, ends.exited(1)), stuck(300, ends.cancelled('fixed in the next build', true, 'isCancelled'))],
  },
  ...(['isCancelled', 'isTerminated'] as EndFlag[]).flatMap((flag) => [
    { definition: 'encode', attempts: [fails(6, ends.cancelledWhileStarting('stopped by the operator', flag, false))] },
    { definition: 'import-feed', attempts: [fails(9, ends.cancelledWhileStarting('stopped by the operator', flag, true))] },
  ]),
];

const terminations = (random: Random): Scenario[] => [
  { definition: 'frame-render', attempts: [runs(random.skewed(200), ends.terminated('scene was changed', 143))] },
  { definition: 'import-feed', attempts: [runs(random.skewed(100), ends.terminated('feed is gone', 137))] },
  { definition: 'db-export', attempts: [runs(random.skewed(100), ends.terminated('too slow'))] },
];

const blocked = (random: Random): Scenario[] => [
  { definition: 'denoise', attempts: [stuck(1800, ends.queueTimeLimit(ends.BLOCKED_REASONS[0]), ends.BLOCKED_REASONS[0])] },
  { definition: 'encode', attempts: [stuck(3600, ends.queueTimeLimit(ends.BLOCKED_REASONS[2]), ends.BLOCKED_REASONS[2])] },
  {
    definition: 'denoise',
    environment: 'lab-hosts',
    attempts: [
      { kind: 'run', seconds: random.skewed(600), outcome: ends.success, hold: { seconds: 2700, blockedReason: ends.BLOCKED_REASONS[1] } },
    ],
  },
];

const reclaims = (random: Random): Scenario[] => [
  {
    definition: 'db-export',
    environment: 'fargate-spot',
    attempts: [runs(random.skewed(80), ends.fargateSpotReclaimed), runs(random.skewed(90), ends.success)],
  },
  { definition: 'db-export', environment: 'fargate-spot', attempts: [runs(random.skewed(80), ends.successDespiteReclaim)] },
  { definition: 'db-export', environment: 'fargate-spot', attempts: repeat(2, () => runs(random.skewed(80), ends.fargateSpotReclaimed)) },
];

const pods = (random: Random): Scenario[] => [
  { definition: 'train-step', attempts: [runs(random.skewed(100), ends.podExited(1)), runs(random.skewed(200), ends.podSuccess)] },
  { definition: 'train-step', attempts: repeat(2, () => runs(random.skewed(60), ends.podOutOfMemory)) },
];

const lengths = (random: Random): Scenario[] => [
  {
    definition: 'climate-model',
    environment: 'lab-hosts',
    hoursBefore: 46,
    attempts: [runs(random.integer(40, 46) * 3600 + 17, ends.success)],
  },
  {
    definition: 'climate-model',
    environment: 'lab-hosts',
    hoursBefore: 20,
    attempts: [runs(random.integer(20, 30) * 3600 + 41, ends.success)],
  },
  {
    definition: 'climate-model',
    environment: 'lab-hosts',
    hoursBefore: 4,
    attempts: [runs(random.integer(10, 20) * 3600 + 5, ends.exited(1))],
  },
  { definition: 'thumbnail', attempts: [runs(1, ends.success)] },
  { definition: 'thumbnail', attempts: [runs(1.6, ends.success)] },
];

/** Every scripted fate once, the rarest and most informative first. */
export function scenarios(random: Random): Scenario[] {
  return [
    ...reclaims(random),
    ...cancellations(random),
    ...deadlines(random),
    ...starts(random),
    ...terminations(random),
    ...exits(random),
    ...retries(random),
    ...blocked(random),
    ...pods(random),
    ...lengths(random),
  ];
}

const repeat = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
