import { DimensionName, MetricName } from '../../../src/domain/names/metrics';
import { RunTaskCall } from '../around/calls';
import { leavingOf, Life } from '../around/lives';
import { Surroundings } from '../around/surroundings';
import { Entry, Host, HostEntry, Job, toSecond } from '../model';
import { inSeconds, spans } from './attempts';
import { countable } from './countable';
import { instancePlace } from './instances';
import { attemptOfEntry } from './metrics';
import { ended } from './records';
import { placeOf as placeOfCall, reasonsOf } from './run-task';
import { entryPlace } from './transitions';

type Where = Readonly<Partial<Record<DimensionName, string>>>;

/** Something that happened: when, what, how much of it, and where. What is not known is left out. */
export type Change = { readonly At: string; readonly What: string; readonly Amount: number } & Where;

/** Every single change that the totals add up, so that charts over time can be checked. In no order. */
export function* changes(jobs: readonly Job[], { calls, lives }: Surroundings): Generator<Change> {
  for (const job of jobs.filter(countable)) {
    for (const entry of job.entries) {
      if (entry.blockedReason === undefined) yield change(timeOf(job, entry), entry.state, 1, entryPlace(job, entry));
    }
    yield* durations(job);
  }
  for (const call of calls) yield* ofCall(call);
  for (const life of lives) yield* ofLife(life);
}

const change = (at: number, What: string, Amount: number, where: Where): Change => ({
  At: new Date(at).toISOString(),
  What,
  Amount,
  ...where,
});

/** To the millisecond where the services report it, else the event's second. */
function timeOf(job: Job, entry: Entry): number {
  const { state, at } = entry;
  if (state === 'SUCCEEDED' || state === 'FAILED') return ended(job).stoppedAt;
  return (state === 'RUNNING' ? attemptOfEntry(job, entry)?.startedAt : undefined) ?? toSecond(at);
}

/** Each when it is over. */
function* durations(job: Job): Generator<Change> {
  const lasted = (at: number, what: MetricName, milliseconds: number): Change => change(at, what, inSeconds(milliseconds), {});
  const runnable = job.entries.find(({ state }) => state === 'RUNNABLE');
  if (runnable) yield lasted(toSecond(runnable.at), MetricName.QUEUED_SECONDS, Math.max(0, toSecond(runnable.at) - job.createdAt));
  const { queuedSince, stoppedAt } = ended(job);
  if (queuedSince !== undefined) yield lasted(stoppedAt, MetricName.RUNNABLE_SECONDS, Math.max(0, stoppedAt - queuedSince));
  for (const attempt of job.attempts) {
    const { runnable: waiting, starting, running } = spans(attempt);
    const over = attempt.stoppedAt ?? stoppedAt;
    yield lasted(attempt.startingAt, MetricName.RUNNABLE_SECONDS, waiting);
    yield lasted(attempt.startedAt ?? over, MetricName.STARTING_SECONDS, starting);
    if (attempt.startedAt !== undefined) yield lasted(over, MetricName.RUNNING_SECONDS, running);
  }
}

function* ofCall(call: RunTaskCall): Generator<Change> {
  const [at, where] = [toSecond(call.at), placeOfCall(call)];
  yield change(at, 'Calls', 1, where);
  if (call.attempt && !call.repeated) yield change(at, 'Placed', 1, where);
  for (const reason of reasonsOf(call)) yield change(at, 'NotPlaced', 1, { ...where, [DimensionName.REASON]: reason });
}

function* ofLife(life: Life): Generator<Change> {
  const { host } = life;
  const [where, leaving] = [instancePlace(host), leavingOf(life)];
  if (!host.before) yield change(host.registeredAt, 'Registered', 1, where);
  if (leaving) yield change(leaving.at, 'Deregistered', 1, where);
  if (leaving && first(host, 'warned')) yield change(leaving.at, 'Reclaimed', 1, where);
  for (const [kind, what] of [
    ['warned', 'Warnings'],
    ['rebalance', 'Rebalance'],
  ] as const) {
    const entry = first(host, kind);
    if (entry) yield change(toSecond(entry.at), what, 1, where);
  }
}

const first = ({ journal }: Host, kind: HostEntry['kind']): HostEntry | undefined => journal.find((each) => each.kind === kind);
