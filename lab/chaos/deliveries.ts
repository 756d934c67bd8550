/** The stream as a run delivers it: in which order, how often, and what is among it that cannot be read. */
import { Fault, Plan } from './plan';
import { poisonOf } from './poison';
import { roll } from './roll';
import { Tally } from './tally';
import { JsonObject } from '../aws/json';
import { ReadEvent } from '../replay/events/read-events';
import { deliver } from '../simulate/chaos';

export interface Deliveries {
  /** Before the outage, during it, and after it. */
  readonly parts: readonly [readonly ReadEvent[], readonly ReadEvent[], readonly ReadEvent[]];
  readonly poison: readonly JsonObject[];
}

/** How much of the stream comes while a service is out. */
const OUTAGE_SHARE = 0.03;
const MAX_EVENTS_IN_OUTAGE = 400;

export function deliveriesOf(plan: Plan, events: readonly JsonObject[], tally: Tally): Deliveries {
  const poison = poisonOf(plan.seed, plan.poison, String(events[Math.floor(events.length / 2)].time));
  const copied = events.flatMap((event, index) => Array.from({ length: copiesOf(plan, index, tally) }, () => event));
  const stream = [...ordered(plan, copied), ...poison];
  poison.forEach((_, index) =>
    swap(stream, stream.length - poison.length + index, Math.floor(roll(plan.seed, 'poison at', index) * stream.length)),
  );
  tally.add(Fault.POISON, poison.length);
  if (plan.order === 'shuffled') tally.add(Fault.SHUFFLED);
  const read = stream.map((event, index): ReadEvent => ({ line: index + 1, event, text: JSON.stringify(event) }));
  const from = Math.floor(read.length * (0.2 + 0.6 * roll(plan.seed, 'outage at')));
  const to = plan.outage === 'none' ? from : from + Math.min(MAX_EVENTS_IN_OUTAGE, Math.ceil(read.length * OUTAGE_SHARE));
  return { parts: [read.slice(0, from), read.slice(from, to), read.slice(to)], poison };
}

function copiesOf({ seed, copies }: Plan, index: number, tally: Tally): number {
  const chance = roll(seed, 'copies', index);
  if (chance >= copies) return 1;
  tally.add(Fault.COPIES);
  return chance < copies / 3 ? 3 : 2;
}

function ordered({ seed, order }: Plan, events: readonly JsonObject[]): JsonObject[] {
  if (order === 'shuffled') return shuffled(seed, events);
  return deliver(
    events.map((event) => ({ at: Date.parse(String(event.time)), event })),
    'wild',
    seed,
  ).map(({ event }) => event);
}

export function shuffled<T>(seed: number, values: readonly T[]): T[] {
  const all = [...values];
  for (let index = all.length - 1; index > 0; index--) swap(all, index, Math.floor(roll(seed, 'shuffle', index) * (index + 1)));
  return all;
}

function swap<T>(all: T[], one: number, other: number): void {
  [all[one], all[other]] = [all[other], all[one]];
}
