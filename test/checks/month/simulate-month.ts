/** A month of few jobs a day, with one history of prices. Each day is a simulated one, with jobs and instances of its own that may outlast it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addSurroundings, Surroundings } from '../../../lab/simulate/around/surroundings';
import { Day, runDay } from '../../../lab/simulate/engine/day';
import { toEvent } from '../../../lab/simulate/events/envelope';
import { happenings } from '../../../lab/simulate/events/stream';
import { Prices, pricesOf, SpotPriceChange } from '../../../lab/simulate/prices';
import { describeWorld } from '../../../lab/simulate/world';

const DAY_MS = 86_400_000;

export interface MonthOptions {
  /** Midnight before the first day. */
  readonly start: number;
  readonly days: number;
  readonly jobsPerDay: number;
  readonly seed: number;
}

export interface Month {
  readonly days: readonly (Day & { readonly around: Surroundings })[];
  readonly prices: Prices;
}

/** Writes the events and what AWS would answer beside them; returns what happened. */
export function simulateMonth({ start, days, jobsPerDay, seed }: MonthOptions, out: string): Month {
  const each = Array.from({ length: days }, (_, index) => {
    const [at, ofDay] = [start + index * DAY_MS, seed + index];
    const day = runDay({ jobs: jobsPerDay, seed: ofDay, start: at, busyEnd: false });
    // Only before the first day there was no registry: instances that stood there before a later day have registered in the stream, and were idle for days.
    if (index > 0) day.hosts.forEach((host) => Object.assign(host, { before: false }));
    const around = addSurroundings(day, ofDay, at);
    return { day, around, prices: pricesOf(day.site, ofDay, at), events: happenings(day, around, ofDay) };
  });
  const [first] = each;
  const prices = { ...first.prices, Spot: each.flatMap(({ prices: { Spot } }, index) => Spot.filter(isOfDay(index, days, start))) };
  const events = each.flatMap(({ day, events: some }) => some.map((happening) => ({ at: happening.at, day, happening })));
  const lines = events.sort((one, other) => one.at - other.at).map(({ day, happening }) => JSON.stringify(toEvent(day.site, happening)));
  const worlds = each.map(({ day, around }) => describeWorld(day, around.groups, prices));
  const world = {
    ...worlds[0],
    ComputeEnvironments: worlds.flatMap(({ ComputeEnvironments }) => ComputeEnvironments),
    Instances: worlds.flatMap(({ Instances }) => Instances),
    AutoScalingGroups: [],
  };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'events.ndjson'), `${lines.join('\n')}\n`);
  writeFileSync(join(out, 'world.json'), JSON.stringify(world));
  return { days: each.map(({ day, around }) => ({ ...day, around })), prices };
}

/** Each day has the Spot prices of its own hours; the first also those before it, and the last those after it. */
function isOfDay(index: number, days: number, start: number): (change: SpotPriceChange) => boolean {
  const from = index === 0 ? -Infinity : start + index * DAY_MS;
  const to = index === days - 1 ? Infinity : start + (index + 1) * DAY_MS;
  return ({ At }) => Date.parse(At) >= from && Date.parse(At) < to;
}
