import { measureFinishedJob } from '../../src/domain/collect/finished-job';
import { jobDimensions, Whereabouts, withPlace } from '../../src/domain/collect/job-dimensions';
import { joinByJob, JobUpdate, observe, Observation, Outcome } from '../../src/domain/collect/observe';
import { transitionRecords } from '../../src/domain/collect/transitions';
import { DataPoint } from '../../src/domain/data-point';
import { JobReading } from '../../src/domain/event/job-reading';
import { tokenOf } from '../../src/domain/event/message-token';
import { readJobEvent } from '../../src/domain/event/read-job-event';
import { placementKey, RegistryFacts, RegistryView } from '../../src/domain/instance/placement';
import { decodeFacts, encodeFact, ENDED, JobFacts } from '../../src/domain/job/facts';
import { Timeline } from '../../src/domain/job/timeline';
import { JobRecord } from '../../src/domain/names/job-record-fields';
import { buildJobRecord, FinishedJob } from '../../src/domain/record/build-job-record';

/** A delivery: an event, and the message that brings it. */
export interface Message {
  readonly id: string;
  readonly event: unknown;
}

export const TAG_KEYS = ['Project'];

/**
 * The collector without its services: the table is a map whose attributes are written once, as `if_not_exists` does,
 * and finished jobs, and entries at places that the registry does not know, wait until everything has been told.
 */
export class Fold {
  readonly outcomes: Outcome[] = [];
  /** Final events in the order in which they asked for a record. */
  readonly finished: JobReading[] = [];
  private readonly table = new Map<string, Record<string, string>>();
  private readonly told: DataPoint[] = [];
  private readonly registry: Map<string, RegistryFacts>;

  constructor(registry: RegistryView = new Map()) {
    this.registry = new Map(registry);
  }

  /** The registry learns of places. */
  learn(places: RegistryView): void {
    places.forEach((facts, key) => this.registry.set(key, facts));
  }

  /** The data points of the events, each at its place as far as that is known by now. */
  get dataPoints(): DataPoint[] {
    return this.told.map((point) => withPlace(point, this.registry));
  }

  /** How often each combination of queue, definition and place was entered, by state, over all lines of the log. */
  transitions(): Record<string, number> {
    const totals: Record<string, number> = {};
    for (const { RecordType: _, At, ...told } of transitionRecords(this.dataPoints)) {
      const [counts, place] = [true, false].map((isCount) => Object.entries(told).filter(([name]) => /^Jobs/.test(name) === isCount));
      for (const [name, count] of counts) {
        const key = `${At} ${name} ${place.sort().join(' ')}`;
        totals[key] = (totals[key] ?? 0) + Number(count);
      }
    }
    return Object.fromEntries(Object.entries(totals).sort());
  }

  /** A batch of messages, as the handler gets it. */
  deliver(...messages: readonly Message[]): Outcome[] {
    const observations = messages.map(({ id, event }): Observation => ({ reading: readJobEvent(event, TAG_KEYS), token: tokenOf(id) }));
    const outcomes = joinByJob(observations).map((update) => observe(update, this.add(update), (reading) => this.whereaboutsOf(reading)));
    this.outcomes.push(...outcomes);
    this.told.push(...outcomes.flatMap(({ dataPoints }) => dataPoints));
    this.finished.push(...outcomes.flatMap(({ finished }) => (finished ? [finished.reading] : [])));
    return outcomes;
  }

  /** Events in this order, one message and one batch each. */
  tell(...events: readonly unknown[]): this {
    events.forEach((event, index) => this.deliver({ id: `message-${this.outcomes.length}-${index}`, event }));
    return this;
  }

  /** The records of the jobs that finished, with all that has been told by now. */
  jobs(): FinishedJob[] {
    return this.finished.map((end) => buildJobRecord(end, this.timelineOf(end.jobId), this.registry));
  }

  records(): JobRecord[] {
    return this.jobs().map(({ record }) => record);
  }

  /** The record of the one job that there is. */
  record(): JobRecord {
    const [record, ...others] = this.records();
    if (!record || others.length > 0) throw new Error(`expected one record, got ${others.length + (record ? 1 : 0)}`);
    return record;
  }

  timelineOf(jobId: string): Timeline {
    return new Timeline(this.known(jobId).facts);
  }

  /** Every data point: those of the events, and those of the finished jobs. */
  measured(): DataPoint[] {
    return [...this.dataPoints, ...this.jobs().flatMap((job, index) => measureFinishedJob(this.finished[index], job, this.registry))];
  }

  /** The values of one metric, in order of time. */
  values(name: string): number[] {
    return this.measured()
      .filter((point) => point.name === name)
      .sort((a, b) => a.atMillis - b.atMillis)
      .map(({ value }) => value);
  }

  /** Count and sum of every metric, by its dimensions. */
  totals(): Record<string, string> {
    const totals = new Map<string, { count: number; millis: number }>();
    for (const { name, value, dimensions } of this.measured()) {
      const key = `${name} ${Object.entries(dimensions).sort().join(' ')}`;
      const { count, millis } = totals.get(key) ?? { count: 0, millis: 0 };
      totals.set(key, { count: count + 1, millis: millis + Math.round(value * 1000) });
    }
    return Object.fromEntries([...totals].sort().map(([key, { count, millis }]) => [key, `${count} values, sum ${millis / 1000}`]));
  }

  private whereaboutsOf(reading: JobReading): Whereabouts {
    const key = placementKey(reading.task);
    const dimensions = jobDimensions(reading, reading.task, this.registry);
    return key === undefined || this.registry.has(key) ? { dimensions } : { dimensions, awaits: key };
  }

  private known(jobId: string): JobFacts {
    return decodeFacts(this.table.get(jobId) ?? {});
  }

  private add({ jobId, facts }: JobUpdate): JobFacts {
    const before = this.known(jobId);
    const told = Object.fromEntries([
      ...facts.facts.map(encodeFact),
      ...(facts.ended === undefined ? [] : [[ENDED, facts.ended] as const]),
    ]);
    this.table.set(jobId, { ...told, ...this.table.get(jobId) });
    return before;
  }
}
