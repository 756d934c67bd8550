import { maximum, minutes, ordered, percent, round, times, divided, hours } from './arithmetic';
import { attemptsOf, dayOf, grouped, runsOf } from './jobs';
import { Truth, WindowOf } from './truth';
import { totalsOf } from './views';
import { JobRecord } from '../../../../src/domain/names/job-record-fields';

const MAX_LISTED = 100;
export const first100 = <T>(rows: readonly T[]): T[] => rows.slice(0, MAX_LISTED);

const jobsOfOneDay: Truth = (jobs, { yesterday }) =>
  ordered(
    grouped(runsOf(jobs.filter((job) => dayOf(job) === yesterday)), ({ JobQueue: queue }) => [queue ?? null] as const).map(
      ([[queue], group]) => {
        const { runnable_seconds: runnable, waits, vcpu_hours: vcpuHours, lost_vcpu_hours: lost, ...totals } = totalsOf(group);
        return {
          job_queue: queue,
          jobs: totals.jobs,
          succeeded: totals.succeeded,
          failed: totals.failed,
          attempts: totals.attempts,
          spot_interruptions: totals.spot_interruptions,
          runnable_minutes_avg: waits === 0 ? null : minutes(divided(runnable, waits)),
          vcpu_hours: round(vcpuHours, 2),
          lost_vcpu_hours: round(lost, 2),
        };
      },
    ),
    '-jobs',
    'job_queue',
  );

const jobsByDay: Truth = (jobs, { from }) =>
  ordered(
    grouped(runsOf(since(jobs, from)), (job) => [dayOf(job)] as const).map(([[day], group]) => {
      const { jobs: count, failed, vcpu_hours: vcpuHours, lost_vcpu_hours: lost } = totalsOf(group);
      return {
        day,
        jobs: count,
        failed,
        failed_percent: percent(failed, count),
        vcpu_hours: round(vcpuHours, 2),
        lost_vcpu_hours: round(lost, 2),
      };
    }),
    '-day',
  );

const longestJobs: Truth = (jobs, { from }) =>
  first100(
    [...runsOf(since(jobs, from))]
      .filter(({ TotalRunningSeconds: seconds }) => seconds !== undefined)
      .sort((a, b) => (b.TotalRunningSeconds as number) - (a.TotalRunningSeconds as number) || (a.JobId < b.JobId ? -1 : 1))
      .map((job) => ({
        day: dayOf(job),
        job_queue: job.JobQueue ?? null,
        job_name: job.JobName ?? null,
        job_id: job.JobId,
        status: job.Status,
        running_minutes: minutes(job.TotalRunningSeconds),
        attempt_count: job.AttemptCount,
        vcpus: job.Vcpus ?? null,
        memory_mib: job.MemoryMiB ?? null,
        gpus: job.Gpus ?? null,
        instance_type: job.InstanceType ?? null,
        purchase_option: job.PurchaseOption ?? null,
      })),
  );

const arrayJobs: Truth = (jobs, { from }) =>
  ordered(
    grouped(
      since(jobs, from).filter(({ ArrayParentId: parent }) => parent !== undefined),
      ({ ArrayParentId: parent }) => [parent as string] as const,
    ).map(([[parent], children]) => ({
      array_parent_id: parent,
      job_queue: last(children.map(({ JobQueue: queue }) => queue)),
      job_name: last(children.map(({ JobName: name }) => name)),
      children: children.length,
      failed: children.filter(({ Status: status }) => status === 'FAILED').length,
      first_created_at:
        children
          .map(({ CreatedAt: created }) => created)
          .filter((time) => time !== undefined)
          .sort()[0] ?? null,
      last_stopped_at: last(children.map(({ StoppedAt: stopped }) => stopped)),
      longest_running_minutes: minutes(maximum(children.map(({ TotalRunningSeconds: seconds }) => seconds))),
      vcpu_hours: hours(children.map((job) => times(job.Vcpus, job.TotalRunningSeconds))),
    })),
    '-last_stopped_at',
    'array_parent_id',
  );

const attemptsOfAJob: Truth = (jobs, { from }) =>
  first100(
    ordered(
      attemptsOf(since(jobs, from).filter(({ JobName: name }) => name === 'my-job')).map(({ job, attempt, isLast }) => ({
        day: dayOf(job),
        job_id: job.JobId,
        attempt: attempt.Number,
        is_last: isLast,
        job_status: job.Status,
        started_at: attempt.StartedAt ?? null,
        stopped_at: attempt.StoppedAt ?? null,
        runnable_minutes: minutes(attempt.RunnableSeconds),
        running_minutes: minutes(attempt.RunningSeconds),
        exit_code: attempt.ExitCode ?? null,
        failure_category: attempt.FailureCategory ?? null,
        reason: attempt.Reason ?? null,
        instance_type: attempt.InstanceType ?? null,
        availability_zone: attempt.AvailabilityZone ?? null,
        purchase_option: attempt.PurchaseOption ?? null,
        log_stream: attempt.LogStream ?? null,
      })),
      '-day',
      'job_id',
      'attempt',
    ),
  );

/** The greatest text. */
const last = (texts: readonly (string | undefined)[]): string | null =>
  texts
    .filter((text) => text !== undefined)
    .sort()
    .at(-1) ?? null;
export const since = (jobs: readonly JobRecord[], from: WindowOf['from']): JobRecord[] => jobs.filter((job) => dayOf(job) >= from);

export const JOB_TRUTH = {
  JobsOfOneDay: jobsOfOneDay,
  JobsByDay: jobsByDay,
  LongestJobs: longestJobs,
  ArrayJobs: arrayJobs,
  AttemptsOfAJob: attemptsOfAJob,
};
