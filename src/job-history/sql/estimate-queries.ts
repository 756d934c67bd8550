import { HistoryQuery } from './history-query';
import { countOf, HAS_CONTAINERS, hours, LAST_DAYS, usd } from './pieces';

const LIMITS =
  'Estimates at list prices, of jobs with CostInsights alone: without storage, network, idle capacity, discounts, Savings Plans and reserved instances.';

/** Between two checkpoints: what readers change. */
const CHECKPOINT_SECONDS = 1800;
const KEPT_SECONDS = `floor(running_seconds / ${CHECKPOINT_SECONDS}) * ${CHECKPOINT_SECONDS}`;

const COSTS_OF_JOBS = `${countOf('cost_usd is null')} as jobs_without_cost,
  ${usd('cost_usd')} as cost_usd,
  ${usd('lost_cost_usd')} as lost_cost_usd,
  ${usd('on_demand_cost_usd - cost_usd')} as saved_usd,
  ${usd('cost_usd - spot_cost_usd')} as missed_usd`;

/** What jobs cost by estimate, what Spot saved or would have saved, and what failed attempts cost. */
export const ESTIMATE_QUERIES: readonly HistoryQuery[] = [
  {
    id: 'EstimatedCostByJobQueue',
    name: 'Estimated cost by job queue',
    description: `What jobs of the last 30 days cost, by job queue and compute environment of the last attempt; what they saved against On-Demand, and what Spot would have saved in addition. ${LIMITS}`,
    sql: `select
  job_queue,
  compute_environment,
  count(*) as jobs,
  ${COSTS_OF_JOBS}
from jobs
where ${LAST_DAYS}
  and ${HAS_CONTAINERS}
group by job_queue, compute_environment
order by cost_usd desc nulls last, job_queue, compute_environment`,
  },
  {
    id: 'EstimatedCostByJobDefinition',
    name: 'Estimated cost by job definition',
    description: `The same by job definition, with the vCPU-hours that the costs are of. ${LIMITS}`,
    sql: `select
  job_definition,
  count(*) as jobs,
  ${COSTS_OF_JOBS},
  ${hours('case when cost_usd is not null then vcpus * total_running_seconds end')} as vcpu_hours
from jobs
where ${LAST_DAYS}
  and ${HAS_CONTAINERS}
group by job_definition
order by cost_usd desc nulls last, job_definition`,
  },
  {
    id: 'EstimatedLossByCause',
    name: 'Estimated loss by cause',
    description:
      `Time and money of attempts of the last 30 days that failed, by cause, and what a checkpoint every ${CHECKPOINT_SECONDS / 60} minutes would have kept of them: the whole intervals, ` +
      `which a retry need not repeat. Replace ${CHECKPOINT_SECONDS} by another number of seconds. ${LIMITS}`,
    sql: `select
  failure_category,
  count(*) as attempts,
  ${countOf('cost_usd is null')} as attempts_without_cost,
  ${hours('running_seconds')} as lost_hours,
  ${usd('cost_usd')} as lost_usd,
  ${hours(KEPT_SECONDS)} as kept_hours,
  ${usd(`cost_usd * (${KEPT_SECONDS}) / nullif(running_seconds, 0)`)} as kept_usd
from attempts
where ${LAST_DAYS}
  and node_count is null
  and failure_category is not null
group by failure_category
order by lost_usd desc nulls last, failure_category`,
  },
];
