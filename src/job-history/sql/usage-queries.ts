import { HistoryQuery } from './history-query';
import { ATTEMPT_RUNS, countOf, DEFINITION_NAME, HAS_SUCCEEDED, hours, JOB_RUNS, LAST_DAYS, minutes } from './pieces';
import { FailureCategory } from '../../domain/names/records';

/** What jobs used, of what they requested. */
export const USAGE_QUERIES: readonly HistoryQuery[] = [
  {
    id: 'VcpuHoursByTag',
    name: 'vCPU-hours by tag',
    description:
      "What jobs of the last 30 days requested while they ran, by the value of a tag. Replace 'Project' by the key of another tag: records have those in tagKeys of the collector.",
    sql: `select
  element_at(tags, 'Project') as tag_value,
  count(*) as jobs,
  ${hours('vcpus * total_running_seconds')} as vcpu_hours,
  ${hours('memory_mib / 1024 * total_running_seconds')} as memory_gib_hours,
  ${hours('gpus * total_running_seconds')} as gpu_hours,
  ${hours('vcpus * lost_seconds')} as lost_vcpu_hours
from jobs
where ${LAST_DAYS}
  and ${JOB_RUNS}
group by 1
order by vcpu_hours desc nulls last, tag_value`,
  },
  {
    id: 'VcpuHoursByCapacity',
    name: 'vCPU-hours by capacity',
    description: 'Where attempts of the last 30 days ran: vCPU-hours by purchase option and instance type, each attempt at its own.',
    sql: `select
  purchase_option,
  instance_type,
  count(*) as attempts,
  ${hours('running_seconds')} as running_hours,
  ${hours('vcpus * running_seconds')} as vcpu_hours,
  ${hours('gpus * running_seconds')} as gpu_hours
from attempts
where ${LAST_DAYS}
  and ${ATTEMPT_RUNS}
  and running_seconds is not null
group by purchase_option, instance_type
order by vcpu_hours desc nulls last, purchase_option, instance_type`,
  },
  {
    id: 'RightSizing',
    name: 'Right-sizing candidates',
    description:
      'Job definitions that ran with different requests in the last 30 days, or out of memory. Records have requests and times, not use: compare vCPU-hours for each success ' +
      'between the requests of a definition, and raise memory where attempts ran out of it. What a container used is in Container Insights.',
    sql: `select
  job_definition_name,
  vcpus,
  memory_mib,
  gpus,
  jobs,
  succeeded,
  out_of_memory,
  ${minutes('median_seconds')} as median_minutes,
  round(vcpu_seconds / 3600 / nullif(succeeded, 0), 2) as vcpu_hours_per_success
from (
  select
    *,
    count(*) over (partition by job_definition_name) as requests,
    sum(out_of_memory) over (partition by job_definition_name) as out_of_memory_in_all
  from (
    select
      ${DEFINITION_NAME} as job_definition_name,
      vcpus,
      memory_mib,
      gpus,
      count(*) as jobs,
      ${countOf(HAS_SUCCEEDED)} as succeeded,
      ${countOf(`failure_category = '${FailureCategory.OUT_OF_MEMORY}'`)} as out_of_memory,
      approx_percentile(case when ${HAS_SUCCEEDED} then total_running_seconds end, 0.5) as median_seconds,
      sum(vcpus * total_running_seconds) as vcpu_seconds
    from jobs
    where ${LAST_DAYS}
      and ${JOB_RUNS}
    group by 1, 2, 3, 4
  ) as by_request
) as compared
where requests > 1 or out_of_memory_in_all > 0
order by job_definition_name, vcpus, memory_mib, gpus`,
  },
];
