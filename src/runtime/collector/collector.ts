import { JobReading } from '../../domain/event/job-reading';
import { joinByJob, JobUpdate, observe } from '../../domain/job/observe';
import { Timeline } from '../../domain/job/timeline';
import { WaitingJob } from '../../domain/job/waiting';
import { CollectorTally } from '../../domain/measure/collector-tally';
import { DataPoint } from '../../domain/measure/data-point';
import { jobDimensions } from '../../domain/measure/job-dimensions';
import { placementKey, placementKeys, RegistryView, warningKeys } from '../../domain/record/placement';
import { queueBlockedRecord } from '../../domain/record/queue-blocked';
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
  readonly finished?: FinishedJob;
}

/** Processes batches: joins the events job by job, writes each job once, then writes records and metrics. */
export class Collector {
  constructor(private readonly parts: CollectorParts) {}

  /** Returns the messages that failed, to be delivered again. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const { output, tagKeys, now } = this.parts;
    const tally = new CollectorTally(now());
    const batch = readBatch(deliveries, tagKeys, output, tally);
    const updates = joinByJob(batch.observations);
    const registry = await this.placesOf(updates, batch.waiting);
    const work = [
      ...updates.map(update => this.orFail(update.jobId, () => this.update(update, registry, tally))),
      ...batch.waiting.map(job => this.orFail(job.reading.jobId, () => this.lookAgain(job))),
      ...batch.blocked.map(reading => this.orFail(reading.jobId, () => this.block(reading))),
    ];
    const results = (await Promise.all(work)).filter(result => result !== undefined);
    const written = await this.finish(results, registry);
    output.measure([...written.flatMap(({ dataPoints }) => dataPoints), ...tally.dataPoints()]);
    return failedMessages(batch, written, [...updates.map(update => update.jobId),
      ...[...batch.waiting.map(job => job.reading), ...batch.blocked].map(reading => reading.jobId)]);
  }

  /** Everything that the batch needs of the registry, in one read. */
  private async placesOf(updates: readonly JobUpdate[], waiting: readonly WaitingJob[]): Promise<RegistryView> {
    const ends = [...updates.flatMap(({ end }) => end ? [end] : []), ...waiting].map(({ reading }) => reading);
    const started = this.parts.needsPlaces ? updates.flatMap(({ observations }) => observations).map(({ reading }) => reading.task) : [];
    const keys = [...ends.flatMap(end => [...placementKeys(end), ...warningKeys(end)]), ...started.map(placementKey)];
    return await this.parts.registry?.view(keys.filter(key => key !== undefined)) ?? new Map();
  }

  private async update(update: JobUpdate, registry: RegistryView, tally: CollectorTally): Promise<JobResult> {
    const known = await this.parts.jobs.add(update);
    const { dataPoints, timeline, finished, duplicates, late } = observe(update, known, reading => jobDimensions(reading, reading.task, registry));
    tally.repeated(duplicates, late);
    return { jobId: update.jobId, dataPoints, records: [], ...(finished ? { finished: { job: { ...finished, tries: 0 }, timeline } } : {}) };
  }

  private async lookAgain(job: WaitingJob): Promise<JobResult> {
    const { facts } = await this.parts.jobs.get(job.reading.jobId);
    return { jobId: job.reading.jobId, dataPoints: [], records: [], finished: { job, timeline: new Timeline(facts) } };
  }

  private async block(reading: JobReading): Promise<JobResult> {
    if (reading.statusReason !== undefined) await this.parts.jobs.block(reading.jobId, reading.statusReason);
    return { jobId: reading.jobId, dataPoints: [], records: [queueBlockedRecord(reading)] };
  }

  /** Sends to wait what must; of the rest, writes the records. Returns what is safe. */
  private async finish(results: readonly JobResult[], registry: RegistryView): Promise<readonly JobResult[]> {
    const { finisher, output } = this.parts;
    const waiting = results.filter(({ finished }) => finished && finisher.mustWait(finished, registry));
    const sent = waiting.length === 0 || await this.orFail(waiting.map(({ jobId }) => jobId).join(' '), async () => {
      await finisher.sendToWait(waiting.flatMap(({ finished }) => finished ? [finished] : []), registry);
      return true;
    });
    const safe = results.filter(result => sent || !waiting.includes(result));
    return safe.map(result => {
      const recorded = result.finished && !waiting.includes(result) ? finisher.record(result.finished, registry) : undefined;
      [...result.records, ...recorded ? [recorded.record] : []].forEach(record => output.record(record));
      return { ...result, dataPoints: [...result.dataPoints, ...recorded?.dataPoints ?? []] };
    });
  }

  private async orFail<T>(subject: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      reportFailure(subject, error, this.parts.output);
      return undefined;
    }
  }
}

/** The messages of every job of which something is not safe, and those that cannot be read. */
function failedMessages(batch: Batch, written: readonly JobResult[], expected: readonly string[]): readonly string[] {
  const missing = new Map<string, number>();
  expected.forEach(jobId => missing.set(jobId, (missing.get(jobId) ?? 0) + 1));
  written.forEach(({ jobId }) => missing.set(jobId, (missing.get(jobId) ?? 0) - 1));
  const failed = [...missing].filter(([, count]) => count > 0).flatMap(([jobId]) => batch.messagesOf.get(jobId) ?? []);
  return [...batch.rejected, ...failed];
}
