import { column, HistoryColumn } from '../../domain/history/columns';

/** What the costs of a row are. Amounts are NULL where the bill has none: never 0 instead. */
export const COST_COLUMNS: readonly HistoryColumn[] = [
  column('used_cost', 'double', 'amortized cost of what the tasks used or reserved'),
  column(
    'unused_cost',
    'double',
    'amortized cost of what nothing used on their instances, shared among the tasks that ran there; 0 on Fargate',
  ),
  column('cost', 'double', 'used_cost and unused_cost together'),
  column('net_cost', 'double', 'the same after all discounts; equal to cost without discounts'),
  column('on_demand_cost', 'double', 'the same at public On-Demand prices; NULL for Fargate Spot'),
  column('currency', 'string', 'currency of the bill'),
];

/** Whether the costs of a row are whole. */
export const COMPLETENESS: readonly HistoryColumn[] = [
  column('is_complete', 'boolean', 'whether the bill has all costs of the row; if not, they are a lower bound or NULL'),
  column('incomplete_reason', 'string', 'why they are not whole: EKS, GPU, HOURS_MISSING, NO_TASK_ARN, NOT_ALLOCATED or NOT_REPORTED'),
];

export const CURRENCY = 'currency';
/** The columns that are sums. */
export const AMOUNTS: readonly string[] = COST_COLUMNS.map(({ name }) => name).filter((name) => name !== CURRENCY);
