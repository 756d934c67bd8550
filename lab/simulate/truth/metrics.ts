import { CostMetric, DimensionName, InstanceMetric, MetricName, RunTaskMetric } from '../../../src/domain/names/metrics';
import { RunTaskCall } from '../around/calls';
import { Life } from '../around/lives';
import { Surroundings } from '../around/surroundings';
import { Attempt, Entry, Job, State, toSecond } from '../model';
import { Prices } from '../prices';
import { spans } from './attempts';
import { attemptCosts } from './costs';
import { countable, countsAsFailed, hasContainers } from './countable';
import { amountsOf } from './instances';
import { Ledger, MetricTotal } from './ledger';
import { ended } from './records';
import { placeOf, reasonsOf } from './run-task';

const STATE_METRIC: Readonly<Record<State, MetricName>> = {
  PENDING: MetricName.JOBS_PENDING,
  RUNNABLE: MetricName.JOBS_RUNNABLE,
  STARTING: MetricName.JOBS_STARTING,
  RUNNING: MetricName.JOBS_RUNNING,
  SUCCEEDED: MetricName.JOBS_SUCCEEDED,
  FAILED: MetricName.JOBS_FAILED,
};

/** Totals over the day of every metric about jobs, calls and instances; those of the collector itself depend on the delivery, gauges on when they are taken. */
export function metricTotals(jobs: readonly Job[], prices: Prices, { calls, lives }: Pick<Surroundings, 'calls' | 'lives'>): MetricTotal[] {
  const ledger = new Ledger();
  for (const job of jobs.filter(countable)) {
    for (const entry of job.entries) if (entry.blockedReason === undefined) countEntry(ledger, job, entry);
    measureQueue(ledger, job);
    for (const attempt of job.attempts) measureAttempt(ledger, job, attempt);
  }
  for (const job of jobs.filter(hasContainers)) measureCosts(ledger, prices, job);
  for (const call of calls) countCall(ledger, call);
  for (const life of lives) countLife(ledger, life);
  return ledger.totals();
}

/** Events of pods report no compute environment. */
function dimensionsOf(job: Job, attempt?: Attempt): Record<string, string | undefined> {
  const environment = attempt?.placement?.environment;
  return {
    [DimensionName.JOB_QUEUE]: job.queue.name,
    [DimensionName.COMPUTE_ENVIRONMENT]: environment && environment.type !== 'EKS' ? environment.name : undefined,
  };
}

/** Before a job has a place, no compute environment is known. */
function countEntry(ledger: Ledger, job: Job, entry: Entry): void {
  ledger.add(STATE_METRIC[entry.state], 1000, dimensionsOf(job, attemptOfEntry(job, entry)));
}

/** The attempt whose place an entry is counted with. */
export function attemptOfEntry(job: Job, { state, finished }: Entry): Attempt | undefined {
  if (state === 'SUCCEEDED' || state === 'FAILED') return job.attempts[job.attempts.length - 1];
  return state === 'STARTING' || state === 'RUNNING' ? job.attempts[finished] : undefined;
}

function measureQueue(ledger: Ledger, job: Job): void {
  const runnable = job.entries.find((entry) => entry.state === 'RUNNABLE');
  if (runnable) ledger.add(MetricName.QUEUED_SECONDS, Math.max(0, toSecond(runnable.at) - job.createdAt), dimensionsOf(job));
  const { queuedSince, stoppedAt } = ended(job);
  if (queuedSince !== undefined) ledger.add(MetricName.RUNNABLE_SECONDS, Math.max(0, stoppedAt - queuedSince), dimensionsOf(job));
}

function measureAttempt(ledger: Ledger, job: Job, attempt: Attempt): void {
  const { runnable, starting, running } = spans(attempt);
  const started = attempt.startedAt !== undefined;
  const placed = dimensionsOf(job, attempt);
  ledger.add(MetricName.RUNNABLE_SECONDS, runnable, dimensionsOf(job));
  ledger.add(MetricName.STARTING_SECONDS, starting, placed);
  if (started) ledger.add(MetricName.RUNNING_SECONDS, running, placed);
  if (attempt.outcome?.failed) ledger.add(MetricName.ATTEMPTS_FAILED, 1000, placed);
  if (attempt.outcome?.failed && started) ledger.add(MetricName.LOST_SECONDS, running, placed);
  if (attempt.outcome?.spotInterruption) ledger.add(MetricName.SPOT_INTERRUPTIONS, 1000, placed);
}

/** Containers cost: those of a multi-node job belong to its nodes. */
function measureCosts(ledger: Ledger, prices: Prices, job: Job): void {
  attemptCosts(prices, job).forEach(({ own, onDemand }, index) => {
    const attempt = job.attempts[index];
    if (attempt.startedAt === undefined) return;
    if (own === undefined) return ledger.add(CostMetric.ATTEMPTS_UNPRICED, 1000, {});
    const add = (name: CostMetric, usd: number): void => ledger.add(name, usd * 1000, dimensionsOf(job, attempt), usd);
    add(CostMetric.COST_USD, own);
    if (countsAsFailed(job, attempt)) add(CostMetric.LOST_COST_USD, own);
    if (onDemand !== undefined) add(CostMetric.SAVED_USD, onDemand - own);
  });
}

function countCall(ledger: Ledger, call: RunTaskCall): void {
  const place = placeOf(call);
  ledger.add(RunTaskMetric.RUN_TASK_CALLS, 1000, place);
  if (call.attempt && !call.repeated) ledger.add(RunTaskMetric.TASKS_PLACED, 1000, place);
  for (const reason of reasonsOf(call)) ledger.add(RunTaskMetric.TASKS_NOT_PLACED, 1000, { ...place, [DimensionName.REASON]: reason });
}

function countLife(ledger: Ledger, life: Life): void {
  const amounts = amountsOf(life);
  const place = { [DimensionName.COMPUTE_ENVIRONMENT]: life.host.environment.name };
  for (const [metric, name] of INSTANCE_METRICS) {
    if (amounts[name] > 0) ledger.add(metric, Math.round(amounts[name] * 1000), place, amounts[name]);
  }
  if (amounts.Deregistered > 0) ledger.add(InstanceMetric.INSTANCE_LIFETIME_SECONDS, Math.round(amounts.LifetimeSeconds * 1000), place);
}

/** Metrics that count things. */
const INSTANCE_METRICS: readonly (readonly [InstanceMetric, keyof ReturnType<typeof amountsOf>])[] = [
  [InstanceMetric.INSTANCES_REGISTERED, 'Registered'],
  [InstanceMetric.INSTANCES_DEREGISTERED, 'Deregistered'],
  [InstanceMetric.INSTANCES_RECLAIMED, 'Reclaimed'],
  [InstanceMetric.INTERRUPTION_WARNINGS, 'Warnings'],
  [InstanceMetric.REBALANCE_RECOMMENDATIONS, 'Rebalance'],
  [InstanceMetric.REGISTERED_VCPUS, 'RegisteredVcpus'],
  [InstanceMetric.REGISTERED_MEMORY_MIB, 'RegisteredMemoryMiB'],
];
