import { JobTable } from './job-table';
import { JobResult, JobWork, NO_OUTPUT, Work } from './job-work';
import { PriceReader, PriceView } from './price-reader';
import { Batch, readBatch } from './read-batch';
import { NO_PLACES, Places, RegistryReader } from './registry-reader';
import { joinWaits, Wait, WaitingRoom } from './waiting-room';
import { CollectorTally } from '../../domain/collect/collector-tally';
import { joinByJob, JobUpdate } from '../../domain/collect/observe';
import { transitionRecords } from '../../domain/collect/transitions';
import { PriceNeed } from '../../domain/cost/price-book';
import { jobPriceNeeds } from '../../domain/cost/priced-attempt';
import { DataPoint } from '../../domain/data-point';
import { tokenOf } from '../../domain/event/message-token';
import { placementKey, reclaimKeys, registryKeys } from '../../domain/instance/placement';
import { allPossiblyEmitted } from '../../domain/job/facts';
import { MAX_CONNECTIONS } from '../aws/bounded-http';
import { isPossiblySent } from '../aws/queue-sender';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { PacedWork } from '../paced-work';
import { reportFailure } from '../rejection';

export interface CollectorParts {
  readonly jobs: JobTable;
  /** Absent where there is no instance registry. */
  readonly registry?: RegistryReader;
  /** Absent where there are no cost insights. */
  readonly prices?: PriceReader;
  readonly room: WaitingRoom;
  readonly work: JobWork;
  readonly output: Output;
  readonly tagKeys: readonly string[];
  /** Whether state transitions are also written as records, because the metrics do not cover all of their dimensions. */
  readonly writesTransitions: boolean;
  readonly now: () => number;
  readonly deadline: Deadline;
}

/** The share of the invocation that each step keeps for the steps after it. */
const KEPT_BY_READS = 3 / 4;
const KEPT_BY_WRITES = 1 / 3;
const KEPT_BY_SENDS = 1 / 5;
/** A slow batch writes its output this often. A batch that takes less time writes it once, because each metric document has a cost. */
const SLICE_MILLIS = 5_000;

/** What a batch has come to so far. */
interface Progress {
  readonly batch: Batch;
  readonly places: Places;
  /** The jobs that failed. */
  readonly failed: Set<string>;
  readonly safe: JobResult[];
}

/**
 * Processes batches of messages. It joins the events of each job, writes each job to the table once, and then writes records and metrics.
 *
 * A job fails or succeeds as a whole. If any step fails for a job, nothing about it is written to the output, its facts are taken back
 * from the table, and all of its messages are reported as failed, so that SQS delivers them again. A job that cannot end before the
 * deadline is not begun, and its messages are reported as failed too.
 */
export class Collector {
  constructor(private readonly parts: CollectorParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

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
   *
   * If the batch takes long, steps 2 to 5 run for one part of the jobs after the other, so that no job that is safe waits for slow ones.
   */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const { deadline, output, work, tagKeys } = this.parts;
    const batch = readBatch(deliveries, tagKeys, output);
    const updates = joinByJob(batch.observations);
    const places = await this.placesOf(updates, batch);
    const progress: Progress = { batch, places, failed: new Set(), safe: [] };
    const pace = new PacedWork(deadline, MAX_CONNECTIONS);
    let left: readonly Work[] = work.of(updates, batch, places);
    do left = await this.processSome(left, pace, progress);
    while (left.length > 0);
    return [...batch.rejected, ...[...progress.failed].flatMap((jobId) => batch.messagesOf.get(jobId) as string[])];
  }

  /** Steps 2 to 5 for as many jobs as a slice of time allows. Returns the jobs that are left to begin. */
  private async processSome(jobs: readonly Work[], pace: PacedWork, progress: Progress): Promise<readonly Work[]> {
    const { deadline } = this.parts;
    const { failed } = progress;
    const done = new Map<Work, readonly JobResult[]>();
    deadline.keep(KEPT_BY_WRITES);
    const left = await pace.run(jobs, async (job) => done.set(job, await this.resultsOf(job, failed)), SLICE_MILLIS);
    const results = jobs.flatMap((job) => done.get(job) ?? []);
    deadline.keep(KEPT_BY_SENDS);
    const possiblySent = await this.sendWaits(results, progress);
    deadline.keep(KEPT_FOR_THE_END);
    const failedResults = results.filter(({ jobId }) => failed.has(jobId));
    await this.takeBack(failedResults.map((result) => (possiblySent.has(result.jobId) ? markPossiblyEmitted(result) : result)));
    const safe = results.filter(({ jobId }) => !failed.has(jobId));
    progress.safe.push(...safe);
    const isLast = left.length === 0 || left.length === jobs.length;
    if (isLast) this.leave(left, failed);
    this.emit(safe, isLast ? this.tally(progress) : []);
    return isLast ? [] : left;
  }

  /** Reads all registry rows that the batch needs, in one call. */
  private async placesOf(updates: readonly JobUpdate[], { waiting, entries }: Batch): Promise<Places> {
    const ends = [...updates.flatMap(({ end }) => (end ? [end] : [])), ...waiting].map(({ reading }) => reading);
    const tasks = updates.flatMap(({ observations }) => observations).map(({ reading }) => reading.task);
    const awaited = [...waiting, ...entries].flatMap((waited) => waited.entries).map(({ awaits }) => awaits);
    const keys = [...ends.flatMap(registryKeys), ...tasks.map(placementKey), ...awaited];
    const { deadline, registry, prices, output } = this.parts;
    deadline.keep(KEPT_BY_READS);
    const wanted = keys.filter((key) => key !== undefined);
    const places = (await registry?.places(wanted, ends.flatMap(reclaimKeys))) ?? NO_PLACES;
    if (places.problem !== undefined) reportFailure('the instance registry', places.problem, output);
    if (!prices) return places;
    const view = await prices.read(ends.flatMap((end) => jobPriceNeeds(end, places.view)));
    if (view.problem !== undefined) reportFailure('the price table', view.problem, output);
    return { ...places, prices: view };
  }

  /** Does all work for a job. If a step fails, the job is added to `failed`, and the other jobs go on. */
  private async resultsOf({ jobId, steps }: Work, failed: Set<string>): Promise<JobResult[]> {
    const results = await Promise.all(steps.map((step) => step().catch((problem: unknown) => ({ ...NO_OUTPUT, problem }))));
    results.filter((result) => 'problem' in result).forEach(({ problem }) => this.fail(failed, jobId, problem));
    return results.map((result) => ({ jobId, ...result }));
  }

  private async takeBack(results: readonly JobResult[]): Promise<void> {
    const left = await new PacedWork(this.parts.deadline, MAX_CONNECTIONS).run(results, async ({ jobId, own }) => {
      if (own) await this.parts.jobs.takeBack(jobId, own).catch((error) => reportFailure(jobId, error, this.parts.output));
    });
    if (left.length > 0) reportFailure('the batch', new Error(`no time left to take back ${left.length} jobs`), this.parts.output);
  }

  /**
   * Sends what must wait to the waiting queue. A job whose message could not be sent is added to `failed`. Returns the failed jobs whose
   * message may be in the queue all the same, because the response to the call was lost.
   */
  private async sendWaits(results: readonly JobResult[], { failed, places, batch }: Progress): Promise<ReadonlySet<string>> {
    const { room, output, prices } = this.parts;
    const waits = joinWaits(results.flatMap((result) => (result.waits && !failed.has(result.jobId) ? [result.waits] : [])));
    // If the request fails, the jobs wait all the same, and request the lookup again at their next try.
    const requested = Promise.all([
      room.requestPlacements(waits, places.view).catch((error) => reportFailure('look-up of instances', error, output)),
      prices?.request(unpriced(waits, places)).catch((error) => reportFailure('look-up of prices', error, output)),
    ]);
    const unsent = await room.send(waits, (jobId) => tokenOf((batch.messagesOf.get(jobId) as string[])[0]));
    await requested;
    unsent.forEach((problem, { jobId }) => this.fail(failed, jobId, problem));
    return new Set([...unsent].flatMap(([{ jobId }, problem]) => (isPossiblySent(problem) ? [jobId] : [])));
  }

  private fail(failed: Set<string>, jobId: string, error: unknown): void {
    failed.add(jobId);
    reportFailure(jobId, error, this.parts.output);
  }

  /** Jobs that were not begun: nothing was written for them, so nothing is taken back. */
  private leave(jobs: readonly Work[], failed: Set<string>): void {
    if (jobs.length === 0) return;
    reportFailure('the batch', new Error(`no time left to begin ${jobs.length} jobs`), this.parts.output);
    jobs.forEach(({ jobId }) => failed.add(jobId));
  }

  private emit(safe: readonly JobResult[], own: readonly DataPoint[]): void {
    const { output, work, writesTransitions } = this.parts;
    const dataPoints = safe.flatMap((result) => result.dataPoints);
    const transitions = writesTransitions ? transitionRecords(dataPoints) : [];
    [...safe.flatMap(({ records }) => records), ...transitions].forEach((record) => output.record(record));
    output.measure([...dataPoints, ...own]);
    safe.forEach(({ tokens = [] }) => work.handled.add(tokens));
  }

  /** The data points of the collector's own metrics. An event counts once, when its job succeeds, not at each delivery. */
  private tally({ batch, failed, safe }: Progress): DataPoint[] {
    const tally = new CollectorTally(this.parts.now());
    const events = [...batch.observations.map(({ reading }) => reading), ...batch.blocked];
    events.filter(({ jobId }) => !failed.has(jobId)).forEach(({ eventTime }) => tally.processed(eventTime));
    safe.forEach(({ duplicates = 0, late = 0 }) => tally.repeated(duplicates, late));
    for (let count = 0; count < batch.rejectedFirst; count++) tally.rejected();
    tally.unread(batch.unreadFields);
    return tally.dataPoints();
  }
}

/** The prices that finished jobs wait for, where there are prices. */
const unpriced = (waits: readonly Wait[], { view, prices }: Places): readonly PriceNeed[] =>
  (prices as PriceView).missing(waits.flatMap(({ finished }) => (finished ? jobPriceNeeds(finished.job.reading, view) : [])));

/** The result of a failed job whose message may be in the waiting queue: all of its facts may be emitted from there. */
const markPossiblyEmitted = (result: JobResult): JobResult => ({ ...result, own: result.own && allPossiblyEmitted(result.own) });
