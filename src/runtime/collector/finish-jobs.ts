import { assertRead, Places } from './registry-reader';
import { FinishedJob, WaitingRoom } from './waiting-room';
import { measureFinishedJob } from '../../domain/collect/finished-job';
import { measureCosts, measureUse } from '../../domain/collect/job-costs';
import { jobPriceNeeds } from '../../domain/cost/priced-attempt';
import { DataPoint, markRedelivered } from '../../domain/data-point';
import { JobReading } from '../../domain/event/job-reading';
import { placementKeys, registryKeys } from '../../domain/instance/placement';
import { hasEveryFact } from '../../domain/job/attempts';
import { mayRunAgain } from '../../domain/job/node-ends';
import { JobRecord } from '../../domain/names/job-record-fields';
import { REDELIVERED } from '../../domain/names/records';
import { buildJobRecord } from '../../domain/record/build-job-record';

export interface Recorded {
  readonly record: JobRecord;
  readonly dataPoints: readonly DataPoint[];
}

/** Decides whether a finished job must wait for missing facts, and builds the record of a job that need not wait. */
export class JobFinisher {
  /** @param countsInstances whether what instances cost is counted, so that jobs take off what they used */
  constructor(
    private readonly room: WaitingRoom,
    private readonly countsInstances: boolean,
  ) {}

  /**
   * How many tries a new end has had. The end of a node that may run again waits once, for the last of the waits: only the last look at it matters.
   * It waits twice if its instance is not known yet: only then can its price be asked for.
   */
  triesOf(end: JobReading, { view, prices }: Places): number {
    if (!mayRunAgain(end)) return 0;
    const asksLater = prices !== undefined && this.room.missing(placementKeys(end), view).length > 0;
    return this.room.triesBefore(asksLater ? 2 : 1);
  }

  /** Throws if the job cannot wait any more, and what is known about its placements and prices could not be read. */
  mustWait({ job, timeline }: FinishedJob, { view, unread, prices }: Places): boolean {
    const needs = prices ? jobPriceNeeds(job.reading, view) : [];
    const keys = registryKeys(job.reading);
    if (!this.room.mayWait(job.tries)) {
      assertRead(keys, unread);
      prices?.assertRead(needs);
      return false;
    }
    const isPlaced = this.room.missing(placementKeys(job.reading), view).length === 0 && !keys.some((key) => unread.has(key));
    const isPriced = !prices || prices.missing(needs).length === 0;
    return !isPlaced || !isPriced || !hasEveryFact(job.reading, timeline) || mayRunAgain(job.reading);
  }

  record({ job, timeline }: FinishedJob, { view, prices }: Places): Recorded {
    const built = buildJobRecord(job.reading, timeline, view, prices?.book);
    const record = { ...built.record, [REDELIVERED]: job.redelivered };
    const dataPoints = [
      ...measureFinishedJob(job.reading, built, view),
      ...(prices ? measureCosts(job.reading, built) : []),
      ...(this.countsInstances ? measureUse(job.reading, built) : []),
    ];
    return { record, dataPoints: dataPoints.map((point) => markRedelivered(point, job.redelivered)) };
  }
}
