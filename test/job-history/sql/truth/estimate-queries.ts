import { hours, ordered, round, sum, times } from './arithmetic';
import { since } from './job-queries';
import { attemptsOf, grouped } from './jobs';
import { Truth } from './truth';
import { JobRecord } from '../../../../src/domain/names/job-record-fields';

type Amount = number | undefined;
const less = (amount: Amount, other: Amount): number | null => (amount === undefined || other === undefined ? null : amount - other);
const cents = (amounts: readonly (number | null | undefined)[]): number | null => round(sum(amounts), 2);

const withContainers = (jobs: readonly JobRecord[]): JobRecord[] =>
  jobs.filter(({ ArraySize: size, NodeCount: nodes }) => size === undefined && nodes === undefined);

const amountsOf = (group: readonly JobRecord[]) => ({
  jobs: group.length,
  jobs_without_cost: group.filter(({ CostUsd: cost }) => cost === undefined).length,
  cost_usd: cents(group.map(({ CostUsd: cost }) => cost)),
  lost_cost_usd: cents(group.map(({ LostCostUsd: cost }) => cost)),
  saved_usd: cents(group.map(({ OnDemandCostUsd: onDemand, CostUsd: cost }) => less(onDemand, cost))),
  missed_usd: cents(group.map(({ CostUsd: cost, SpotCostUsd: spot }) => less(cost, spot))),
});

const byJobQueue: Truth = (jobs, { from }) =>
  ordered(
    grouped(withContainers(since(jobs, from)), (job) => [job.JobQueue ?? null, job.ComputeEnvironment ?? null] as const).map(
      ([[queue, environment], group]) => ({ job_queue: queue, compute_environment: environment, ...amountsOf(group) }),
    ),
    '-cost_usd',
    'job_queue',
    'compute_environment',
  );

const byJobDefinition: Truth = (jobs, { from }) =>
  ordered(
    grouped(withContainers(since(jobs, from)), (job) => [job.JobDefinition ?? null] as const).map(([[definition], group]) => ({
      job_definition: definition,
      ...amountsOf(group),
      vcpu_hours: hours(group.map((job) => (job.CostUsd === undefined ? null : times(job.Vcpus, job.TotalRunningSeconds)))),
    })),
    '-cost_usd',
    'job_definition',
  );

const kept = (seconds: Amount): number | undefined => (seconds === undefined ? undefined : Math.floor(seconds / 1800) * 1800);

const lossByCause: Truth = (jobs, { from }) =>
  ordered(
    grouped(
      attemptsOf(since(jobs, from)).filter(({ job, attempt }) => job.NodeCount === undefined && attempt.FailureCategory !== undefined),
      ({ attempt }) => [attempt.FailureCategory ?? null] as const,
    ).map(([[category], group]) => ({
      failure_category: category,
      attempts: group.length,
      attempts_without_cost: group.filter(({ attempt }) => attempt.CostUsd === undefined).length,
      lost_hours: hours(group.map(({ attempt }) => attempt.RunningSeconds)),
      lost_usd: cents(group.map(({ attempt }) => attempt.CostUsd)),
      kept_hours: hours(group.map(({ attempt }) => kept(attempt.RunningSeconds))),
      kept_usd: cents(
        group.map(({ attempt: { CostUsd: cost, RunningSeconds: seconds } }) =>
          seconds === 0 || seconds === undefined ? null : times(cost, kept(seconds), 1 / seconds),
        ),
      ),
    })),
    '-lost_usd',
    'failure_category',
  );

export const ESTIMATE_TRUTH = {
  EstimatedCostByJobQueue: byJobQueue,
  EstimatedCostByJobDefinition: byJobDefinition,
  EstimatedLossByCause: lossByCause,
};
