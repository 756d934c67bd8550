import { RegistryReader } from './registry-reader';
import { WaitingJob, waitingMessage, waitsAgain } from '../../domain/collect/waiting';
import { entriesAgain, waitingEntriesMessage } from '../../domain/collect/waiting-entries';
import { DataPoint } from '../../domain/data-point';
import { placementKeys, RegistryView } from '../../domain/instance/placement';
import { hasEveryFact } from '../../domain/job/attempts';
import { Timeline } from '../../domain/job/timeline';
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

  /**
   * Sends each to wait, and returns why some could not be sent. What may wait no more is not among them: without a delay it would come back at once.
   * Where an answer is lost, what is sent again is marked: there may be two messages that tell it.
   *
   * @param tokenOf stands for a message that told of the job
   */
  async send(waits: readonly Wait[], tokenOf: (jobId: string) => string): Promise<ReadonlyMap<Wait, unknown>> {
    const unsent = await this.queue.send(
      waits.map((wait) => ({
        wait,
        body: messageOf(wait),
        bodyAgain: () => messageOf(again(wait, tokenOf(wait.jobId))),
        delaySeconds: this.waitSeconds[wait.tries],
      })),
    );
    return new Map([...unsent].map(([{ wait }, problem]) => [wait, problem] as const));
  }
}

/** All of a job that must wait, as one: were it two messages, one could go out and the other not, and what went out would come twice. */
export function joinWaits(waits: readonly Wait[]): Wait[] {
  const byJob = new Map<string, Wait>();
  // What holds nothing waits no more: its tries must not become those of what does.
  for (const wait of waits.filter(({ finished, entries }) => finished || entries.length > 0)) {
    const other = byJob.get(wait.jobId);
    byJob.set(wait.jobId, other ? join(other, wait) : wait);
  }
  return [...byJob.values()];
}

/** An end keeps its own tries, and entries go by them: a job ends once, so their waits stay bounded. */
function join(one: Wait, other: Wait): Wait {
  const finished = one.finished ?? other.finished;
  const tries = finished?.job.tries ?? Math.max(one.tries, other.tries);
  return { jobId: one.jobId, tries, finished, entries: [...one.entries, ...other.entries] };
}

const awaitedBy = ({ finished, entries }: Wait): string[] => [
  ...(finished ? placementKeys(finished.job.reading) : []),
  ...entries.flatMap(({ awaits = [] }) => awaits),
];

function again({ finished, ...wait }: Wait, token: string): Wait {
  const job = finished && { ...finished, job: waitsAgain(finished.job, token) };
  return { ...wait, entries: entriesAgain(wait.entries, token), finished: job };
}

function messageOf({ jobId, tries, finished, entries }: Wait): object {
  if (!finished) return waitingEntriesMessage({ jobId, tries: tries + 1, entries });
  return waitingMessage({ ...finished.job, tries: tries + 1, entries, ...factsIfComplete(finished) });
}

/** A job that waits for its instances alone takes its facts along, so that the table need not be read again. */
const factsIfComplete = ({ job, timeline }: FinishedJob): Pick<WaitingJob, 'facts'> =>
  hasEveryFact(job.reading, timeline) ? { facts: timeline.facts } : {};
