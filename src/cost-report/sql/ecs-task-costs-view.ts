import { COST_COLUMNS } from './cost-columns';
import { BATCH_TAGS, LINE_ITEMS, LineItemFormat } from './line-items';
import { column } from '../../domain/history/columns';
import { HistoryView } from '../../job-history/sql/history-view';

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const CLUSTER = `regexp_extract(line_item_resource_id, ':task/([^/]+)/', 1)`;

/** The compute environment that AWS Batch created the cluster for. One dialect extracts an empty text where nothing matches. */
const COMPUTE_ENVIRONMENT = ['^AWSBatch-(.+)-', '^(.+)_Batch_']
  .map((prefix) => `nullif(regexp_extract(${CLUSTER}, '${prefix}${UUID}$', 1), '')`)
  .join(', ');

const IS_FARGATE = `line_item_usage_type like '%Fargate%'`;

/** A Fargate task has a line of its own with a cost, and may have a split cost too: it counts once. */
const fargateOr = (onFargate: string, onInstances: string): string => `case when ${IS_FARGATE} then ${onFargate} else ${onInstances} end`;
const amortized = (savingsPlan: string, unblended: string): string =>
  `(case line_item_line_item_type when 'SavingsPlanCoveredUsage' then ${savingsPlan} else ${unblended} end)`;

const FARGATE_COST = amortized('savings_plan_savings_plan_effective_cost', 'line_item_unblended_cost');
/** Without a discount, net amounts are NULL or 0. */
const netOr = (netAmount: string, amount: string): string => `coalesce(nullif(${netAmount}, 0e0), ${amount})`;
const FARGATE_NET_COST = netOr(amortized('savings_plan_net_savings_plan_effective_cost', 'line_item_net_unblended_cost'), FARGATE_COST);
/** What Fargate Spot would have cost On-Demand is not in the bill. */
const FARGATE_ON_DEMAND = `(case when line_item_usage_type like '%Spot%' then null else pricing_public_on_demand_cost end)`;

const split = (kind: string): string => `split_line_item_${kind}`;
const net = (kind: 'split_cost' | 'unused_cost'): string => netOr(split(`net_${kind}`), split(kind));

const LINE = {
  used_cost: fargateOr(FARGATE_COST, split('split_cost')),
  unused_cost: fargateOr('0e0', split('unused_cost')),
  net_cost: fargateOr(FARGATE_NET_COST, `${net('split_cost')} + ${net('unused_cost')}`),
  on_demand_cost: fargateOr(FARGATE_ON_DEMAND, `${split('public_on_demand_split_cost')} + ${split('public_on_demand_unused_cost')}`),
  usage: fargateOr('line_item_usage_amount', split('split_usage')),
};

const isUsageOf = (...patterns: readonly string[]): string =>
  patterns.map((pattern) => `line_item_usage_type like '${pattern}'`).join(' or ');
const usageOf = (...patterns: readonly string[]): string => `sum(case when ${isUsageOf(...patterns)} then usage end)`;

/** Upfront fees, negations, taxes and credits are no usage of a task. Amortized costs have the fees. */
const USAGE = `line_item_line_item_type in ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')`;

const isTagged = Object.values(BATCH_TAGS)
  .map((tag) => `element_at(tags, '${tag}') is not null`)
  .join(' or ');

/** One row for each ECS task and hour of the bill, tasks of services too. The other views are made of it. */
export const ecsTaskCostsView = ({ billingPeriod, tags }: LineItemFormat): HistoryView => ({
  name: 'ecs_task_costs',
  description: 'What each ECS task cost in each hour, tasks that are not of AWS Batch too: the other views of costs read it',
  columns: [
    column('day', 'string', 'UTC day of the usage, YYYY-MM-DD'),
    column('billing_period', 'string', 'month of the bill, YYYY-MM'),
    column('usage_start', 'timestamp', 'start of the hour, or of the day if the report is daily'),
    column('usage_end', 'timestamp', 'end of the hour or day'),
    column('account', 'string', 'account of the task'),
    column('region', 'string', 'Region of the task'),
    column('task_arn', 'string', 'ECS task'),
    column('compute_environment', 'string', 'compute environment, from the name of the cluster'),
    column('is_batch', 'boolean', 'whether AWS Batch made the task, by the name of its cluster or by its tags'),
    column('platform', 'string', 'FARGATE or EC2'),
    column('instance_id', 'string', 'EC2 instance of the task'),
    column('cost_tags', 'map', 'activated cost allocation tags'),
    column('vcpu_hours', 'double', 'vCPU-hours that the task reserved or used, whichever is more'),
    column('memory_gb_hours', 'double', 'GB-hours that the task reserved or used, whichever is more'),
    ...COST_COLUMNS,
    column('is_allocated', 'boolean', 'whether every line of the bill has a cost'),
  ],
  sql: `select
  date_format(usage_start, '%Y-%m-%d') as day,
  billing_period,
  usage_start,
  max(line_item_usage_end_date) as usage_end,
  account,
  split_part(task_arn, ':', 4) as region,
  task_arn,
  max(compute_environment) as compute_environment,
  bool_or(compute_environment is not null or ${isTagged}) as is_batch,
  cast(case when bool_or(${IS_FARGATE}) then 'FARGATE' else 'EC2' end as varchar) as platform,
  nullif(max(split_line_item_parent_resource_id), '') as instance_id,
  arbitrary(tags) as cost_tags,
  ${usageOf('%-EC2-vCPU-Hours%', '%Fargate-vCPU-Hours%')} as vcpu_hours,
  ${usageOf('%-EC2-GB-Hours%', '%Fargate-GB-Hours%')} as memory_gb_hours,
  sum(used_cost) as used_cost,
  sum(unused_cost) as unused_cost,
  sum(used_cost + unused_cost) as cost,
  sum(net_cost) as net_cost,
  case when bool_and(on_demand_cost is not null) then sum(on_demand_cost) end as on_demand_cost,
  max(line_item_currency_code) as currency,
  bool_and(used_cost is not null and unused_cost is not null) as is_allocated
from (
  select
    ${billingPeriod} as billing_period,
    line_item_usage_start_date as usage_start,
    line_item_usage_end_date,
    line_item_usage_type,
    line_item_currency_code,
    split_line_item_parent_resource_id,
    line_item_usage_account_id as account,
    line_item_resource_id as task_arn,
    coalesce(${COMPUTE_ENVIRONMENT}) as compute_environment,
    ${tags} as tags,
    ${LINE.usage} as usage,
    ${LINE.used_cost} as used_cost,
    ${LINE.unused_cost} as unused_cost,
    ${LINE.net_cost} as net_cost,
    ${LINE.on_demand_cost} as on_demand_cost
  from ${LINE_ITEMS}
  where line_item_product_code = 'AmazonECS'
    and ${USAGE}
    and line_item_resource_id like 'arn:%:task/%'
) as lines
group by billing_period, usage_start, account, task_arn`,
});
