import { JobItem } from './job-item';
import { Criteria } from './request';
import { JobTally, NO_JOBS, QueueTally } from '../in-flight/queue-tally';

/** Selects the jobs in flight that have been in their state the longest, out of any number, in bounded memory. */
export class InFlightSelection {
  private readonly tally = new JobTally();
  private kept: JobItem[] = [];
  private found = 0;

  constructor(
    private readonly criteria: Criteria,
    private readonly limit: number,
  ) {}

  add(job: JobItem): void {
    this.tally.add(job);
    if (!this.matches(job)) return;
    this.found += 1;
    this.kept.push(job);
    if (this.kept.length >= 2 * this.limit) this.kept = this.oldest();
  }

  /** The jobs that meet the criteria, the oldest first; at most the limit. */
  oldest(): JobItem[] {
    return [...this.kept].sort((a, b) => a.sinceMillis - b.sinceMillis || (a.jobId < b.jobId ? -1 : 1)).slice(0, this.limit);
  }

  /** How many jobs meet the criteria. */
  get matching(): number {
    return this.found;
  }

  /** The job queues that have jobs in flight. */
  get queues(): string[] {
    return [...this.tally.byQueue.keys()].sort();
  }

  /** The jobs of the job queue in the criteria, or of all of them. */
  get counts(): QueueTally {
    const { queue } = this.criteria;
    return queue === undefined ? this.tally.all : (this.tally.byQueue.get(queue) ?? NO_JOBS);
  }

  private matches({ jobName = '', jobQueue, state }: JobItem): boolean {
    const { job = '', queue = jobQueue, status = state } = this.criteria;
    return jobQueue === queue && state === status && jobName.toLowerCase().includes(job.toLowerCase());
  }
}
