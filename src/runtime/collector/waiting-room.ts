import { RegistryReader } from './registry-reader';
import { hasEveryFact } from '../../domain/job/attempts';
import { Timeline } from '../../domain/job/timeline';
import { WaitingJob, waitingMessage } from '../../domain/job/waiting';
import { waitingEntriesMessage } from '../../domain/job/waiting-entries';
import { DataPoint } from '../../domain/measure/data-point';
import { placementKeys, RegistryView } from '../../domain/record/placement';
import { QueueSender } from '../aws/queue-sender';

/** A finished job, with all that is known of how it got there. */
export interface FinishedJob {
  readonly job: WaitingJob;
  readonly timeline: Timeline;
}

/** What of a job must wait: its end, entries into states, or both. */
export interface Wait {
  readonly jobId: string;
  /** How often it has been looked at. */
  readonly tries: number;
  readonly finished?: FinishedJob;
  readonly entries: readonly DataPoint[];
}

/** Where jobs and entries wait for what is late: in the collector's own queue, a bounded number of times, each with its delay. */
export class WaitingRoom {
  constructor(
    private readonly queue: QueueSender,
    private readonly waitSeconds: readonly number[],
    private readonly registryReader: RegistryReader | undefined,
  ) {}

  /** Whether what was looked at that often may wait once more. */
  mayWait(tries: number): boolean {
    return tries < this.waitSeconds.length;
  }

  /** Places that the registry does not know yet and may still be told. */
  missing(keys: readonly string[], registry: RegistryView): string[] {
    return this.registryReader?.missing(keys, registry) ?? [];
  }

  /** Has the registry find out where jobs are or were, of which no event told. */
  async askForPlaces(waits: readonly Wait[], registry: RegistryView): Promise<void> {
    await this.registryReader?.lookUp(this.missing(waits.flatMap(awaitedBy), registry));
  }

  /** Sends each to wait, and returns why some could not be sent. */
  async send(waits: readonly Wait[]): Promise<ReadonlyMap<Wait, unknown>> {
    const unsent = await this.queue.send(waits.map(wait => ({ wait, body: messageOf(wait), delaySeconds: this.waitSeconds[wait.tries] })));
    return new Map([...unsent].map(([{ wait }, problem]) => [wait, problem]));
  }
}

/** All of a job that must wait, as one: were it two messages, one could go out and the other not, and what went out would come twice. */
export function joinWaits(waits: readonly Wait[]): Wait[] {
  const byJob = new Map<string, Wait>();
  for (const { jobId, tries, finished, entries } of waits) {
    const other = byJob.get(jobId);
    byJob.set(jobId, other === undefined ? { jobId, tries, finished, entries } : {
      jobId, tries: Math.max(tries, other.tries), finished: other.finished ?? finished, entries: [...other.entries, ...entries],
    });
  }
  return [...byJob.values()].filter(({ finished, entries }) => finished || entries.length > 0);
}

const awaitedBy = ({ finished, entries }: Wait): string[] => [
  ...(finished ? placementKeys(finished.job.reading) : []), ...entries.flatMap(({ awaits = [] }) => awaits),
];

function messageOf({ jobId, tries, finished, entries }: Wait): object {
  if (!finished) return waitingEntriesMessage({ jobId, tries: tries + 1, entries });
  return waitingMessage({ ...finished.job, tries: tries + 1, entries, ...factsIfComplete(finished) });
}

/** A job that waits for its instances alone takes its facts along, so that the table need not be read again. */
const factsIfComplete = ({ job, timeline }: FinishedJob): Pick<WaitingJob, 'facts'> =>
  hasEveryFact(job.reading, timeline) ? { facts: timeline.facts } : {};
