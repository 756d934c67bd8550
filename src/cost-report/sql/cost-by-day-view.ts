import { AMOUNTS, COMPLETENESS, COST_COLUMNS, CURRENCY } from './cost-columns';
import { BATCH_TAGS } from './line-items';
import { amountOf, INCOMPLETE, isGpu } from './pieces';
import { column } from '../../domain/history/columns';
import { HistoryView } from '../../job-history/sql/history-view';
import { DEFINITION_NAME } from '../../job-history/sql/pieces';

const GROUPS = ['day', 'billing_period', 'account', 'region', 'compute_environment', 'platform', 'job_queue', 'job_definition', 'is_known'];

const tagOf = (tag: keyof typeof BATCH_TAGS): string => `element_at(costs.cost_tags, '${BATCH_TAGS[tag]}')`;

/** The costs of each day of usage: a job that ran for days is in each of them. */
export const costByDayView = (): HistoryView => ({
  name: 'cost_by_day',
  description: 'What tasks of AWS Batch cost on each day, by compute environment, job queue and job definition without its revision',
  columns: [
    column('day', 'string', 'UTC day of the usage, YYYY-MM-DD'),
    column('billing_period', 'string', 'month of the bill, YYYY-MM'),
    column('account', 'string', 'account of the tasks'),
    column('region', 'string', 'Region of the tasks'),
    column('compute_environment', 'string', 'compute environment'),
    column('platform', 'string', 'FARGATE or EC2'),
    column('job_queue', 'string', 'job queue'),
    column('job_definition', 'string', 'job definition without its revision'),
    column('is_known', 'boolean', 'whether the history has records of the jobs'),
    column('jobs', 'bigint', 'jobs, a multi-node job once; of unknown jobs: 0'),
    column('tasks', 'bigint', 'ECS tasks'),
    column('vcpu_hours', 'double', 'vCPU-hours that the tasks reserved or used'),
    column('memory_gb_hours', 'double', 'GB-hours that the tasks reserved or used'),
    ...COST_COLUMNS,
    ...COMPLETENESS,
  ],
  sql: `select
  ${GROUPS.join(',\n  ')},
  count(distinct job_id) as jobs,
  count(distinct task_arn) as tasks,
  sum(vcpu_hours) as vcpu_hours,
  sum(memory_gb_hours) as memory_gb_hours,
  ${AMOUNTS.map((amount) => `sum(${amount}) as ${amount}`).join(',\n  ')},
  max(${CURRENCY}) as ${CURRENCY},
  max(incomplete_reason) is null as is_complete,
  cast(max(incomplete_reason) as varchar) as incomplete_reason
from (
  select
    costs.day,
    costs.billing_period,
    costs.account,
    costs.region,
    coalesce(costs.compute_environment, ${tagOf('computeEnvironment')}) as compute_environment,
    costs.platform,
    coalesce(known.job_queue, ${tagOf('jobQueue')}) as job_queue,
    coalesce(known.job_definition, split_part(${tagOf('jobDefinition')}, ':', 1)) as job_definition,
    known.task_arn is not null as is_known,
    known.job_id,
    costs.task_arn,
    costs.vcpu_hours,
    costs.memory_gb_hours,
    ${AMOUNTS.map((amount) => amountOf('known.has_gpus', amount)).join(',\n    ')},
    costs.${CURRENCY},
    case
      when not costs.is_allocated then '${INCOMPLETE.notAllocated}'
      when ${isGpu('known.has_gpus')} then '${INCOMPLETE.gpu}'
    end as incomplete_reason
  from ecs_task_costs as costs
  left join (
    select
      task_arn,
      max(coalesce(node_parent_id, job_id)) as job_id,
      max(job_queue) as job_queue,
      max(${DEFINITION_NAME}) as job_definition,
      bool_or(gpus > 0) as has_gpus
    from attempts
    where task_arn is not null
    group by task_arn
  ) as known on known.task_arn = costs.task_arn
  where costs.is_batch
    or known.task_arn is not null
) as hours
group by ${GROUPS.join(', ')}`,
});
