import { ATTEMPT_COST_COLUMNS } from './attempt-costs-view';
import { column } from '../../domain/history/columns';
import { HistoryView } from '../../job-history/sql/history-view';

const OF_ATTEMPT: readonly string[] = [
  'day',
  'account',
  'region',
  'job_id',
  'job_name',
  'job_queue',
  'job_definition',
  'compute_environment',
  'attempt',
  'instance_type',
  'purchase_option',
  'task_arn',
];

/** The currency of estimates. */
const COMPARED = `where is_known
  and currency = 'USD'
  and is_complete
  and cost_usd is not null`;

/**
 * The estimate of each attempt beside its bill. Both split the cost of an instance by the same weights: what differs is what estimates do not have, such as Savings
 * Plans, and that the bill counts a task from the pull of its image.
 */
export const estimateAndBillView = (): HistoryView => ({
  name: 'estimate_and_bill',
  description: 'The estimated cost of each attempt beside its cost by the bill, where both are known',
  columns: [
    ...ATTEMPT_COST_COLUMNS.filter(({ name }) => OF_ATTEMPT.includes(name)),
    column('estimated_usd', 'double', 'estimated cost of the attempt, from its record'),
    column('billed_usd', 'double', 'amortized cost of what its task used or reserved, from the bill'),
    column('difference_usd', 'double', 'billed_usd less estimated_usd'),
  ],
  sql: `select
  ${ATTEMPT_COST_COLUMNS.map(({ name }) => name)
    .filter((name) => OF_ATTEMPT.includes(name))
    .join(',\n  ')},
  cost_usd as estimated_usd,
  used_cost as billed_usd,
  used_cost - cost_usd as difference_usd
from attempt_costs
${COMPARED}`,
});
