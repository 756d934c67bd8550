import { AMOUNTS, CURRENCY } from './cost-columns';

/** Why costs are not whole. */
export const INCOMPLETE = {
  /** Split cost allocation data of Amazon EKS has pods, which records do not name. */
  eks: 'EKS',
  /** The container ran, but AWS Batch did not report its task. */
  noTaskArn: 'NO_TASK_ARN',
  /** The report has no line of the task: not yet, or its account is not in it. */
  notReported: 'NOT_REPORTED',
  /** Lines without a cost: split cost allocation data was off, or does not cover the instance. */
  notAllocated: 'NOT_ALLOCATED',
  /** On ECS, the cost of an instance is split by vCPUs and memory alone. */
  gpu: 'GPU',
  /** The report has some hours of the attempt only. */
  hoursMissing: 'HOURS_MISSING',
} as const;

/** Shorter ends of hours may have no line of their own. */
const TOLERANCE = `interval '1' minute`;

/** What an attempt or an unknown task cost, from the rows of its hours. */
export const TASK_TOTALS = `select
    task_arn,
    max(day) as day,
    max(account) as account,
    max(region) as region,
    max(compute_environment) as compute_environment,
    bool_or(is_batch) as is_batch,
    max(platform) as platform,
    max(instance_id) as instance_id,
    arbitrary(cost_tags) as cost_tags,
    min(usage_start) as usage_start,
    max(usage_end) as usage_end,
    ${AMOUNTS.map((amount) => `sum(${amount}) as ${amount}`).join(',\n    ')},
    max(${CURRENCY}) as ${CURRENCY},
    bool_and(is_allocated) as is_allocated
  from ecs_task_costs
  group by task_arn`;

/** Of a job with GPUs on an instance. */
export const isGpu = (hasGpus: string): string => `${hasGpus} and costs.platform = 'EC2'`;

/** AWS splits no GPU on ECS: that a job with GPUs cost nothing is no fact, so all its amounts are unknown. */
export const amountOf = (hasGpus: string, amount: string): string =>
  `case when ${isGpu(hasGpus)} and costs.cost = 0e0 then null else costs.${amount} end as ${amount}`;

export const ATTEMPT_HAS_GPUS = 'attempts.gpus > 0';

/** The first reason that holds, or NULL. An attempt that was never placed has no task, and no cost. */
export const REASON_OF_ATTEMPT = `case
      when attempts.platform = 'EKS' then '${INCOMPLETE.eks}'
      when attempts.task_arn is null and attempts.started_at is not null then '${INCOMPLETE.noTaskArn}'
      when attempts.task_arn is null then null
      when costs.task_arn is null then '${INCOMPLETE.notReported}'
      when not costs.is_allocated then '${INCOMPLETE.notAllocated}'
      when ${isGpu(ATTEMPT_HAS_GPUS)} then '${INCOMPLETE.gpu}'
      when costs.usage_start > attempts.started_at + ${TOLERANCE} then '${INCOMPLETE.hoursMissing}'
      when costs.usage_end < attempts.stopped_at - ${TOLERANCE} then '${INCOMPLETE.hoursMissing}'
    end`;
