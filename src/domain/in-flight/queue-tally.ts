import { JobInFlight } from './job-in-flight';
import { TimedState } from '../job/facts';

/** vCPUs are asked for in quarters and, on EKS, in thousandths: whole numbers add up to the same sum in any order. */
const PARTS_OF_A_VCPU = 1000;
const WAITING: readonly TimedState[] = ['PENDING', 'RUNNABLE'];
const PLACED: readonly TimedState[] = ['STARTING', 'RUNNING'];

/** What a snapshot keeps of a set of jobs: as much for a million as for one. It comes out the same in whatever order they are added. */
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

  /** The job that has been in a state for longest; of several, the one with the first id. */
  oldest(state: TimedState): JobInFlight | undefined {
    return this.oldestJobs.get(state);
  }

  /** vCPUs that jobs without a place ask for. */
  get waitingVcpus(): number {
    return this.vcpusOf(WAITING);
  }

  /** vCPUs that jobs with a place ask for. */
  get runningVcpus(): number {
    return this.vcpusOf(PLACED);
  }

  /** Seconds that the oldest job has been in a state at an instant; 0 where none is. Events of the last seconds may be younger than the instant. */
  oldestSeconds(state: TimedState, atMillis: number): number {
    const oldest = this.oldest(state);
    return oldest ? Math.max(0, atMillis - oldest.sinceMillis) / 1000 : 0;
  }

  private vcpusOf(states: readonly TimedState[]): number {
    return states.reduce((sum, state) => sum + (this.vcpuParts.get(state) ?? 0), 0) / PARTS_OF_A_VCPU;
  }
}

/** Of a queue in which nothing is. */
export const NO_JOBS = new QueueTally();

const isBefore = (a: JobInFlight, b: JobInFlight): boolean =>
  a.sinceMillis < b.sinceMillis || (a.sinceMillis === b.sinceMillis && a.jobId < b.jobId);

/** The jobs in flight by queue, and all of them. A job whose queue is not known is in the totals alone. */
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
