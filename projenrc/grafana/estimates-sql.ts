/** SQL of estimated costs over the views of the history, for Trino. Jobs are of the UTC days on which they stopped. */
import { isChosenIn, JOB_QUEUE_VARIABLE } from './chosen-values';
import { DAYS, DEFINITION, money, viewOf, where } from './sql-pieces';
import { CHECKPOINT_VARIABLE } from './variable-names';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';

const JOBS = viewOf('jobs');
const ATTEMPTS = viewOf('attempts');
const CHOSEN = isChosenIn('job_queue', JOB_QUEUE_VARIABLE, Placeholder.NAMESPACE);
/** Containers cost: those of a multi-node job are its nodes, and those of an array job its children. */
const JOBS_THAT_COST = [...DAYS, CHOSEN, 'array_size is null', 'node_count is null'];
const MAX_LISTED = 100;

export const ESTIMATE_QUEUES_SQL = `select distinct job_queue from ${JOBS}\n${where([...DAYS, 'job_queue is not null'])}\norder by 1`;

const COSTS = `${money('cost_usd')} as cost_usd,
  ${money('on_demand_cost_usd')} as on_demand_usd,
  ${money('spot_cost_usd')} as spot_usd,
  ${money('on_demand_cost_usd - cost_usd')} as saved_usd,
  ${money('cost_usd - spot_cost_usd')} as missed_usd,
  ${money('lost_cost_usd')} as lost_usd`;

/** One bar for each job queue. */
export const ESTIMATE_OVER_TIME_SQL = `select
  cast(day as timestamp) as time,
  coalesce(job_queue, 'not known') as job_queue,
  ${money('cost_usd')} as cost_usd
from ${JOBS}
${where(JOBS_THAT_COST)}
group by 1, 2
having sum(cost_usd) is not null
order by 1, 2`;

/** The first group orders rows of the same cost. */
const by = (...groups: readonly (readonly [column: string, name: string])[]): string => `select
  ${groups.map(([column, name]) => `${column} as ${name}`).join(',\n  ')},
  count(*) as jobs,
  count(case when cost_usd is null then 1 end) as jobs_without_cost,
  ${COSTS}
from ${JOBS}
${where(JOBS_THAT_COST)}
group by ${groups.map((_, index) => index + 1).join(', ')}
order by cost_usd desc nulls last, ${groups.map(([, name]) => name).join(', ')}
limit ${MAX_LISTED}`;

export const ESTIMATE_BY_QUEUE_SQL = by(['job_queue', 'job_queue'], ['compute_environment', 'compute_environment']);
export const ESTIMATE_BY_DEFINITION_SQL = by([DEFINITION, 'definition']);

export const ESTIMATE_BY_JOB_SQL = `select
  job_id,
  job_name,
  job_queue,
  job_definition,
  status,
  attempt_count as attempts,
  round(cost_usd, 4) as cost_usd,
  round(on_demand_cost_usd, 4) as on_demand_usd,
  round(spot_cost_usd, 4) as spot_usd,
  round(lost_cost_usd, 4) as lost_usd,
  stopped_at
from ${JOBS} as costs
${where([...JOBS_THAT_COST, 'cost_usd is not null'])}
order by costs.cost_usd desc, job_id
limit ${MAX_LISTED}`;

const INTERVAL = `(60e0 * \${${CHECKPOINT_VARIABLE}})`;
const KEPT_SECONDS = `floor(running_seconds / ${INTERVAL}) * ${INTERVAL}`;

/** The whole intervals between checkpoints, which a retry need not repeat. */
export const LOSS_SQL = `select
  failure_category,
  count(*) as attempts,
  count(case when cost_usd is null then 1 end) as attempts_without_cost,
  round(sum(running_seconds) / 3600, 2) as lost_hours,
  ${money('cost_usd')} as lost_usd,
  round(sum(${KEPT_SECONDS}) / 3600, 2) as kept_hours,
  ${money(`cost_usd * (${KEPT_SECONDS}) / nullif(running_seconds, 0e0)`)} as kept_usd
from ${ATTEMPTS}
${where([...DAYS, CHOSEN, 'node_count is null', 'failure_category is not null'])}
group by 1
order by lost_usd desc nulls last, failure_category`;
