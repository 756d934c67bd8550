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
import { allPossiblyEmitted, OwnFacts } from '../../domain/job/facts';
import { Timeline } from '../../domain/job/timeline';
import { InsightsRecord } from '../../domain/names/record-schemas';
import { queueBlockedRecord } from '../../domain/record/queue-blocked';
import { isPossiblySent } from '../aws/queue-sender';
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
  /** Whether state transitions are also written as records, because the metrics do not cover all of their dimensions. */
  readonly writesTransitions: boolean;
  readonly now: () => number;
}

/** The result of one job in a batch. It is written to the output only after everything for the job has succeeded. */
interface JobResult {
  readonly jobId: string;
  readonly dataPoints: readonly DataPoint[];
  readonly records: readonly InsightsRecord[];
  /** The part that must wait for late facts. */
  readonly waits?: Wait;
  /** The facts that the batch wrote for the job. They are taken back if the job fails later in the batch. */
  readonly own?: OwnFacts;
  readonly duplicates?: number;
  readonly late?: number;
}

/** A step of work for one job. */
type Task = readonly [jobId: string, work: () => Promise<Omit<JobResult, 'jobId'>>];

/** The number of jobs that are written concurrently: a few per connection, so that no request times out while it waits for a connection. */
const MAX_CONCURRENT_JOBS = 100;

/**
 * Processes batches of messages. It joins the events of each job, writes each job to the table once, and then writes records and metrics.
 *
 * A job fails or succeeds as a whole. If any step fails for a job, nothing about it is written to the output, its facts are taken back
 * from the table, and all of its messages are reported as failed, so that SQS delivers them again.
 */
export class Collector {
  constructor(private readonly parts: CollectorParts) {}

  /** Prepares for the first batch while the function starts. */
  prime(): Promise<void> {
    return this.parts.jobs.prime();
  }

  /**
   * Processes a batch and returns the ids of the failed messages, which SQS delivers again. The order of the steps matters:
   *
   * 1. Read the messages, and read all registry rows that they need.
   * 2. Write each job's facts to the job table, and compute its data points and records.
   * 3. Send the parts that must wait for late facts to the waiting queue.
   * 4. Take back the facts of each job that failed in step 2 or 3.
   * 5. Write the data points and records of all other jobs to the output. This step comes last: a record cannot be taken back.
   */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const { output, tagKeys } = this.parts;
    const batch = readBatch(deliveries, tagKeys, output);
    const updates = joinByJob(batch.observations);
    const registry = await this.placesOf(updates, batch);
    const failed = new Set<string>();
    const results = await this.work(failed, [
      ...updates.map((update): Task => [update.jobId, () => this.update(update, registry)]),
      ...batch.waiting.map((job): Task => [job.reading.jobId, () => this.retry(job, registry)]),
      ...batch.entries.map((waited): Task => [waited.jobId, async () => this.count(waited, registry)]),
      ...batch.blocked.map((reading): Task => [reading.jobId, () => this.block(reading)]),
    ]);
    const possiblySent = await this.sendWaits(failed, results, registry, batch);
    const failedResults = results.filter(({ jobId }) => failed.has(jobId));
    await this.takeBack(failedResults.map((result) => (possiblySent.has(result.jobId) ? markPossiblyEmitted(result) : result)));
    const safe = results.filter(({ jobId }) => !failed.has(jobId));
    const dataPoints = safe.flatMap((result) => result.dataPoints);
    const transitions = this.parts.writesTransitions ? transitionRecords(dataPoints) : [];
    [...safe.flatMap(({ records }) => records), ...transitions].forEach((record) => output.record(record));
    output.measure([...dataPoints, ...this.tally(batch, safe, failed)]);
    return [...batch.rejected, ...[...failed].flatMap((jobId) => batch.messagesOf.get(jobId) as string[])];
  }

  /** Reads all registry rows that the batch needs, in one call. */
  private async placesOf(updates: readonly JobUpdate[], { waiting, entries }: Batch): Promise<RegistryView> {
    const ends = [...updates.flatMap(({ end }) => (end ? [end] : [])), ...waiting].map(({ reading }) => reading);
    const tasks = updates.flatMap(({ observations }) => observations).map(({ reading }) => reading.task);
    const awaited = [...waiting, ...entries].flatMap((waited) => waited.entries).map(({ awaits }) => awaits);
    const keys = [...ends.flatMap((end) => [...placementKeys(end), ...warningKeys(end)]), ...tasks.map(placementKey), ...awaited];
    try {
      return (await this.parts.registry?.view(keys.filter((key) => key !== undefined))) ?? new Map();
    } catch (error) {
      // Without the registry all placements are unknown, so the jobs wait for them.
      reportFailure('the instance registry', error, this.parts.output);
      return new Map();
    }
  }

  /** Runs the tasks, a limited number at a time. If a task fails, only its job fails: the job is added to `failed`, and the other jobs go on. */
  private async work(failed: Set<string>, tasks: readonly Task[]): Promise<JobResult[]> {
    const results: (JobResult | undefined)[] = [];
    for (const some of chunks(tasks, MAX_CONCURRENT_JOBS)) {
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

  private async retry(job: WaitingJob, registry: RegistryView): Promise<Omit<JobResult, 'jobId'>> {
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

  /**
   * Sends what must wait to the waiting queue. A job whose message could not be sent is added to `failed`. Returns the failed jobs whose
   * message may be in the queue all the same, because the response to the call was lost.
   */
  private async sendWaits(
    failed: Set<string>,
    results: readonly JobResult[],
    registry: RegistryView,
    { messagesOf }: Batch,
  ): Promise<ReadonlySet<string>> {
    const { room, output } = this.parts;
    const waits = joinWaits(results.flatMap((result) => (result.waits && !failed.has(result.jobId) ? [result.waits] : [])));
    // If the request fails, the jobs wait all the same, and request the lookup again at their next try.
    await room.requestPlacements(waits, registry).catch((error) => reportFailure('look-up of instances', error, output));
    const unsent = await room.send(waits, (jobId) => tokenOf((messagesOf.get(jobId) as string[])[0]));
    unsent.forEach((problem, { jobId }) => this.fail(failed, jobId, problem));
    return new Set([...unsent].flatMap(([{ jobId }, problem]) => (isPossiblySent(problem) ? [jobId] : [])));
  }

  private fail(failed: Set<string>, jobId: string, error: unknown): void {
    failed.add(jobId);
    reportFailure(jobId, error, this.parts.output);
  }

  /** The data points of the collector's own metrics. An event counts once, when its job succeeds, not at each delivery. */
  private tally(batch: Batch, safe: readonly JobResult[], failed: ReadonlySet<string>): DataPoint[] {
    const tally = new CollectorTally(this.parts.now());
    const events = [...batch.observations.map(({ reading }) => reading), ...batch.blocked];
    events.filter(({ jobId }) => !failed.has(jobId)).forEach(({ eventTime }) => tally.processed(eventTime));
    safe.forEach(({ duplicates = 0, late = 0 }) => tally.repeated(duplicates, late));
    for (let count = 0; count < batch.rejectedFirst; count++) tally.rejected();
    tally.unread(batch.unreadFields);
    return tally.dataPoints();
  }
}

/** The result of a failed job whose message may be in the waiting queue: all of its facts may be emitted from there. */
const markPossiblyEmitted = (result: JobResult): JobResult => ({ ...result, own: result.own && allPossiblyEmitted(result.own) });
