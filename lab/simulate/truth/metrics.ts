import { DimensionName, MetricName } from '../../../src/domain/names/metrics';
import { Attempt, Entry, Job, toSecond } from '../model';
import { spans } from './attempts';
import { ended } from './records';

/** All values of one metric with one set of dimensions. */
export interface MetricTotal {
  readonly Name: string;
  readonly Dimensions: Readonly<Record<string, string>>;
  readonly Count: number;
  readonly Sum: number;
}

/** Sums are kept in thousandths, so that they are exact. */
interface Running { name: string; dimensions: Record<string, string>; count: number; thousandths: number }

const STATE_METRIC: Readonly<Record<string, MetricName>> = {
  PENDING: MetricName.JOBS_PENDING, RUNNABLE: MetricName.JOBS_RUNNABLE, STARTING: MetricName.JOBS_STARTING,
  RUNNING: MetricName.JOBS_RUNNING, SUCCEEDED: MetricName.JOBS_SUCCEEDED, FAILED: MetricName.JOBS_FAILED,
};

/** Totals over the day of every metric about jobs; those of the collector itself depend on the delivery. */
export function metricTotals(jobs: readonly Job[]): MetricTotal[] {
  const ledger = new Ledger();
  for (const job of jobs) {
    if (job.role.kind === 'array' || job.role.kind === 'multi-node') continue;
    for (const entry of job.entries) if (entry.blockedReason === undefined) countEntry(ledger, job, entry);
    measureQueue(ledger, job);
    for (const attempt of job.attempts) measureAttempt(ledger, job, attempt);
  }
  return ledger.totals();
}

/** Before a job has a place, no compute environment is known. */
function countEntry(ledger: Ledger, job: Job, entry: Entry): void {
  const over = entry.state === 'SUCCEEDED' || entry.state === 'FAILED';
  const placed = over || entry.state === 'STARTING' || entry.state === 'RUNNING';
  const attempt = over ? job.attempts[job.attempts.length - 1] : job.attempts[entry.finished];
  ledger.add(STATE_METRIC[entry.state], 1000, job, placed ? attempt : undefined);
}

function measureQueue(ledger: Ledger, job: Job): void {
  const runnable = job.entries.find(entry => entry.state === 'RUNNABLE');
  if (runnable) ledger.add(MetricName.QUEUED_SECONDS, Math.max(0, toSecond(runnable.at) - job.createdAt), job);
  const { queuedSince, stoppedAt } = ended(job);
  if (queuedSince !== undefined) ledger.add(MetricName.RUNNABLE_SECONDS, Math.max(0, stoppedAt - queuedSince), job);
}

function measureAttempt(ledger: Ledger, job: Job, attempt: Attempt): void {
  const { runnable, starting, running } = spans(attempt);
  const started = attempt.startedAt !== undefined;
  ledger.add(MetricName.RUNNABLE_SECONDS, runnable, job);
  ledger.add(MetricName.STARTING_SECONDS, starting, job, attempt);
  if (started) ledger.add(MetricName.RUNNING_SECONDS, running, job, attempt);
  if (attempt.outcome?.failed) ledger.add(MetricName.ATTEMPTS_FAILED, 1000, job, attempt);
  if (attempt.outcome?.failed && started) ledger.add(MetricName.LOST_SECONDS, running, job, attempt);
  if (attempt.outcome?.spotInterruption) ledger.add(MetricName.SPOT_INTERRUPTIONS, 1000, job, attempt);
}

class Ledger {
  private readonly all = new Map<string, Running>();

  /** Counts a value in each dimension set whose dimensions are known. */
  add(name: string, thousandths: number, job: Job, attempt?: Attempt): void {
    const environment = attempt?.placement?.environment;
    this.count(name, thousandths, {});
    this.count(name, thousandths, { [DimensionName.JOB_QUEUE]: job.queue.name });
    if (environment && environment.type !== 'EKS') this.count(name, thousandths, { [DimensionName.COMPUTE_ENVIRONMENT]: environment.name });
  }

  totals(): MetricTotal[] {
    return [...this.all.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => ({
      Name: each.name, Dimensions: each.dimensions, Count: each.count, Sum: each.thousandths / 1000,
    }));
  }

  private count(name: string, thousandths: number, dimensions: Record<string, string>): void {
    const key = `${name} ${JSON.stringify(dimensions)}`;
    const running = this.all.get(key) ?? { name, dimensions, count: 0, thousandths: 0 };
    running.count += 1;
    running.thousandths += thousandths;
    this.all.set(key, running);
  }
}
