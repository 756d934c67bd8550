import { JobInFlight } from './job-in-flight';
import { TimedState } from '../job/facts';

/** Jobs request vCPUs in quarters or, on EKS, in thousandths. Sums of integers are the same in any order; sums of floats are not. */
const PARTS_OF_A_VCPU = 1000;
const WAITING: readonly TimedState[] = ['PENDING', 'RUNNABLE'];
const PLACED: readonly TimedState[] = ['STARTING', 'RUNNING'];

/** Aggregates a set of jobs in constant memory. The result does not depend on the order in which jobs are added. */
export class QueueTally {
  private readonly counts = new Map<TimedState, number>();
  private readonly vcpuParts = new Map<TimedState, number>();
  private readonly oldestJobs = new Map<TimedState, JobInFlight>();

  add(job: JobInFlight): void {
    const { state } = job;
    this.counts.set(state, this.count(state) + 1);
    this.vcpuParts.set(state, (this.vcpuParts.get(state) ?? 0) + Math.round((job.vcpus ?? 0) * PARTS_OF_A_VCPU));
    const oldest = this.oldestJobs.get(state);
    if (!oldest || isBefore(job, oldest)) this.oldestJobs.set(state, job);
  }

  count(state: TimedState): number {
    return this.counts.get(state) ?? 0;
  }

  /** The job that has been in a state the longest. If several entered it at the same time, the one with the first id. */
  oldest(state: TimedState): JobInFlight | undefined {
    return this.oldestJobs.get(state);
  }

  /** vCPUs requested by jobs that are not placed yet. */
  get waitingVcpus(): number {
    return this.vcpusOf(WAITING);
  }

  /** vCPUs requested by jobs that are placed. */
  get runningVcpus(): number {
    return this.vcpusOf(PLACED);
  }

  /** Seconds that the oldest job has been in a state at a given time, 0 if there is none. Never negative, although the latest events can be newer than that time. */
  oldestSeconds(state: TimedState, atMillis: number): number {
    const oldest = this.oldest(state);
    return oldest ? Math.max(0, atMillis - oldest.sinceMillis) / 1000 : 0;
  }

  private vcpusOf(states: readonly TimedState[]): number {
    return states.reduce((sum, state) => sum + (this.vcpuParts.get(state) ?? 0), 0) / PARTS_OF_A_VCPU;
  }
}

/** The tally of an empty job queue. */
export const NO_JOBS = new QueueTally();

const isBefore = (a: JobInFlight, b: JobInFlight): boolean =>
  a.sinceMillis < b.sinceMillis || (a.sinceMillis === b.sinceMillis && a.jobId < b.jobId);

/** Tallies the jobs in flight, in total and per job queue. A job whose queue is unknown counts only in the total. */
export class JobTally {
  readonly all = new QueueTally();
  readonly byQueue = new Map<string, QueueTally>();

  add(job: JobInFlight): void {
    this.all.add(job);
    if (job.jobQueue === undefined) return;
    const ofQueue = this.byQueue.get(job.jobQueue) ?? new QueueTally();
    this.byQueue.set(job.jobQueue, ofQueue);
    ofQueue.add(job);
  }
}
