import { AMOUNTS, COMPLETENESS, COST_COLUMNS, CURRENCY } from './cost-columns';
import { column, tableColumns } from '../../domain/history/columns';
import { HistoryView } from '../../job-history/sql/history-view';

/** What a row has of its job, beside its day. */
const OF_JOB = [
  'account',
  'region',
  'job_id',
  'job_name',
  'job_queue',
  'job_definition',
  'status',
  'failure_category',
  'array_parent_id',
  'node_count',
  'tags',
  'compute_environment',
  'stopped_at',
  'total_running_seconds',
];
/** Nothing else is known of tasks without a record. */
const OF_UNKNOWN = ['account', 'region', 'job_queue', 'job_definition', 'compute_environment'];

const ofJob = OF_JOB.flatMap((name) => tableColumns('jobs').filter((each) => each.name === name));

const SUMS = [
  'count(*) as attempts',
  ...AMOUNTS.map((amount) => `sum(${amount}) as ${amount}`),
  `sum(case when failure_category is not null then cost end) as failed_cost`,
  `max(${CURRENCY}) as ${CURRENCY}`,
  'max(incomplete_reason) as incomplete_reason',
];
const OWN = ['attempts', ...AMOUNTS, 'failed_cost', CURRENCY, 'incomplete_reason'];

const list = (items: readonly string[]): string => items.join(',\n    ');

/** One row for each job: the children of an array job instead of it, and a multi-node job with all its nodes. */
export const jobCostsView = (): HistoryView => ({
  name: 'job_costs',
  description:
    'What each job cost, all attempts and nodes together; tasks of AWS Batch without a record by day, queue and compute environment',
  columns: [
    column('day', 'string', 'UTC day on which the job stopped, YYYY-MM-DD; of tasks without a record: of their last hour'),
    ...ofJob,
    column('is_known', 'boolean', 'whether the history has a record of the job'),
    column('attempts', 'bigint', 'attempts, those of all nodes of a multi-node job; of unknown jobs: tasks'),
    ...COST_COLUMNS.filter(({ name }) => name !== CURRENCY),
    column('failed_cost', 'double', 'cost of the attempts that failed'),
    ...COST_COLUMNS.filter(({ name }) => name === CURRENCY),
    ...COMPLETENESS,
  ],
  sql: `select
  day,
  ${OF_JOB.join(',\n  ')},
  is_known,
  ${[...OWN.filter((name) => name !== 'incomplete_reason')].join(',\n  ')},
  incomplete_reason is null as is_complete,
  incomplete_reason
from (
  select
    ${list(['jobs.day', ...OF_JOB.map((name) => `jobs.${name}`), 'true as is_known', ...OWN.map((name) => `costs.${name}`)])}
  from jobs
  left join (
    select coalesce(node_parent_id, job_id) as job_id, account, region,
    ${list(SUMS)}
    from attempt_costs
    where is_known
    group by 1, 2, 3
  ) as costs
    on costs.job_id = jobs.job_id
    and coalesce(costs.account, '') = coalesce(jobs.account, '')
    and coalesce(costs.region, '') = coalesce(jobs.region, '')
  where jobs.array_size is null
    and jobs.node_parent_id is null
  union all
  select
    ${list([
      'day',
      ...ofJob.map(({ name, trinoType }) => (OF_UNKNOWN.includes(name) ? name : `cast(null as ${trinoType}) as ${name}`)),
      'false as is_known',
      ...SUMS,
    ])}
  from attempt_costs
  where not is_known
  group by day, ${OF_UNKNOWN.join(', ')}
) as all_jobs`,
});
