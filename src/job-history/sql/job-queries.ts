import { HistoryQuery } from './history-query';
import { countOf, HAS_FAILED, hours, JOB_RUNS, LAST_DAYS, MAX_LISTED, minutes, percent, YESTERDAY } from './pieces';

/** Which jobs there were. */
export const JOB_QUERIES: readonly HistoryQuery[] = [
  {
    id: 'JobsOfOneDay',
    name: 'Jobs of one day by queue',
    description: "What stopped yesterday, in UTC, by job queue. For another day, write it as '2026-01-31' in place of the expression.",
    sql: `select
  job_queue,
  sum(jobs) as jobs,
  sum(succeeded) as succeeded,
  sum(failed) as failed,
  sum(attempts) as attempts,
  sum(spot_interruptions) as spot_interruptions,
  ${minutes('sum(runnable_seconds) / nullif(sum(waits), 0)')} as runnable_minutes_avg,
  round(sum(vcpu_hours), 2) as vcpu_hours,
  round(sum(lost_vcpu_hours), 2) as lost_vcpu_hours
from jobs_by_day
where ${YESTERDAY}
group by job_queue
order by jobs desc, job_queue`,
  },
  {
    id: 'JobsByDay',
    name: 'Jobs by day',
    description: 'Jobs, failures and vCPU-hours of each of the last 30 days, in UTC.',
    sql: `select
  day,
  sum(jobs) as jobs,
  sum(failed) as failed,
  ${percent('sum(failed)', 'sum(jobs)')} as failed_percent,
  round(sum(vcpu_hours), 2) as vcpu_hours,
  round(sum(lost_vcpu_hours), 2) as lost_vcpu_hours
from jobs_by_day
where ${LAST_DAYS}
group by day
order by day desc`,
  },
  {
    id: 'LongestJobs',
    name: 'Longest jobs',
    description: `The ${MAX_LISTED} jobs of the last 30 days that ran longest, over all their attempts.`,
    sql: `select
  day,
  job_queue,
  job_name,
  job_id,
  status,
  ${minutes('total_running_seconds')} as running_minutes,
  attempt_count,
  vcpus,
  memory_mib,
  gpus,
  instance_type,
  purchase_option
from jobs
where ${LAST_DAYS}
  and ${JOB_RUNS}
  and total_running_seconds is not null
order by total_running_seconds desc, job_id
limit ${MAX_LISTED}`,
  },
  {
    id: 'ArrayJobs',
    name: 'Array jobs',
    description:
      'Array jobs whose children stopped in the last 30 days: children, failures, the time from the first submission to the last stop, and the child that ran longest.',
    sql: `select
  array_parent_id,
  max(job_queue) as job_queue,
  max(job_name) as job_name,
  count(*) as children,
  ${countOf(HAS_FAILED)} as failed,
  min(created_at) as first_created_at,
  max(stopped_at) as last_stopped_at,
  ${minutes('max(total_running_seconds)')} as longest_running_minutes,
  ${hours('vcpus * total_running_seconds')} as vcpu_hours
from jobs
where ${LAST_DAYS}
  and array_parent_id is not null
group by array_parent_id
order by last_stopped_at desc, array_parent_id
limit ${MAX_LISTED}`,
  },
  {
    id: 'AttemptsOfAJob',
    name: 'Attempts of a job',
    description:
      "Every attempt of the jobs with a name, of the last 30 days: where it ran, how it ended, and where its log is. Replace 'my-job'.",
    sql: `select
  day,
  job_id,
  attempt,
  is_last,
  status as job_status,
  started_at,
  stopped_at,
  ${minutes('runnable_seconds')} as runnable_minutes,
  ${minutes('running_seconds')} as running_minutes,
  exit_code,
  failure_category,
  reason,
  instance_type,
  availability_zone,
  purchase_option,
  log_stream
from attempts
where ${LAST_DAYS}
  and job_name = 'my-job'
order by day desc, job_id, attempt
limit ${MAX_LISTED}`,
  },
];
