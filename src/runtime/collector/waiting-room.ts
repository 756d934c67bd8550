import { RegistryReader } from './registry-reader';
import { WaitingJob, waitingMessage, markJobRedelivered } from '../../domain/collect/waiting';
import { markEntriesRedelivered, waitingEntriesMessage } from '../../domain/collect/waiting-entries';
import { DataPoint } from '../../domain/data-point';
import { placementKeys, RegistryView } from '../../domain/instance/placement';
import { hasEveryFact } from '../../domain/job/attempts';
import { mayRunAgain } from '../../domain/job/node-ends';
import { Timeline } from '../../domain/job/timeline';
import { QueueSender } from '../aws/queue-sender';

/** A finished job, with the known times of its state transitions. */
export interface FinishedJob {
  readonly job: WaitingJob;
  readonly timeline: Timeline;
}

/** The part of a job that must wait: its end, some of its state transitions, or both. */
export interface Wait {
  readonly jobId: string;
  /** How many times it has been tried. The number selects the next delay. */
  readonly tries: number;
  readonly finished?: FinishedJob;
  readonly entries: readonly DataPoint[];
}

/**
 * Lets finished jobs and state transitions wait for late facts.
 *
 * A record needs facts that other events report: the times of earlier states, and the instance that the job ran on. Those events can arrive
 * later than the end of the job. Until then the job waits as a delayed message in the collector's own queue. Each try has its own delay
 * (`waitSeconds`). After the last try the job is recorded with the known facts.
 */
export class WaitingRoom {
  constructor(
    private readonly queue: QueueSender,
    private readonly waitSeconds: readonly number[],
    private readonly registryReader: RegistryReader | undefined,
  ) {}

  /** Whether there is a further try after this number of tries. */
  mayWait(tries: number): boolean {
    return tries < this.waitSeconds.length;
  }

  /** The number of tries that leaves only the last waits, so many of them. */
  triesBefore(lastWaits: number): number {
    return Math.max(0, this.waitSeconds.length - lastWaits);
  }

  /** The placements that the registry does not know yet, but may learn. */
  missing(keys: readonly string[], registry: RegistryView): string[] {
    return this.registryReader?.missing(keys, registry) ?? [];
  }

  /** Asks the registry to look up placements that no event reported. */
  async requestPlacements(waits: readonly Wait[], registry: RegistryView): Promise<void> {
    await this.registryReader?.lookUp(this.missing(waits.flatMap(awaitedBy), registry));
  }

  /**
   * Sends a delayed message for each wait. Returns the waits that could not be sent, each with its error.
   *
   * Callers must not pass a wait that has no further try: it has no delay and would come back at once. If the response of a call is lost,
   * the call is repeated with the content marked as redelivered, because two messages may then have the same content.
   *
   * @param tokenOf the token of one of the messages about a job, which becomes the mark
   */
  async send(waits: readonly Wait[], tokenOf: (jobId: string) => string): Promise<ReadonlyMap<Wait, unknown>> {
    const unsent = await this.queue.send(
      waits.map((wait) => ({
        wait,
        body: messageOf(wait),
        retryBody: () => messageOf(markWaitRedelivered(wait, tokenOf(wait.jobId))),
        delaySeconds: this.waitSeconds[wait.tries],
      })),
    );
    return new Map([...unsent].map(([{ wait }, problem]) => [wait, problem] as const));
  }
}

/**
 * Joins the waits of each job into one, so that the job waits as one message. With two messages, one could be sent and the other fail.
 * The job would then fail, and the content of the sent message would be counted twice.
 */
export function joinWaits(waits: readonly Wait[]): Wait[] {
  const byJob = new Map<string, Wait>();
  // A wait without content is over. Its tries must not affect the other waits of the job.
  for (const wait of waits.filter(({ finished, entries }) => finished || entries.length > 0)) {
    const other = byJob.get(wait.jobId);
    byJob.set(wait.jobId, other ? join(other, wait) : wait);
  }
  return [...byJob.values()];
}

/** Joins two waits of a job. The tries of its end apply to its transitions too. A job ends once, so the total wait stays limited. */
function join(one: Wait, other: Wait): Wait {
  const finished = one.finished ?? other.finished;
  const tries = finished?.job.tries ?? Math.max(one.tries, other.tries);
  return { jobId: one.jobId, tries, finished, entries: [...one.entries, ...other.entries] };
}

/** The registry keys of the placements that a wait depends on. */
const awaitedBy = ({ finished, entries }: Wait): string[] => [
  ...(finished ? placementKeys(finished.job.reading) : []),
  ...entries.map(({ awaits }) => awaits).filter((key) => key !== undefined),
];

/** The same wait, marked as redelivered. */
function markWaitRedelivered({ finished, ...wait }: Wait, token: string): Wait {
  const job = finished && { ...finished, job: markJobRedelivered(finished.job, token) };
  return { ...wait, entries: markEntriesRedelivered(wait.entries, token), finished: job };
}

function messageOf({ jobId, tries, finished, entries }: Wait): object {
  if (!finished) return waitingEntriesMessage({ jobId, tries: tries + 1, entries });
  return waitingMessage({ ...finished.job, tries: tries + 1, entries, ...factsIfComplete(finished) });
}

/**
 * Includes the facts in the message if they are complete and only instances are missing, so that the job table need not be read again.
 * For a node that may run again they are never complete.
 */
const factsIfComplete = ({ job, timeline }: FinishedJob): Pick<WaitingJob, 'facts'> =>
  hasEveryFact(job.reading, timeline) && !mayRunAgain(job.reading) ? { facts: timeline.facts } : {};
