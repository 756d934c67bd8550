import { JobReading } from '../../domain/event/job-reading';
import { JobFacts } from '../../domain/job/facts';
import { joinByJob, JobUpdate, observe } from '../../domain/job/observe';
import { Timeline } from '../../domain/job/timeline';
import { WaitingJob } from '../../domain/job/waiting';
import { CollectorTally } from '../../domain/measure/collector-tally';
import { DataPoint } from '../../domain/measure/data-point';
import { jobDimensions } from '../../domain/measure/job-dimensions';
import { placementKey, placementKeys, RegistryView, warningKeys } from '../../domain/record/placement';
import { queueBlockedRecord } from '../../domain/record/queue-blocked';
import { chunks } from '../chunks';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { reportFailure } from '../rejection';
import { FinishedJob, JobFinisher } from './finish-jobs';
import { JobTable } from './job-table';
import { Batch, readBatch } from './read-batch';
import { RegistryReader } from './registry-reader';

export interface CollectorParts {
  readonly jobs: JobTable;
  /** Absent where there is no instance registry. */
  readonly registry?: RegistryReader;
  readonly finisher: JobFinisher;
  readonly output: Output;
  readonly tagKeys: readonly string[];
  /** Whether a dimension of the metrics is told by the registry alone. */
  readonly needsPlaces: boolean;
  readonly now: () => number;
}

/** What a batch made of one job. It is written out only when all of it is safe. */
interface JobResult {
  readonly jobId: string;
  readonly dataPoints: readonly DataPoint[];
  readonly records: readonly object[];
  /** A finished job that must wait for late facts before it is recorded. */
  readonly waits?: FinishedJob;
  /** What was written for it, to be taken back where the job fails. */
  readonly own?: JobFacts;
  readonly duplicates?: number;
  readonly late?: number;
}

type Task = readonly [jobId: string, work: () => Promise<Omit<JobResult, 'jobId'>>];

/** How many jobs are written at a time: a few for each connection, so that no request grows old while it waits for one. */
const SIDE_BY_SIDE = 100;

/** Processes batches: joins the events job by job, writes each job once, then writes records and metrics. */
export class Collector {
  constructor(private readonly parts: CollectorParts) {}

  /** What can be done before the first batch is there. */
  prime(): Promise<void> {
    return this.parts.jobs.prime();
  }

  /** Returns the messages that failed, to be delivered again. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const { output, tagKeys } = this.parts;
    const batch = readBatch(deliveries, tagKeys, output);
    const updates = joinByJob(batch.observations);
    const registry = await this.placesOf(updates, batch.waiting);
    const failed = new Set<string>();
    const results = await this.work(failed, [
      ...updates.map((update): Task => [update.jobId, () => this.update(update, registry)]),
      ...batch.waiting.map((job): Task => [job.reading.jobId, () => this.lookAgain(job, registry)]),
      ...batch.blocked.map((reading): Task => [reading.jobId, () => this.block(reading)]),
    ]);
    await this.letWait(failed, results, registry);
    await this.takeBack(results.filter(({ jobId }) => failed.has(jobId)));
    const safe = results.filter(({ jobId }) => !failed.has(jobId));
    safe.flatMap(({ records }) => records).forEach(record => output.record(record));
    output.measure([...safe.flatMap(({ dataPoints }) => dataPoints), ...this.tally(batch, safe, failed)]);
    return [...batch.rejected, ...[...failed].flatMap(jobId => batch.messagesOf.get(jobId) as string[])];
  }

  /** Everything that the batch needs of the registry, in one read. */
  private async placesOf(updates: readonly JobUpdate[], waiting: readonly WaitingJob[]): Promise<RegistryView> {
    const ends = [...updates.flatMap(({ end }) => end ? [end] : []), ...waiting].map(({ reading }) => reading);
    const started = this.parts.needsPlaces ? updates.flatMap(({ observations }) => observations).map(({ reading }) => reading.task) : [];
    const keys = [...ends.flatMap(end => [...placementKeys(end), ...warningKeys(end)]), ...started.map(placementKey)];
    try {
      return await this.parts.registry?.view(keys.filter(key => key !== undefined)) ?? new Map();
    } catch (error) {
      reportFailure('the instance registry', error, this.parts.output); // Jobs wait for their places, as they do for unknown ones.
      return new Map();
    }
  }

  /** One job's failure is that job's alone; all of its messages then come again, so nothing of it may be written out. */
  private async work(failed: Set<string>, tasks: readonly Task[]): Promise<JobResult[]> {
    const results: (JobResult | undefined)[] = [];
    for (const some of chunks(tasks, SIDE_BY_SIDE)) {
      results.push(...await Promise.all(some.map(([jobId, work]) => this.orFail(failed, jobId, work))));
    }
    return results.filter(result => result !== undefined);
  }

  private async orFail(failed: Set<string>, jobId: string, work: Task[1]): Promise<JobResult | undefined> {
    try {
      return { jobId, ...await work() };
    } catch (error) {
      this.fail(failed, jobId, error);
      return undefined;
    }
  }

  private async update(update: JobUpdate, registry: RegistryView): Promise<Omit<JobResult, 'jobId'>> {
    const known = await this.parts.jobs.add(update);
    const { dataPoints, timeline, finished, own, duplicates, late } = observe(update, known, reading => jobDimensions(reading, reading.task, registry));
    if (!finished) return { dataPoints, records: [], own, duplicates, late };
    try {
      const end = this.end({ job: { ...finished, tries: 0 }, timeline }, registry);
      return { ...end, dataPoints: [...dataPoints, ...end.dataPoints], own, duplicates, late };
    } catch (error) {
      await this.takeBack([{ jobId: update.jobId, own }]);
      throw error;
    }
  }

  private async takeBack(results: readonly Pick<JobResult, 'jobId' | 'own'>[]): Promise<void> {
    await Promise.all(results.map(async ({ jobId, own }) => {
      if (own) await this.parts.jobs.takeBack(jobId, own).catch(error => reportFailure(jobId, error, this.parts.output));
    }));
  }

  private async lookAgain(job: WaitingJob, registry: RegistryView): Promise<Omit<JobResult, 'jobId'>> {
    const facts = job.facts ?? (await this.parts.jobs.get(job.reading.jobId)).facts;
    return this.end({ job, timeline: new Timeline(facts) }, registry);
  }

  private async block(reading: JobReading): Promise<Omit<JobResult, 'jobId'>> {
    if (reading.statusReason !== undefined) await this.parts.jobs.block(reading.jobId, reading.statusReason);
    return { dataPoints: [], records: [queueBlockedRecord(reading)] };
  }

  private end(finished: FinishedJob, registry: RegistryView): Omit<JobResult, 'jobId'> {
    if (this.parts.finisher.mustWait(finished, registry)) return { dataPoints: [], records: [], waits: finished };
    const { record, dataPoints } = this.parts.finisher.record(finished, registry);
    return { dataPoints, records: [record] };
  }

  private async letWait(failed: Set<string>, results: readonly JobResult[], registry: RegistryView): Promise<void> {
    const { finisher, output } = this.parts;
    const waiting = results.flatMap(({ jobId, waits }) => waits && !failed.has(jobId) ? [waits] : []);
    // Without an answer the jobs wait all the same, and ask again at their next try.
    await finisher.askForPlaces(waiting, registry).catch(error => reportFailure('look-up of instances', error, output));
    (await finisher.sendToWait(waiting)).forEach((problem, { job }) => this.fail(failed, job.reading.jobId, problem));
  }

  private fail(failed: Set<string>, jobId: string, error: unknown): void {
    failed.add(jobId);
    reportFailure(jobId, error, this.parts.output);
  }

  /** The collector's own metrics. An event counts when it is done with, not at each try. */
  private tally(batch: Batch, safe: readonly JobResult[], failed: ReadonlySet<string>): DataPoint[] {
    const tally = new CollectorTally(this.parts.now());
    const events = [...batch.observations.map(({ reading }) => reading), ...batch.blocked];
    events.filter(({ jobId }) => !failed.has(jobId)).forEach(({ eventTime }) => tally.processed(eventTime));
    safe.forEach(({ duplicates = 0, late = 0 }) => tally.repeated(duplicates, late));
    for (let count = 0; count < batch.rejectedFirst; count++) tally.rejected();
    return tally.dataPoints();
  }
}
