import { countKnown, minutes, ordered, spreadOf } from './arithmetic';
import { first100, since } from './job-queries';
import { attemptRunsOf, dayOf, grouped, runsOf } from './jobs';
import { Truth } from './truth';

const slowestWaits: Truth = (jobs, { from }) =>
  first100(
    [...runsOf(since(jobs, from))]
      .filter(({ TotalRunnableSeconds: seconds }) => seconds !== undefined)
      .sort((a, b) => (b.TotalRunnableSeconds as number) - (a.TotalRunnableSeconds as number) || (a.JobId < b.JobId ? -1 : 1))
      .map((job) => ({
        day: dayOf(job),
        job_queue: job.JobQueue ?? null,
        job_name: job.JobName ?? null,
        job_id: job.JobId,
        runnable_minutes: minutes(job.TotalRunnableSeconds),
        queued_minutes: minutes(job.QueuedSeconds),
        vcpus: job.Vcpus ?? null,
        memory_mib: job.MemoryMiB ?? null,
        gpus: job.Gpus ?? null,
        compute_environment: job.ComputeEnvironment ?? null,
        instance_type: job.InstanceType ?? null,
        status: job.Status,
        status_reason: job.StatusReason ?? null,
      })),
  );

const waitsByQueue: Truth = (jobs, { from }) =>
  ordered(
    grouped(runsOf(since(jobs, from)), ({ JobQueue: queue }) => [queue ?? null] as const).map(([[queue], group]) => {
      const waits = group.map(({ TotalRunnableSeconds: seconds }) => seconds);
      return { job_queue: queue, jobs: countKnown(waits), ...spreadOf(waits) };
    }),
    '-p95_minutes',
    'job_queue',
  );

const waitsByHour: Truth = (jobs, { from }) =>
  ordered(
    grouped(
      runsOf(since(jobs, from)).filter(({ RunnableAt: runnable }) => runnable !== undefined),
      ({ RunnableAt: runnable }) => [new Date(runnable as string).getUTCHours()] as const,
    ).map(([[hour], group]) => {
      const waits = group.map(({ TotalRunnableSeconds: seconds }) => seconds);
      return { hour_utc: hour, jobs: countKnown(waits), ...spreadOf(waits) };
    }),
    'hour_utc',
  );

const startsByInstanceType: Truth = (jobs, { from }) =>
  ordered(
    grouped(
      attemptRunsOf(since(jobs, from)).filter(({ attempt }) => attempt.StartingSeconds !== undefined),
      ({ attempt }) => [attempt.InstanceType ?? null, attempt.PurchaseOption ?? null] as const,
    ).map(([[instanceType, purchaseOption], group]) => ({
      instance_type: instanceType,
      purchase_option: purchaseOption,
      attempts: group.length,
      ...spreadOf(group.map(({ attempt }) => attempt.StartingSeconds)),
    })),
    '-p95_minutes',
    'instance_type',
    'purchase_option',
  );

export const WAIT_TRUTH = {
  SlowestWaits: slowestWaits,
  WaitsByQueue: waitsByQueue,
  WaitsByHour: waitsByHour,
  StartsByInstanceType: startsByInstanceType,
};
