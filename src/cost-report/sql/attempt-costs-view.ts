import { AMOUNTS, COMPLETENESS, COST_COLUMNS, CURRENCY } from './cost-columns';
import { BATCH_TAGS } from './line-items';
import { amountOf, ATTEMPT_HAS_GPUS, INCOMPLETE, REASON_OF_ATTEMPT, TASK_TOTALS } from './pieces';
import { column, HistoryColumn } from '../../domain/history/columns';
import { HistoryView } from '../../job-history/sql/history-view';
import { historyViews } from '../../job-history/sql/views';

/** What a row has of its attempt. */
const OF_ATTEMPT = [
  'day',
  'account',
  'region',
  'job_id',
  'job_name',
  'job_queue',
  'job_definition',
  'status',
  'array_parent_id',
  'node_parent_id',
  'tags',
  'gpus',
  'compute_environment',
  'platform',
  'attempt',
  'is_last',
  'failure_category',
  'started_at',
  'stopped_at',
  'instance_type',
  'availability_zone',
  'purchase_option',
  'task_arn',
  'cost_usd',
] as const;

/** What is known of a task that has no record. */
const OF_UNKNOWN_TASK: Partial<Record<(typeof OF_ATTEMPT)[number], string>> = {
  day: 'costs.day',
  account: 'costs.account',
  region: 'costs.region',
  job_queue: `element_at(costs.cost_tags, '${BATCH_TAGS.jobQueue}')`,
  job_definition: `element_at(costs.cost_tags, '${BATCH_TAGS.jobDefinition}')`,
  compute_environment: `coalesce(costs.compute_environment, element_at(costs.cost_tags, '${BATCH_TAGS.computeEnvironment}'))`,
  platform: 'costs.platform',
  task_arn: 'costs.task_arn',
};

const ATTEMPT_COLUMNS = historyViews(['jobs'])
  .filter(({ name }) => name === 'attempts')
  .flatMap(({ columns }) => columns);
/** Columns that a row has of its attempt. */
export const ATTEMPT_COST_COLUMNS: readonly HistoryColumn[] = OF_ATTEMPT.flatMap((name) =>
  ATTEMPT_COLUMNS.filter((each) => each.name === name),
);

const listOf = (items: readonly string[]): string => items.join(',\n    ');
const COMMON = ['costs.cost_tags', 'costs.instance_id as instance_id'];

const OF_KNOWN = listOf([
  ...OF_ATTEMPT.map((name) => `attempts.${name}`),
  'true as is_known',
  ...COMMON,
  ...AMOUNTS.map((amount) => amountOf(ATTEMPT_HAS_GPUS, amount)),
  `costs.${CURRENCY}`,
  `${REASON_OF_ATTEMPT} as incomplete_reason`,
]);
const OF_UNKNOWN = listOf([
  ...ATTEMPT_COST_COLUMNS.map(
    ({ name, trinoType }) => `${OF_UNKNOWN_TASK[name as keyof typeof OF_UNKNOWN_TASK] ?? `cast(null as ${trinoType})`} as ${name}`,
  ),
  'false as is_known',
  ...COMMON,
  ...AMOUNTS.map((amount) => `costs.${amount}`),
  `costs.${CURRENCY}`,
  `case when not costs.is_allocated then '${INCOMPLETE.notAllocated}' end as incomplete_reason`,
]);

/**
 * One row for each attempt, and for each task of AWS Batch that no record names.
 *
 * The attempts of a multi-node job ran as its nodes, which have attempts of their own. A filter on the day of attempts reads their files of that day alone.
 */
export const attemptCostsView = (): HistoryView => ({
  name: 'attempt_costs',
  description: 'What each attempt of a job cost; tasks of AWS Batch without a record are rows with is_known = false',
  columns: [
    ...ATTEMPT_COST_COLUMNS,
    column('is_known', 'boolean', 'whether the history has a record of the job'),
    column('cost_tags', 'map', 'activated cost allocation tags of the task'),
    column('instance_id', 'string', 'EC2 instance of the task'),
    ...COST_COLUMNS,
    ...COMPLETENESS,
  ],
  sql: `select
  ${[...OF_ATTEMPT, 'is_known', 'cost_tags', 'instance_id', ...AMOUNTS, CURRENCY].join(',\n  ')},
  incomplete_reason is null as is_complete,
  cast(incomplete_reason as varchar) as incomplete_reason
from (
  select
    ${OF_KNOWN}
  from attempts
  left join (
  ${TASK_TOTALS}
  ) as costs on costs.task_arn = attempts.task_arn
  where attempts.node_count is null
  union all
  select
    ${OF_UNKNOWN}
  from (
  ${TASK_TOTALS}
  ) as costs
  left join (
    select task_arn from attempts where task_arn is not null group by task_arn
  ) as known on known.task_arn = costs.task_arn
  where costs.is_batch
    and known.task_arn is null
) as all_attempts`,
});
