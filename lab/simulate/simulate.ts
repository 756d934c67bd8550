/**
 * Simulates a day of an AWS Batch site, from a seed.
 *
 * `workload/` decides what is submitted and how it ends; `engine/` runs the day on instances and Fargate; `around/` adds what else happens in
 * the account. From that one history follow, independently of each other, the events that AWS would deliver (`events/`), the truth that the
 * library's records and metrics are compared with (`truth/`), and the metrics that AWS itself would publish (`services/`).
 * The truth reads the history and never the events, so that a misread event cannot agree with a misread truth.
 */
import { addSurroundings } from './around/surroundings';
import { Chaos, deliver } from './chaos';
import { runDay } from './engine/day';
import { AwsEvent, toEvent } from './events/envelope';
import { happenings } from './events/stream';
import { HOUR } from './model';
import { pricesOf } from './prices';
import { ServicePoint } from './services/samples';
import { instanceMetrics, serviceMetrics } from './services/service-metrics';
import { ServiceLogLine, taskLines } from './services/task-lines';
import { Change, changes } from './truth/changes';
import { inFlight, QueueInFlight } from './truth/in-flight';
import { InService, inService } from './truth/in-service';
import { InstanceTotal, instanceTotals } from './truth/instances';
import { MetricTotal } from './truth/ledger';
import { metricTotals } from './truth/metrics';
import { TrueRecord } from './truth/record';
import { jobRecords } from './truth/records';
import { RunTaskTotal, runTaskTotals } from './truth/run-task';
import { TransitionTotal, transitionTotals } from './truth/transitions';
import { describeWorld, SimulatedWorld } from './world';

export interface SimulateOptions {
  /** Finished jobs that ran or were to run: array children, nodes and single jobs; parents come on top. 1 to 100,000. */
  readonly jobs: number;
  /** @default 1 */
  readonly seed?: number;
  /** Begin of the simulated day; a few long jobs begin up to two days before it. @default yesterday 00:00 UTC */
  readonly start?: Date;
  /** @default 'none' */
  readonly chaos?: Chaos;
  /** Work fills the whole day, and more jobs wait, run and fail at its end than usually; some end after it. @default false */
  readonly busyEnd?: boolean;
}

/** A day of AWS Batch: the events that the services emit, and the truth. */
export interface SimulatedDay {
  /** In the order of delivery. Each pass puts the events into words anew, so that large days fit into memory. */
  readonly events: Iterable<AwsEvent>;
  readonly eventCount: number;
  readonly truth: readonly TrueRecord[];
  readonly metrics: readonly MetricTotal[];
  readonly transitions: readonly TransitionTotal[];
  readonly inFlight: readonly QueueInFlight[];
  readonly inService: readonly InService[];
  readonly runTask: readonly RunTaskTotal[];
  readonly instances: readonly InstanceTotal[];
  /** What the totals of transitions, calls and instances are totals of, and the time that jobs spent in states. */
  readonly changes: Iterable<Change>;
  /** What AWS's services publish themselves; put into words anew at each pass, as the events are. */
  readonly serviceMetrics: Iterable<ServicePoint>;
  /** The same of each instance. */
  readonly instanceMetrics: Iterable<ServicePoint>;
  /** What Container Insights logs of tasks; put into words anew at each pass. */
  readonly serviceLogs: Iterable<ServiceLogLine>;
  readonly world: SimulatedWorld;
}

export const yesterday = (now = new Date()): Date => new Date(Math.floor(now.getTime() / (24 * HOUR)) * 24 * HOUR - 24 * HOUR);

export function simulate({ jobs, seed = 1, start = yesterday(), chaos = 'none', busyEnd = false }: SimulateOptions): SimulatedDay {
  const day = runDay({ jobs, seed, start: start.getTime(), busyEnd });
  const around = addSurroundings(day, seed, start.getTime());
  const deliveries = deliver(happenings(day, around, seed), chaos, seed);
  const prices = pricesOf(day.site, seed, start.getTime());
  const flight = inFlight(day.jobs, [...day.site.queues.keys()]);
  return {
    events: {
      *[Symbol.iterator]() {
        for (const happening of deliveries) yield toEvent(day.site, happening);
      },
    },
    eventCount: deliveries.length,
    truth: jobRecords(day.site, prices, day.jobs),
    metrics: metricTotals(day.jobs, prices, around),
    transitions: transitionTotals(day.jobs),
    inFlight: flight,
    inService: inService(around.lives, flight),
    runTask: runTaskTotals(around.calls),
    instances: instanceTotals(around.lives),
    changes: { [Symbol.iterator]: () => changes(day.jobs, around) },
    serviceMetrics: { [Symbol.iterator]: () => serviceMetrics(day, around, seed, start.getTime()) },
    instanceMetrics: { [Symbol.iterator]: () => instanceMetrics(day, around, seed, start.getTime()) },
    serviceLogs: { [Symbol.iterator]: () => taskLines(day, seed, start.getTime()) },
    world: describeWorld(day, around.groups, prices),
  };
}
