import { JobFinisher } from './finish-jobs';
import { JobTable } from './job-table';
import { EntryPlacer } from './place-entries';
import { Batch, readBatch } from './read-batch';
import { RegistryReader } from './registry-reader';
import { FinishedJob, joinWaits, Wait, WaitingRoom } from './waiting-room';
import { CollectorTally } from '../../domain/collect/collector-tally';
import { joinByJob, JobUpdate, observe } from '../../domain/collect/observe';
import { transitionRecords } from '../../domain/collect/transitions';
import { WaitingJob } from '../../domain/collect/waiting';
import { WaitingEntries } from '../../domain/collect/waiting-entries';
import { DataPoint } from '../../domain/data-point';
import { JobReading } from '../../domain/event/job-reading';
import { tokenOf } from '../../domain/event/message-token';
import { placementKey, placementKeys, RegistryView, warningKeys } from '../../domain/instance/placement';
import { mayAllBeTold, OwnFacts } from '../../domain/job/facts';
import { Timeline } from '../../domain/job/timeline';
import { InsightsRecord } from '../../domain/names/record-schemas';
import { queueBlockedRecord } from '../../domain/record/queue-blocked';
import { mayBeSent } from '../aws/queue-sender';
import { chunks } from '../chunks';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { reportFailure } from '../rejection';

export interface CollectorParts {
  readonly jobs: JobTable;
  /** Absent where there is no instance registry. */
  readonly registry?: RegistryReader;
  readonly room: WaitingRoom;
  readonly finisher: JobFinisher;
  readonly placer: EntryPlacer;
  readonly output: Output;
  readonly tagKeys: readonly string[];
  /** Whether entries into states are written as records too, because metrics do not tell all of them. */
  readonly writesTransitions: boolean;
  readonly now: () => number;
}

/** What a batch made of one job. It is written out only when all of it is safe. */
interface JobResult {
  readonly jobId: string;
  readonly dataPoints: readonly DataPoint[];
  readonly records: readonly InsightsRecord[];
  /** What of it must wait for late facts. */
  readonly waits?: Wait;
  /** What was written for it, to be taken back where the job fails. */
  readonly own?: OwnFacts;
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
    const registry = await this.placesOf(updates, batch);
    const failed = new Set<string>();
    const results = await this.work(failed, [
      ...updates.map((update): Task => [update.jobId, () => this.update(update, registry)]),
      ...batch.waiting.map((job): Task => [job.reading.jobId, () => this.lookAgain(job, registry)]),
      ...batch.entries.map((waited): Task => [waited.jobId, async () => this.count(waited, registry)]),
      ...batch.blocked.map((reading): Task => [reading.jobId, () => this.block(reading)]),
    ]);
    const mayWait = await this.letWait(failed, results, registry, batch);
    await this.takeBack(
      results
        .filter(({ jobId }) => failed.has(jobId))
        .map(({ jobId, own }) => ({ jobId, own: own && mayWait.has(jobId) ? mayAllBeTold(own) : own })),
    );
    const safe = results.filter(({ jobId }) => !failed.has(jobId));
    const dataPoints = safe.flatMap((result) => result.dataPoints);
    const transitions = this.parts.writesTransitions ? transitionRecords(dataPoints) : [];
    [...safe.flatMap(({ records }) => records), ...transitions].forEach((record) => output.record(record));
    output.measure([...dataPoints, ...this.tally(batch, safe, failed)]);
    return [...batch.rejected, ...[...failed].flatMap((jobId) => batch.messagesOf.get(jobId) as string[])];
  }

  /** Everything that the batch needs of the registry, in one read. */
  private async placesOf(updates: readonly JobUpdate[], { waiting, entries }: Batch): Promise<RegistryView> {
    const ends = [...updates.flatMap(({ end }) => (end ? [end] : [])), ...waiting].map(({ reading }) => reading);
    const tasks = updates.flatMap(({ observations }) => observations).map(({ reading }) => reading.task);
    const awaited = [...waiting, ...entries].flatMap((waited) => waited.entries).map(({ awaits }) => awaits);
    const keys = [...ends.flatMap((end) => [...placementKeys(end), ...warningKeys(end)]), ...tasks.map(placementKey), ...awaited];
    try {
      return (await this.parts.registry?.view(keys.filter((key) => key !== undefined))) ?? new Map();
    } catch (error) {
      reportFailure('the instance registry', error, this.parts.output); // Jobs wait for their places, as they do for unknown ones.
      return new Map();
    }
  }

  /** One job's failure is that job's alone; all of its messages then come again, so nothing of it may be written out. */
  private async work(failed: Set<string>, tasks: readonly Task[]): Promise<JobResult[]> {
    const results: (JobResult | undefined)[] = [];
    for (const some of chunks(tasks, SIDE_BY_SIDE)) {
      results.push(...(await Promise.all(some.map(([jobId, work]) => this.orFail(failed, jobId, work)))));
    }
    return results.filter((result) => result !== undefined);
  }

  private async orFail(failed: Set<string>, jobId: string, work: Task[1]): Promise<JobResult | undefined> {
    try {
      return { jobId, ...(await work()) };
    } catch (error) {
      this.fail(failed, jobId, error);
      return undefined;
    }
  }

  private async update(update: JobUpdate, registry: RegistryView): Promise<Omit<JobResult, 'jobId'>> {
    const known = await this.parts.jobs.add(update);
    const outcome = observe(update, known, (reading) => this.parts.placer.whereaboutsOf(reading, registry));
    const { dataPoints: entries, timeline, finished, own, duplicates, late } = outcome;
    if (!finished) return { ...this.count({ jobId: update.jobId, tries: 0, entries }, registry), own, duplicates, late };
    try {
      return { ...this.end({ job: { ...finished, tries: 0, entries }, timeline }, registry), own, duplicates, late };
    } catch (error) {
      await this.takeBack([{ jobId: update.jobId, own }]);
      throw error;
    }
  }

  private async takeBack(results: readonly Pick<JobResult, 'jobId' | 'own'>[]): Promise<void> {
    await Promise.all(
      results.map(async ({ jobId, own }) => {
        if (own) await this.parts.jobs.takeBack(jobId, own).catch((error) => reportFailure(jobId, error, this.parts.output));
      }),
    );
  }

  private async lookAgain(job: WaitingJob, registry: RegistryView): Promise<Omit<JobResult, 'jobId'>> {
    const facts = job.facts ?? (await this.parts.jobs.get(job.reading.jobId)).facts;
    return this.end({ job, timeline: new Timeline(facts) }, registry);
  }

  private async block(reading: JobReading): Promise<Omit<JobResult, 'jobId'>> {
    if (reading.statusReason !== undefined) await this.parts.jobs.block(reading.jobId, reading.statusReason);
    return { dataPoints: [], records: [queueBlockedRecord(reading)] };
  }

  private count(
    { jobId, tries, entries }: WaitingEntries,
    registry: RegistryView,
  ): Pick<JobResult, 'dataPoints' | 'records'> & { readonly waits: Wait } {
    const { counted, waiting } = this.parts.placer.place(entries, tries, registry);
    return { dataPoints: counted, records: [], waits: { jobId, tries, entries: waiting } };
  }

  private end(finished: FinishedJob, registry: RegistryView): Omit<JobResult, 'jobId'> {
    const { finisher } = this.parts;
    const {
      reading: { jobId },
      tries,
      entries,
    } = finished.job;
    const { dataPoints: counted, records, waits } = this.count({ jobId, tries, entries }, registry);
    if (finisher.mustWait(finished, registry)) return { dataPoints: counted, records, waits: { ...waits, finished } };
    const { record, dataPoints } = finisher.record(finished, registry);
    return { dataPoints: [...counted, ...dataPoints], records: [record], waits };
  }

  /** Answers which jobs failed and may be waiting all the same, because no answer came. */
  private async letWait(
    failed: Set<string>,
    results: readonly JobResult[],
    registry: RegistryView,
    { messagesOf }: Batch,
  ): Promise<ReadonlySet<string>> {
    const { room, output } = this.parts;
    const waits = joinWaits(results.flatMap((result) => (result.waits && !failed.has(result.jobId) ? [result.waits] : [])));
    // Without an answer the jobs wait all the same, and ask again at their next try.
    await room.askForPlaces(waits, registry).catch((error) => reportFailure('look-up of instances', error, output));
    const unsent = await room.send(waits, (jobId) => tokenOf((messagesOf.get(jobId) as string[])[0]));
    unsent.forEach((problem, { jobId }) => this.fail(failed, jobId, problem));
    return new Set([...unsent].flatMap(([{ jobId }, problem]) => (mayBeSent(problem) ? [jobId] : [])));
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
