import { HistoryQuery } from './history-query';
import { JOB_RUNS, LAST_DAYS, ATTEMPT_RUNS, MAX_LISTED, minutes, spreadOf } from './pieces';

/** Why jobs did not run at once. */
export const WAIT_QUERIES: readonly HistoryQuery[] = [
  {
    id: 'SlowestWaits',
    name: 'Slowest waits',
    description: `The ${MAX_LISTED} jobs that waited longest in RUNNABLE, for capacity, in the last 30 days, with what they requested and where they ran.`,
    sql: `select
  day,
  job_queue,
  job_name,
  job_id,
  ${minutes('total_runnable_seconds')} as runnable_minutes,
  ${minutes('queued_seconds')} as queued_minutes,
  vcpus,
  memory_mib,
  gpus,
  compute_environment,
  instance_type,
  status,
  status_reason
from jobs
where ${LAST_DAYS}
  and ${JOB_RUNS}
  and total_runnable_seconds is not null
order by total_runnable_seconds desc, job_id
limit ${MAX_LISTED}`,
  },
  {
    id: 'WaitsByQueue',
    name: 'Waits by job queue',
    description: 'How long jobs of each job queue waited in RUNNABLE in the last 30 days: median, 95th percentile and maximum.',
    sql: `select
  job_queue,
  count(total_runnable_seconds) as jobs,
  ${spreadOf('total_runnable_seconds')}
from jobs
where ${LAST_DAYS}
  and ${JOB_RUNS}
group by job_queue
order by p95_minutes desc nulls last, job_queue`,
  },
  {
    id: 'WaitsByHour',
    name: 'Waits by hour of the day',
    description: 'How long jobs waited in RUNNABLE in the last 30 days, by the UTC hour in which they entered it: when capacity is scarce.',
    sql: `select
  hour(runnable_at) as hour_utc,
  count(total_runnable_seconds) as jobs,
  ${spreadOf('total_runnable_seconds')}
from jobs
where ${LAST_DAYS}
  and ${JOB_RUNS}
  and runnable_at is not null
group by hour(runnable_at)
order by hour_utc`,
  },
  {
    id: 'StartsByInstanceType',
    name: 'Starts by instance type',
    description:
      'How long attempts of the last 30 days were in STARTING: placed, and pulling images. Attempts without an instance type ran on Fargate, or their instance is unknown.',
    sql: `select
  instance_type,
  purchase_option,
  count(starting_seconds) as attempts,
  ${spreadOf('starting_seconds')}
from attempts
where ${LAST_DAYS}
  and ${ATTEMPT_RUNS}
  and starting_seconds is not null
group by instance_type, purchase_option
order by p95_minutes desc nulls last, instance_type, purchase_option`,
  },
];
