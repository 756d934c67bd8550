/** SQL over the views of the history, for Trino. */
import { isChosenIn, JOB_QUEUE_VARIABLE } from './chosen-values';
import { DEFINITION, FROM, SINCE, TO, viewOf, where } from './sql-pieces';
import { JOB_DEFINITION_VARIABLE, JOB_VARIABLE, STATUS_VARIABLE } from './variable-names';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';

const JOBS = viewOf('jobs');
const ATTEMPTS = viewOf('attempts');

/**
 * Jobs that existed at some time in the range: they were submitted before its end and stopped after its beginning. A job is in the partition of the day on
 * which it stopped, so that no day before the range is read; later ones are, because a job of the range can stop after it.
 */
const IN_RANGE = [`day >= ${SINCE}`, `stopped_at >= ${FROM}`, `coalesce(created_at, started_at, stopped_at) <= ${TO}`];

const TASK_ID = `regexp_extract(task_arn, '[^/]+$')`;
/** Array jobs and nodes are listed, and not counted: their children, and the multi-node job, are. */
const COUNTED = ['array_size is null', 'node_parent_id is null'];

const CHOSEN_QUEUES = isChosenIn('job_queue', JOB_QUEUE_VARIABLE, Placeholder.NAMESPACE);
const CHOSEN = [CHOSEN_QUEUES, isChosenIn(DEFINITION, JOB_DEFINITION_VARIABLE), isChosenIn('status', STATUS_VARIABLE)];
/** The jobs whose attempts, tasks and instances are shown. */
const IN_FOCUS = [...IN_RANGE, ...CHOSEN, isChosenIn('job_id', JOB_VARIABLE)];

const minutes = (seconds: string): string => `round(${seconds} / 60, 1)`;
const hours = (seconds: string): string => `round(sum(${seconds}) / 3600, 2)`;

/** Rows of a table that people read. */
const MAX_ROWS = 1000;
/** A search for metrics of these takes at most 1,024 characters, and a chart of more tasks cannot be read. */
const MAX_INSTANCES = 20;
const MAX_TASKS = 50;

export const JOB_QUEUES_SQL = `select distinct job_queue from ${JOBS}\n${where([...IN_RANGE, 'job_queue is not null'])}\norder by 1`;

export const JOB_DEFINITIONS_SQL = `select distinct ${DEFINITION} as name from ${JOBS}\n${where([...IN_RANGE, CHOSEN_QUEUES, 'job_definition is not null'])}\norder by 1`;

export const JOB_IDS_SQL = `select job_id from ${JOBS}\n${where([...IN_RANGE, ...CHOSEN])}\norder by stopped_at desc, job_id\nlimit ${MAX_ROWS}`;

/** Tasks and instances of every attempt, the latest first. The view of attempts has no times of the job, so that it is joined. */
const latest = (value: string, name: string, limit: number): string =>
  `select ${name} from (
  select ${value} as ${name}, max(coalesce(attempts.stopped_at, chosen.stopped_at)) as last_seen
  from (select day, account, region, job_id, stopped_at from ${JOBS}
  ${where(IN_FOCUS)}) as chosen
  join ${ATTEMPTS} as attempts on attempts.day = chosen.day and attempts.job_id = chosen.job_id and attempts.day >= ${SINCE}
  where ${value} is not null
  group by 1
) as seen
order by last_seen desc, ${name}
limit ${limit}`;

export const TASK_IDS_SQL = latest(TASK_ID, 'task_id', MAX_TASKS);
export const INSTANCE_IDS_SQL = latest('instance_id', 'instance_id', MAX_INSTANCES);

/** The jobs of the range, EC2 and Fargate, single and array, also those that never ran. */
export const JOBS_SQL = `select
  job_id,
  job_name,
  status,
  failure_category,
  created_at,
  started_at,
  stopped_at,
  ${minutes('total_runnable_seconds')} as runnable_minutes,
  ${minutes('total_running_seconds')} as running_minutes,
  attempt_count,
  job_queue,
  job_definition,
  vcpus,
  memory_mib,
  gpus,
  platform,
  purchase_option,
  instance_type,
  availability_zone,
  instance_id,
  ${TASK_ID} as task_id,
  exit_code,
  coalesce(reason, status_reason) as reason,
  array_parent_id,
  array_size,
  log_group,
  log_stream
from ${JOBS}
${where([...IN_RANGE, ...CHOSEN])}
order by stopped_at desc, job_id
limit ${MAX_ROWS}`;

/** Every attempt of the jobs in focus. */
export const ATTEMPTS_SQL = `select
  attempts.job_id,
  attempts.job_name,
  attempts.attempt,
  attempts.is_last,
  attempts.started_at,
  attempts.stopped_at,
  ${minutes('attempts.runnable_seconds')} as runnable_minutes,
  ${minutes('attempts.starting_seconds')} as starting_minutes,
  ${minutes('attempts.running_seconds')} as running_minutes,
  attempts.exit_code,
  attempts.failure_category,
  attempts.reason,
  attempts.purchase_option,
  attempts.instance_type,
  attempts.availability_zone,
  attempts.instance_id,
  regexp_extract(attempts.task_arn, '[^/]+$') as task_id,
  attempts.log_stream
from (select day, job_id, stopped_at from ${JOBS}
  ${where(IN_FOCUS)}) as chosen
join ${ATTEMPTS} as attempts on attempts.day = chosen.day and attempts.job_id = chosen.job_id and attempts.day >= ${SINCE}
order by chosen.stopped_at desc, attempts.job_id, attempts.attempt
limit ${MAX_ROWS}`;

const OF_COUNTED = where([...IN_RANGE, ...CHOSEN, ...COUNTED]);
const OF_FAILED = where([...IN_RANGE, ...CHOSEN, ...COUNTED, `status = 'FAILED'`]);

export const FAILURES_SQL = `select
  count(*) as failed_jobs,
  failure_category,
  exit_code,
  coalesce(reason, status_reason) as reason,
  count(distinct job_queue) as job_queues,
  max(stopped_at) as latest
from ${JOBS}
${OF_FAILED}
group by failure_category, exit_code, coalesce(reason, status_reason)
order by failed_jobs desc, latest desc
limit 100`;

/** One line for each category. */
export const FAILURES_OVER_TIME_SQL = `select
  date_trunc('hour', stopped_at) as time,
  coalesce(failure_category, 'UNKNOWN') as failure_category,
  count(*) as failed_jobs
from ${JOBS}
${OF_FAILED}
group by 1, 2
order by 1, 2`;

export const WAITS_SQL = `select
  job_queue,
  count(*) as jobs,
  count(total_runnable_seconds) as waits,
  ${minutes('approx_percentile(queued_seconds, 0.5)')} as queued_median_minutes,
  ${minutes('approx_percentile(total_runnable_seconds, 0.5)')} as runnable_median_minutes,
  ${minutes('approx_percentile(total_runnable_seconds, 0.95)')} as runnable_p95_minutes,
  ${minutes('max(total_runnable_seconds)')} as runnable_max_minutes,
  ${minutes('approx_percentile(total_starting_seconds, 0.5)')} as starting_median_minutes,
  ${minutes('approx_percentile(total_running_seconds, 0.5)')} as running_median_minutes
from ${JOBS}
${OF_COUNTED}
group by job_queue
order by jobs desc, job_queue`;

export const LONGEST_WAITS_SQL = `select
  job_id,
  job_name,
  job_queue,
  job_definition,
  ${minutes('total_runnable_seconds')} as runnable_minutes,
  ${minutes('queued_seconds')} as queued_minutes,
  vcpus,
  memory_mib,
  gpus,
  status,
  stopped_at
from ${JOBS}
${where([...IN_RANGE, ...CHOSEN, ...COUNTED, 'total_runnable_seconds > 0'])}
order by total_runnable_seconds desc, job_id
limit 50`;

/** Array jobs by the children that stopped: children that still run are not in the history. */
export const ARRAY_JOBS_SQL = `select
  array_parent_id as job_id,
  max(job_name) as job_name,
  max(job_queue) as job_queue,
  count(*) as children_stopped,
  count_if(status = 'SUCCEEDED') as succeeded,
  count_if(status = 'FAILED') as failed,
  sum(attempt_count) as attempts,
  sum(spot_interruptions) as spot_interruptions,
  min(created_at) as first_created_at,
  max(stopped_at) as last_stopped_at,
  ${minutes('max(total_running_seconds)')} as longest_running_minutes,
  ${hours('vcpus * total_running_seconds')} as vcpu_hours
from ${JOBS}
${where([...IN_RANGE, ...CHOSEN, 'array_parent_id is not null'])}
group by array_parent_id
order by last_stopped_at desc, job_id
limit 200`;

/** What retries cost: jobs by the number of their attempts. */
export const RETRIES_SQL = `select
  ${DEFINITION} as job_definition,
  count(*) as jobs,
  count_if(attempt_count > 1) as retried_jobs,
  sum(attempt_count) as attempts,
  sum(spot_interruptions) as spot_interruptions,
  ${hours('lost_seconds')} as lost_hours,
  ${hours('vcpus * lost_seconds')} as lost_vcpu_hours
from ${JOBS}
${OF_COUNTED}
group by ${DEFINITION}
order by lost_hours desc nulls last, job_definition
limit 50`;
