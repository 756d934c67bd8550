/** SQL over the views of costs, for Trino. Costs are of the UTC days of the range; those of jobs are of the days on which jobs stopped. */
import { isChosenIn, JOB_QUEUE_VARIABLE } from './chosen-values';
import { DAYS, DEFINITION, FROM, money, viewOf, where } from './sql-pieces';
import { TAG_VARIABLE } from './variable-names';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';

const COST_BY_DAY = viewOf('cost_by_day');
const JOB_COSTS = viewOf('job_costs');
const ATTEMPT_COSTS = viewOf('attempt_costs');

/** Months are the partitions of the bill. */
const USAGE = [`billing_period >= date_format(${FROM}, '%Y-%m')`, ...DAYS];
const CHOSEN = isChosenIn('job_queue', JOB_QUEUE_VARIABLE, Placeholder.NAMESPACE);

const COSTS = `${money('cost')} as cost,
  ${money('used_cost')} as used_cost,
  ${money('unused_cost')} as unused_cost,
  ${money('on_demand_cost')} as on_demand_cost,
  max(currency) as currency,
  bool_and(is_complete) as is_complete`;
const MAX_LISTED = 100;

export const COST_QUEUES_SQL = `select distinct job_queue from ${COST_BY_DAY}\n${where([...USAGE, 'job_queue is not null'])}\norder by 1`;

/** Records have the tags in `tagKeys` of the collector. */
export const TAGS_SQL = `select distinct tag from ${JOB_COSTS}
cross join unnest(map_keys(tags)) as keys(tag)
${where([...DAYS, CHOSEN])}
order by 1`;

/** One line for each job queue. */
export const COST_OVER_TIME_SQL = `select
  cast(day as timestamp) as time,
  coalesce(job_queue, 'not known') as job_queue,
  ${money('cost')} as cost
from ${COST_BY_DAY}
${where([...USAGE, CHOSEN])}
group by 1, 2
having sum(cost) is not null
order by 1, 2`;

const by = (group: string, name: string): string => `select
  ${group} as ${name},
  ${COSTS}
from ${COST_BY_DAY}
${where([...USAGE, CHOSEN])}
group by 1
order by cost desc nulls last, ${name}
limit ${MAX_LISTED}`;

export const COST_BY_QUEUE_SQL = by('job_queue', 'job_queue');
export const COST_BY_DEFINITION_SQL = by(DEFINITION, 'definition');
export const COST_BY_ENVIRONMENT_SQL = by('compute_environment', 'compute_environment');

/** A job with several tags is in the row of each. */
export const COST_BY_TAG_SQL = `select
  tag,
  element_at(tags, tag) as tag_value,
  count(*) as jobs,
  ${COSTS}
from ${JOB_COSTS}
cross join unnest(map_keys(tags)) as keys(tag)
${where([...DAYS, CHOSEN, isChosenIn('tag', TAG_VARIABLE)])}
group by 1, 2
order by tag, cost desc nulls last, tag_value
limit ${MAX_LISTED}`;

export const MOST_EXPENSIVE_JOBS_SQL = `select
  job_id,
  job_name,
  job_queue,
  job_definition,
  status,
  attempts,
  round(cost, 4) as cost,
  round(failed_cost, 4) as failed_cost,
  round(unused_cost, 4) as unused_cost,
  round(on_demand_cost, 4) as on_demand_cost,
  currency,
  is_complete,
  stopped_at
from ${JOB_COSTS} as costs
${where([...DAYS, CHOSEN, 'is_known', 'cost is not null'])}
order by costs.cost desc, job_id
limit ${MAX_LISTED}`;

export const INCOMPLETE_COSTS_SQL = `select
  incomplete_reason,
  is_known,
  count(*) as attempts,
  count(distinct job_id) as jobs,
  ${money('cost')} as known_cost,
  min(day) as first_day,
  max(day) as last_day
from ${ATTEMPT_COSTS}
${where([...DAYS, CHOSEN, 'incomplete_reason is not null'])}
group by 1, 2
order by attempts desc, incomplete_reason, is_known`;
