import { HistoryQuery } from '../../job-history/sql/history-query';
import { LAST_DAYS, MAX_LISTED } from '../../job-history/sql/pieces';

/** Two months at most have the last 30 days: files of other months are not read. */
const LAST_PERIODS = `billing_period >= date_format(current_date - interval '30' day, '%Y-%m')`;

const money = (amount: string): string => `round(sum(${amount}), 2)`;
const COSTS = `${money('cost')} as cost,
  ${money('used_cost')} as used_cost,
  ${money('unused_cost')} as unused_cost`;

const byDay = (group: string): string => `select
  ${group},
  is_known,
  ${COSTS},
  ${money('on_demand_cost')} as on_demand_cost,
  max(currency) as currency,
  bool_and(is_complete) as is_complete
from cost_by_day
where ${LAST_PERIODS}
  and ${LAST_DAYS}
group by ${group}, is_known
order by cost desc nulls last, ${group}, is_known`;

const LOWER_BOUND = 'Where is_complete is false, the costs are a lower bound: the query "Costs that are not whole" explains why.';

/** The queries over the views of costs. */
export const costQueries = (): readonly HistoryQuery[] => [
  {
    id: 'CostByJobQueue',
    name: 'Cost by job queue',
    description: `What jobs cost in the last 30 days of usage, by job queue. ${LOWER_BOUND}`,
    sql: byDay('job_queue'),
  },
  {
    id: 'CostByJobDefinition',
    name: 'Cost by job definition',
    description: `What jobs cost in the last 30 days of usage, by job definition without its revision. ${LOWER_BOUND}`,
    sql: byDay('job_definition'),
  },
  {
    id: 'CostByTag',
    name: 'Cost by tag',
    description:
      "What jobs that stopped in the last 30 days cost, by the value of a tag. Replace 'Project' by the key of another tag: records have those in tagKeys of the collector.",
    sql: `select
  element_at(tags, 'Project') as tag_value,
  is_known,
  count(*) as jobs,
  ${COSTS},
  max(currency) as currency,
  bool_and(is_complete) as is_complete
from job_costs
where ${LAST_DAYS}
group by 1, is_known
order by cost desc nulls last, tag_value, is_known`,
  },
  {
    id: 'MostExpensiveJobs',
    name: 'Most expensive jobs',
    description: `The ${MAX_LISTED} jobs that cost most of those that stopped in the last 30 days, with what their failed attempts cost.`,
    sql: `select
  job_id,
  job_name,
  job_queue,
  status,
  attempts,
  round(cost, 4) as cost,
  round(failed_cost, 4) as failed_cost,
  round(unused_cost, 4) as unused_cost,
  round(on_demand_cost, 4) as on_demand_cost,
  currency,
  is_complete
from job_costs
where ${LAST_DAYS}
  and is_known
  and cost is not null
order by job_costs.cost desc, job_id
limit ${MAX_LISTED}`,
  },
  {
    id: 'UnusedCostByComputeEnvironment',
    name: 'Unused cost by compute environment',
    description:
      'What no job used on the instances of the last 30 days, by compute environment: larger values call for smaller instances or for jobs that fit them. Hours in which an instance ran no task are not in it.',
    sql: `select
  compute_environment,
  ${COSTS},
  round(100e0 * sum(unused_cost) / nullif(sum(cost), 0e0), 1) as unused_percent,
  max(currency) as currency
from cost_by_day
where ${LAST_PERIODS}
  and ${LAST_DAYS}
  and platform = 'EC2'
group by compute_environment
order by unused_cost desc nulls last, compute_environment`,
  },
  {
    id: 'IncompleteCosts',
    name: 'Costs that are not whole',
    description:
      'Attempts of the last 30 days whose costs are a lower bound or unknown, by reason. NOT_REPORTED and HOURS_MISSING are normal for about a day.',
    sql: `select
  incomplete_reason,
  is_known,
  count(*) as attempts,
  count(distinct job_id) as jobs,
  ${money('cost')} as known_cost,
  min(day) as first_day,
  max(day) as last_day
from attempt_costs
where ${LAST_DAYS}
  and incomplete_reason is not null
group by incomplete_reason, is_known
order by attempts desc, incomplete_reason, is_known`,
  },
];
