import { RegistryReader } from './registry-reader';
import { hasEveryFact } from '../../domain/job/attempts';
import { Timeline } from '../../domain/job/timeline';
import { WaitingJob, waitingMessage } from '../../domain/job/waiting';
import { DataPoint } from '../../domain/measure/data-point';
import { measureFinishedJob } from '../../domain/measure/finished-job';
import { isComputeEnvironmentKey } from '../../domain/names/tables';
import { buildJobRecord } from '../../domain/record/build-job-record';
import { JobRecord } from '../../domain/record/job-record';
import { placementKeys, RegistryView } from '../../domain/record/placement';
import { QueueSender } from '../aws/queue-sender';

/** A finished job, with all that is known of how it got there. */
export interface FinishedJob {
  readonly job: WaitingJob;
  readonly timeline: Timeline;
}

export interface Recorded {
  readonly record: JobRecord;
  readonly dataPoints: readonly DataPoint[];
}

/** Records a finished job, or lets it wait while facts are missing: a bounded number of times, each with its delay. */
export class JobFinisher {
  constructor(
    private readonly waiting: QueueSender,
    private readonly waitSeconds: readonly number[],
    private readonly registryReader: RegistryReader | undefined,
  ) {}

  mustWait({ job, timeline }: FinishedJob, registry: RegistryView): boolean {
    return job.tries < this.waitSeconds.length && !(hasEveryFact(job.reading, timeline) && this.missingPlaces(job, registry).length === 0);
  }

  /** Has the registry find out where jobs ran that no event told of. */
  async askForPlaces(jobs: readonly FinishedJob[], registry: RegistryView): Promise<void> {
    await this.registryReader?.lookUp(jobs.flatMap(({ job }) => this.missingPlaces(job, registry)));
  }

  /** Sends jobs to wait, and returns why some could not be sent. */
  async sendToWait(jobs: readonly FinishedJob[]): Promise<ReadonlyMap<FinishedJob, unknown>> {
    const unsent = await this.waiting.send(jobs.map(finished => ({
      finished,
      body: waitingMessage({ ...finished.job, tries: finished.job.tries + 1, ...factsIfComplete(finished) }),
      delaySeconds: this.waitSeconds[finished.job.tries],
    })));
    return new Map([...unsent].map(([{ finished }, problem]) => [finished, problem]));
  }

  record({ job, timeline }: FinishedJob, registry: RegistryView): Recorded {
    const built = buildJobRecord(job.reading, timeline, registry);
    return { record: built.record, dataPoints: measureFinishedJob(job.reading, built, registry) };
  }

  /** What the registry does not know yet and may still be told. */
  private missingPlaces({ reading }: WaitingJob, registry: RegistryView): string[] {
    if (!this.registryReader) return [];
    const { answers } = this.registryReader;
    return placementKeys(reading).filter(key => !registry.has(key) && (answers || !isComputeEnvironmentKey(key)));
  }
}

/** A job that waits for its instances alone takes its facts along, so that the table need not be read again. */
const factsIfComplete = ({ job, timeline }: FinishedJob): Pick<WaitingJob, 'facts'> =>
  hasEveryFact(job.reading, timeline) ? { facts: timeline.facts } : {};
