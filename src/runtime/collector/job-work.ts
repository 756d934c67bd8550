import { JobFinisher } from './finish-jobs';
import { HandledTokens } from './handled-tokens';
import { JobTable } from './job-table';
import { EntryPlacer } from './place-entries';
import { Batch } from './read-batch';
import { Places } from './registry-reader';
import { FinishedJob, Wait } from './waiting-room';
import { JobUpdate, observe } from '../../domain/collect/observe';
import { adoptRedriven } from '../../domain/collect/redriven';
import { WaitingJob } from '../../domain/collect/waiting';
import { WaitingEntries } from '../../domain/collect/waiting-entries';
import { DataPoint } from '../../domain/data-point';
import { JobReading } from '../../domain/event/job-reading';
import { groupBy } from '../../domain/group-by';
import { OwnFacts } from '../../domain/job/facts';
import { isSuperseded } from '../../domain/job/node-ends';
import { Timeline } from '../../domain/job/timeline';
import { InsightsRecord } from '../../domain/names/record-schemas';
import { queueBlockedRecord } from '../../domain/record/queue-blocked';

export interface JobWorkParts {
  readonly jobs: JobTable;
  readonly finisher: JobFinisher;
  readonly placer: EntryPlacer;
}

/** The result of one job in a batch. It is written to the output only after everything for the job has succeeded. */
export interface JobResult {
  readonly jobId: string;
  readonly dataPoints: readonly DataPoint[];
  readonly records: readonly InsightsRecord[];
  /** The part that must wait for late facts. */
  readonly waits?: Wait;
  /** The facts that the batch wrote for the job. They are taken back if the job fails later in the batch. */
  readonly own?: OwnFacts;
  /** The tokens of its messages. */
  readonly tokens?: readonly string[];
  readonly duplicates?: number;
  readonly late?: number;
  /** Why the job fails. */
  readonly problem?: unknown;
}

type Produced = Omit<JobResult, 'jobId'>;

export const NO_OUTPUT: Produced = { dataPoints: [], records: [] };

/** All work of a batch for one job. */
export interface Work {
  readonly jobId: string;
  readonly steps: readonly (() => Promise<Produced>)[];
}

/** Writes the facts of each job and computes its data points and records. */
export class JobWork {
  /** The messages that this execution environment handled. */
  readonly handled = new HandledTokens();

  constructor(private readonly parts: JobWorkParts) {}

  /** The work of a batch, job by job. */
  of(updates: readonly JobUpdate[], batch: Batch, places: Places): Work[] {
    const steps: (readonly [jobId: string, step: () => Promise<Produced>])[] = [
      ...updates.map((update) => [update.jobId, () => this.update(update, places)] as const),
      ...batch.waiting.map((job) => [job.reading.jobId, () => this.retry(job, places)] as const),
      ...batch.entries.map((waited) => [waited.jobId, async () => this.count(waited, places)] as const),
      ...batch.blocked.map((reading) => [reading.jobId, () => this.block(reading)] as const),
    ];
    return [...groupBy(steps, ([jobId]) => jobId)].map(([jobId, some]) => ({ jobId, steps: some.map(([, step]) => step) }));
  }

  private async update(update: JobUpdate, places: Places): Promise<Produced> {
    const known = await this.parts.jobs.add(update);
    const adopted = adoptRedriven(update, known, (token) => this.handled.has(token));
    const outcome = observe(adopted, known, (reading) => this.parts.placer.whereaboutsOf(reading, places.view));
    const { dataPoints: entries, timeline, finished, own, duplicates, late } = outcome;
    const written = { own, duplicates, late, tokens: adopted.observations.map(({ token }) => token) };
    try {
      const produced = finished
        ? this.end({ job: { ...finished, tries: this.parts.finisher.triesOf(finished.reading, places), entries }, timeline }, places)
        : this.count({ jobId: update.jobId, tries: 0, entries }, places);
      return { ...produced, ...written };
    } catch (problem) {
      return { ...NO_OUTPUT, ...written, problem };
    }
  }

  private async retry(job: WaitingJob, places: Places): Promise<Produced> {
    const facts = job.facts ?? (await this.parts.jobs.get(job.reading.jobId)).facts;
    const { reading, tries, entries } = job;
    if (isSuperseded(reading, facts)) return this.count({ jobId: reading.jobId, tries, entries }, places);
    return this.end({ job, timeline: new Timeline(facts) }, places);
  }

  private async block(reading: JobReading): Promise<Produced> {
    if (reading.statusReason !== undefined) await this.parts.jobs.block(reading.jobId, reading.statusReason, reading.eventTime);
    return { dataPoints: [], records: [queueBlockedRecord(reading)] };
  }

  private count({ jobId, tries, entries }: WaitingEntries, places: Places): Produced & { readonly waits: Wait } {
    const { counted, waiting } = this.parts.placer.place(entries, tries, places);
    return { dataPoints: counted, records: [], waits: { jobId, tries, entries: waiting } };
  }

  private end(finished: FinishedJob, places: Places): Produced {
    const { finisher } = this.parts;
    const {
      reading: { jobId },
      tries,
      entries,
    } = finished.job;
    const { dataPoints: counted, records, waits } = this.count({ jobId, tries, entries }, places);
    if (finisher.mustWait(finished, places)) return { dataPoints: counted, records, waits: { ...waits, finished } };
    const { record, dataPoints } = finisher.record(finished, places);
    return { dataPoints: [...counted, ...dataPoints], records: [record], waits };
  }
}
