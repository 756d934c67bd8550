/** What a month cost, from what the simulation knows: no rule of the library is used. */
import { Month } from './simulate-month';
import { leavingOf, Life } from '../../../lab/simulate/around/lives';
import { Host, HOUR, Job, MINUTE } from '../../../lab/simulate/model';
import { Prices } from '../../../lab/simulate/prices';
import { attemptCosts } from '../../../lab/simulate/truth/costs';
import { hasContainers } from '../../../lab/simulate/truth/countable';

/** From its begin to before its end, epoch milliseconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Dollars by compute environment and, of jobs, by job queue. */
export interface TrueCosts {
  /** Of all attempts of the month, by `JobQueue=NAME` and `ComputeEnvironment=NAME`. */
  readonly jobs: ReadonlyMap<string, number>;
  /** Of instances within the window. */
  readonly instances: ReadonlyMap<string, number>;
  /** The same less what attempts used in the window. */
  readonly idle: ReadonlyMap<string, number>;
}

export function trueCosts({ days, prices }: Month, window: Window): TrueCosts {
  const [jobs, instances, idle] = [new Totals(), new Totals(), new Totals()];
  for (const job of days.flatMap((day) => day.jobs).filter(hasContainers)) {
    attemptCosts(prices, job).forEach(({ own }, index) => addAttempt(job, index, own));
  }
  for (const life of days.flatMap(({ around }) => around.lives)) {
    const usd = instanceCost(prices, life, window);
    if (!usd) continue;
    instances.add(life.host.environment.name, usd);
    idle.add(life.host.environment.name, usd);
  }
  return { jobs: jobs.all, instances: instances.all, idle: idle.all };

  function addAttempt(job: Job, index: number, usd: number | undefined): void {
    const { startedAt = NaN, stoppedAt = NaN, placement } = job.attempts[index];
    if (usd === undefined || !(stoppedAt > startedAt)) return;
    jobs.add(`JobQueue=${job.queue.name}`, usd);
    if (!placement) return;
    jobs.add(`ComputeEnvironment=${placement.environment.name}`, usd);
    const share = overlap({ from: startedAt, to: stoppedAt }, window) / (stoppedAt - startedAt);
    if (placement.host) idle.add(placement.environment.name, -usd * share);
  }
}

class Totals {
  readonly all = new Map<string, number>();

  add(name: string, usd: number): void {
    this.all.set(name, (this.all.get(name) ?? 0) + usd);
  }
}

const overlap = (one: Window, other: Window): number => Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from));

/** Undefined where the price is on no list. */
function instanceCost(prices: Prices, life: Life, window: Window): number | undefined {
  const { host } = life;
  if (host.environment.isCapacityBlock) return undefined;
  const from = Math.max(window.from, countedFrom(host));
  return costOver(prices, host, { from, to: Math.min(window.to, leavingOf(life)?.at ?? Infinity) });
}

/** What an instance costs for a time. */
export const costOver = (prices: Prices, host: Host, time: Window): number =>
  pricesOver(prices, host).reduce((usd, price) => usd + (price.usdPerHour * overlap(price, time)) / HOUR, 0);

/**
 * Since when an instance is counted: one that registered before the stream is looked up when a first job starts there, and the next run of the schedule, on the
 * hour, counts it from the end of the run before, a quarter of an hour before that hour.
 */
function countedFrom({ before, registeredAt, firstPlacedAt = Infinity }: Host): number {
  if (!before) return registeredAt;
  const nextRun = Math.ceil(firstPlacedAt / HOUR) * HOUR;
  return nextRun - HOUR - 15 * MINUTE;
}

/** The prices of an instance one after the other. */
function pricesOver({ InstanceTypes, Spot }: Prices, { type, zone, spot }: Host): (Window & { readonly usdPerHour: number })[] {
  const listed = InstanceTypes.filter(({ InstanceType }) => InstanceType === type);
  if (!spot) return listed.map(({ OnDemandUsdPerHour: usdPerHour }) => ({ from: -Infinity, to: Infinity, usdPerHour }));
  const changes = Spot.filter(({ InstanceType, AvailabilityZone }) => InstanceType === type && AvailabilityZone === zone)
    .map(({ At, UsdPerHour }) => ({ at: Date.parse(At), usdPerHour: UsdPerHour }))
    .sort((one, other) => one.at - other.at);
  return changes.map(({ at, usdPerHour }, index) => ({ from: at, to: changes[index + 1]?.at ?? Infinity, usdPerHour }));
}
