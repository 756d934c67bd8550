import { HistoryQuery } from './history-query';
import {
  ATTEMPT_RUNS,
  countOf,
  DEFINITION_NAME,
  HAS_FAILED,
  HAS_SUCCEEDED,
  hours,
  JOB_RUNS,
  LAST_DAYS,
  MAX_LISTED,
  percent,
} from './pieces';
import { FailureCategory, PurchaseOption } from '../../domain/names/records';

const IS_INTERRUPTED = `failure_category = '${FailureCategory.SPOT_INTERRUPTION}'`;

/** What failed, why, and what it cost. */
export const FAILURE_QUERIES: readonly HistoryQuery[] = [
  {
    id: 'FailuresByReason',
    name: 'Failures by reason',
    description:
      'Why jobs failed in the last 30 days, the most frequent reason first, with the last job as an example. Ids in reasons are replaced by *, so that equal reasons are one row.',
    sql: `select
  failure_category,
  regexp_replace(coalesce(reason, status_reason), '[0-9a-f]{8,}(-[0-9a-f]{4,})*', '*') as failure_reason,
  exit_code,
  count(*) as jobs,
  count(distinct job_queue) as job_queues,
  ${hours('vcpus * lost_seconds')} as lost_vcpu_hours,
  max(stopped_at) as last_at,
  max_by(job_id, stopped_at) as last_job_id
from jobs
where ${LAST_DAYS}
  and ${JOB_RUNS}
  and ${HAS_FAILED}
group by 1, 2, 3
order by jobs desc, failure_category, failure_reason, exit_code
limit ${MAX_LISTED}`,
  },
  {
    id: 'WorkLostToSpot',
    name: 'Work lost to Spot',
    description:
      'How often Spot interruptions ended attempts in the last 30 days, by instance type and Availability Zone, and the work that was lost: the running time of these attempts.',
    sql: `select
  instance_type,
  availability_zone,
  count(*) as attempts,
  ${countOf(IS_INTERRUPTED)} as interrupted,
  ${percent(countOf(IS_INTERRUPTED), 'count(*)')} as interrupted_percent,
  ${hours(`case when ${IS_INTERRUPTED} then running_seconds end`)} as lost_hours,
  ${hours(`case when ${IS_INTERRUPTED} then vcpus * running_seconds end`)} as lost_vcpu_hours
from attempts
where ${LAST_DAYS}
  and ${ATTEMPT_RUNS}
  and (purchase_option in ('${PurchaseOption.SPOT}', '${PurchaseOption.FARGATE_SPOT}') or ${IS_INTERRUPTED})
group by instance_type, availability_zone
order by lost_vcpu_hours desc nulls last, attempts desc, instance_type, availability_zone`,
  },
  {
    id: 'RetriesThatHelped',
    name: 'Retries that helped',
    description:
      'Of the jobs of the last 30 days that were retried: how many succeeded, by what the earlier attempts failed of. Where retries seldom help, evaluateOnExit of the job definition can save them.',
    sql: `select
  ${DEFINITION_NAME} as job_definition_name,
  failure_category,
  count(*) as retried_attempts,
  count(distinct job_id) as jobs,
  count(distinct case when ${HAS_SUCCEEDED} then job_id end) as jobs_succeeded,
  ${percent(`count(distinct case when ${HAS_SUCCEEDED} then job_id end)`, 'count(distinct job_id)')} as succeeded_percent,
  ${hours('vcpus * running_seconds')} as lost_vcpu_hours
from attempts
where ${LAST_DAYS}
  and ${ATTEMPT_RUNS}
  and not is_last
group by 1, 2
order by retried_attempts desc, job_definition_name, failure_category`,
  },
];
