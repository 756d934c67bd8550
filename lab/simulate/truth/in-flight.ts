import { withoutAbsent } from '../../../src/domain/event/without-absent';
import { Entry, Job, MINUTE, State, toSecond } from '../model';
import { containersOf, countable } from './countable';

type StateInFlight = Exclude<State, 'SUCCEEDED' | 'FAILED'>;

/** The jobs of one queue at one instant, according to the events up to it. */
export interface QueueInFlight {
  readonly At: string;
  readonly JobQueue: string;
  readonly States: Readonly<Record<StateInFlight, number>>;
  /** What jobs ask for that have no place yet, and that have one. */
  readonly WaitingVcpus: number;
  readonly RunningVcpus: number;
  /** How long the oldest has been in the state; absent where none is. */
  readonly OldestRunnableSeconds?: number;
  readonly OldestStartingSeconds?: number;
}

interface Count {
  readonly states: Record<StateInFlight, number>;
  waiting: number;
  running: number;
  oldest: Partial<Record<StateInFlight, number>>;
}

export const TICK = 15 * MINUTE;
/** Beyond the last event, so that the last tick of whatever asks every hour is among them. */
const AFTER = 75 * MINUTE;
const ORDER: readonly State[] = ['PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'];

/** Every queue at every quarter of an hour, from the first event to an hour after the last. */
export function inFlight(jobs: readonly Job[], queues: readonly string[]): QueueInFlight[] {
  const counts = new Map<string, Count>();
  let [first, last] = [Infinity, -Infinity];
  for (const job of jobs.filter(countable)) {
    const entries = job.entries.filter(({ blockedReason }) => blockedReason === undefined);
    const seconds = entries.map(({ at }) => toSecond(at));
    const [from, to] = [Math.min(...seconds), Math.max(...seconds)];
    [first, last] = [Math.min(first, from), Math.max(last, to)];
    for (let tick = tickFrom(from); tick < to; tick += TICK) addTo(counts, job, tick, entries);
  }
  return ticks(first, last + AFTER).flatMap((tick) =>
    queues.map((queue) => describe(tick, queue, counts.get(`${tick} ${queue}`) ?? nothing())),
  );
}

const tickFrom = (instant: number): number => Math.ceil(instant / TICK) * TICK;

const ticks = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, Math.floor((last - tickFrom(first)) / TICK) + 1) }, (_, index) => tickFrom(first) + index * TICK);

const nothing = (): Count => ({ states: { PENDING: 0, RUNNABLE: 0, STARTING: 0, RUNNING: 0 }, waiting: 0, running: 0, oldest: {} });

/** A job is in the state of the furthest entry of its last attempt. */
function addTo(counts: Map<string, Count>, job: Job, tick: number, entries: readonly Entry[]): void {
  const last = entries
    .filter(({ at }) => toSecond(at) <= tick)
    .sort((one, other) => rank(one) - rank(other))
    .pop();
  if (!last || last.state === 'SUCCEEDED' || last.state === 'FAILED') return;
  const { state } = last;
  const key = `${tick} ${job.queue.name}`;
  const count = counts.get(key) ?? nothing();
  counts.set(key, count);
  count.states[state] += 1;
  const vcpus = job.definition.vcpus * containersOf(job);
  if (state === 'PENDING' || state === 'RUNNABLE') count.waiting += vcpus;
  else count.running += vcpus;
  count.oldest[state] = Math.min(count.oldest[state] ?? Infinity, toSecond(last.at));
}

const rank = ({ state, finished }: Entry): number => {
  const place = ORDER.indexOf(state);
  return place >= ORDER.indexOf('SUCCEEDED') ? Infinity : finished * ORDER.length + place;
};

function describe(tick: number, queue: string, { states, waiting, running, oldest }: Count): QueueInFlight {
  const age = (since?: number): number | undefined => (since === undefined ? undefined : (tick - since) / 1000);
  return withoutAbsent({
    At: new Date(tick).toISOString(),
    JobQueue: queue,
    States: states,
    WaitingVcpus: waiting,
    RunningVcpus: running,
    OldestRunnableSeconds: age(oldest.RUNNABLE),
    OldestStartingSeconds: age(oldest.STARTING),
  });
}
