import { HistoryQuery } from './history-query';
import { LAST_DAYS } from './pieces';

/** The weights by which costs are shared, of what a row requests or has. */
const WEIGHT = '(0.9e0 * vcpus + 0.1e0 * memory_mib / 1024)';
const WEIGHT_HOURS = `running_seconds * ${WEIGHT} / 3600`;
/** Attempts that ran on an instance. The attempts of a multi-node job ran as its nodes. */
const RAN_ON_INSTANCES = `from attempts
    where ${LAST_DAYS}
      and node_count is null
      and instance_type is not null`;

/**
 * The costs of jobs give the price of a unit of weight, and instances the number of units. Memory that an instance keeps for itself is no capacity. Instances with
 * GPUs are left out, because they do not report how many.
 */
export const IDLE_QUERY: HistoryQuery = {
  id: 'EstimatedIdleCost',
  name: 'Estimated idle cost by compute environment',
  description:
    'What instances cost that left in the last 30 days, and what no job requested of it, by compute environment, at the prices that jobs paid for the same instance type and purchase option. ' +
    'Instances of a type that no job with a known cost used, or with GPUs, are only counted. Estimates, of jobs with CostInsights alone.',
  sql: `select
  compute_environment,
  sum(instances) as instances,
  sum(case when capacity_usd is null then instances else 0 end) as instances_without_price,
  round(sum(capacity_usd), 2) as capacity_usd,
  round(sum(used_usd), 2) as used_usd,
  round(sum(capacity_usd - used_usd), 2) as idle_usd,
  round(100e0 * sum(capacity_usd - used_usd) / nullif(sum(capacity_usd), 0e0), 1) as idle_percent
from (
  select
    capacity.compute_environment as compute_environment,
    capacity.instances as instances,
    capacity.weight_hours * prices.usd_per_weight_hour as capacity_usd,
    coalesce(used.weight_hours, 0e0) * prices.usd_per_weight_hour as used_usd
  from (
    select compute_environment, instance_type, purchase_option, count(*) as instances, sum(lifetime_seconds * ${WEIGHT} / 3600) as weight_hours
    from instances
    where ${LAST_DAYS}
      and change = 'deregistered'
    group by compute_environment, instance_type, purchase_option
  ) as capacity
  left join (
    select compute_environment, instance_type, purchase_option, sum(${WEIGHT_HOURS}) as weight_hours
    ${RAN_ON_INSTANCES}
    group by compute_environment, instance_type, purchase_option
  ) as used
    on used.compute_environment = capacity.compute_environment
    and used.instance_type = capacity.instance_type
    and used.purchase_option = capacity.purchase_option
  left join (
    select instance_type, purchase_option, sum(cost_usd) / nullif(sum(${WEIGHT_HOURS}), 0e0) as usd_per_weight_hour
    ${RAN_ON_INSTANCES}
      and cost_usd is not null
    group by instance_type, purchase_option
    having coalesce(max(gpus), 0e0) = 0e0
  ) as prices
    on prices.instance_type = capacity.instance_type
    and prices.purchase_option = capacity.purchase_option
) as by_type
group by compute_environment
order by idle_usd desc nulls last, compute_environment`,
};
