import { hours, ordered, percent, times } from './arithmetic';
import { first100, since } from './job-queries';
import { attemptRunsOf, definitionOf, grouped, JobAttempt, runsOf } from './jobs';
import { Truth } from './truth';

const failuresByReason: Truth = (jobs, { from }) =>
  first100(
    ordered(
      grouped(
        runsOf(since(jobs, from)).filter(({ Status: status }) => status === 'FAILED'),
        (job) => {
          const reason = (job.Reason ?? job.StatusReason)?.replaceAll(/[0-9a-f]{8,}(-[0-9a-f]{4,})*/g, '*');
          return [job.FailureCategory ?? null, reason ?? null, job.ExitCode ?? null] as const;
        },
      ).map(([[category, reason, exitCode], group]) => {
        const [latest] = [...group].sort((a, b) => (a.StoppedAt < b.StoppedAt ? 1 : -1));
        return {
          failure_category: category,
          failure_reason: reason,
          exit_code: exitCode,
          jobs: group.length,
          job_queues: new Set(group.flatMap(({ JobQueue: queue }) => queue ?? [])).size,
          lost_vcpu_hours: hours(group.map((job) => times(job.Vcpus, job.LostSeconds))),
          last_at: latest.StoppedAt,
          last_job_id: latest.JobId,
        };
      }),
      '-jobs',
      'failure_category',
      'failure_reason',
      'exit_code',
    ),
  );

const isInterrupted = ({ attempt }: JobAttempt): boolean => attempt.FailureCategory === 'SPOT_INTERRUPTION';

const workLostToSpot: Truth = (jobs, { from }) =>
  ordered(
    grouped(
      attemptRunsOf(since(jobs, from)).filter((each) => each.attempt.PurchaseOption?.endsWith('SPOT') || isInterrupted(each)),
      ({ attempt }) => [attempt.InstanceType ?? null, attempt.AvailabilityZone ?? null] as const,
    ).map(([[instanceType, zone], group]) => {
      const interrupted = group.filter(isInterrupted);
      return {
        instance_type: instanceType,
        availability_zone: zone,
        attempts: group.length,
        interrupted: interrupted.length,
        interrupted_percent: percent(interrupted.length, group.length),
        lost_hours: hours(interrupted.map(({ attempt }) => attempt.RunningSeconds)),
        lost_vcpu_hours: hours(interrupted.map(({ job, attempt }) => times(job.Vcpus, attempt.RunningSeconds))),
      };
    }),
    '-lost_vcpu_hours',
    '-attempts',
    'instance_type',
    'availability_zone',
  );

const retriesThatHelped: Truth = (jobs, { from }) =>
  ordered(
    grouped(
      attemptRunsOf(since(jobs, from)).filter(({ isLast }) => !isLast),
      ({ job, attempt }) => [definitionOf(job), attempt.FailureCategory ?? null] as const,
    ).map(([[definition, category], group]) => {
      const retried = new Set(group.map(({ job }) => job.JobId)).size;
      const succeeded = new Set(group.flatMap(({ job }) => (job.Status === 'SUCCEEDED' ? job.JobId : []))).size;
      return {
        job_definition_name: definition,
        failure_category: category,
        retried_attempts: group.length,
        jobs: retried,
        jobs_succeeded: succeeded,
        succeeded_percent: percent(succeeded, retried),
        lost_vcpu_hours: hours(group.map(({ job, attempt }) => times(job.Vcpus, attempt.RunningSeconds))),
      };
    }),
    '-retried_attempts',
    'job_definition_name',
    'failure_category',
  );

export const FAILURE_TRUTH = {
  FailuresByReason: failuresByReason,
  WorkLostToSpot: workLostToSpot,
  RetriesThatHelped: retriesThatHelped,
};
