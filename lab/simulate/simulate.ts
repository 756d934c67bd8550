import { Chaos, deliver } from './chaos';
import { liveThrough } from './engine/day';
import { AwsEvent, toEvent } from './events/envelope';
import { happenings } from './events/stream';
import { HOUR } from './model';
import { metricTotals, MetricTotal } from './truth/metrics';
import { JobRecord } from './truth/record';
import { jobRecords } from './truth/records';
import { describeWorld, World } from './world';

export interface SimulateOptions {
  /** Finished jobs that ran or were to run: array children, nodes and single jobs; parents come on top. 1 to 100,000. */
  readonly jobs: number;
  /** @default 1 */
  readonly seed?: number;
  /** Begin of the simulated day; a few long jobs begin up to two days before it. @default yesterday 00:00 UTC */
  readonly start?: Date;
  /** @default 'none' */
  readonly chaos?: Chaos;
}

/** A day of AWS Batch: what the services told, and what was true. */
export interface SimulatedDay {
  /** In the order of delivery. Each pass puts the events into words anew, so that large days fit into memory. */
  readonly events: Iterable<AwsEvent>;
  readonly eventCount: number;
  readonly truth: readonly JobRecord[];
  readonly metrics: readonly MetricTotal[];
  readonly world: World;
}

export const yesterday = (now = new Date()): Date => new Date(Math.floor(now.getTime() / (24 * HOUR)) * 24 * HOUR - 24 * HOUR);

export function simulate({ jobs, seed = 1, start = yesterday(), chaos = 'none' }: SimulateOptions): SimulatedDay {
  const day = liveThrough(jobs, seed, start.getTime());
  const deliveries = deliver(happenings(day, seed), chaos, seed);
  return {
    events: { *[Symbol.iterator]() { for (const happening of deliveries) yield toEvent(day.site, happening); } },
    eventCount: deliveries.length,
    truth: jobRecords(day.site, day.jobs),
    metrics: metricTotals(day.jobs),
    world: describeWorld(day),
  };
}
