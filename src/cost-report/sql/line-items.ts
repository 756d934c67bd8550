import { column, HistoryColumn } from '../../domain/history/columns';

/** The table over the files of the report. */
export const LINE_ITEMS = 'cost_line_items';

/** The column of CUR 2.0 with all tags that are activated as cost allocation tags: `user_project`, `aws_batch_job_queue`. */
const RESOURCE_TAGS = 'resource_tags';

/** What is read of a line item, in CUR 2.0 and in a legacy report, whose Parquet files name these columns alike. */
const SHARED: readonly HistoryColumn[] = [
  column('line_item_usage_account_id', 'string', 'account that used the resource'),
  column('line_item_line_item_type', 'string', 'kind of the line item'),
  column('line_item_usage_start_date', 'timestamp', 'start of the hour or day, UTC'),
  column('line_item_usage_end_date', 'timestamp', 'end of the hour or day, UTC'),
  column('line_item_product_code', 'string', 'code of the product'),
  column('line_item_usage_type', 'string', 'what was used'),
  column('line_item_resource_id', 'string', 'ARN of the ECS task'),
  column('line_item_usage_amount', 'double', 'amount that was used'),
  column('line_item_currency_code', 'string', 'currency of the bill'),
  column('line_item_unblended_cost', 'double', 'cost of the line item: of Fargate tasks'),
  column('line_item_net_unblended_cost', 'double', 'the same after all discounts'),
  column('pricing_public_on_demand_cost', 'double', 'the same at public On-Demand prices'),
  column('savings_plan_savings_plan_effective_cost', 'double', 'cost of what a Savings Plan covers'),
  column('savings_plan_net_savings_plan_effective_cost', 'double', 'the same after all discounts'),
  column('split_line_item_parent_resource_id', 'string', 'EC2 instance of the task'),
  column('split_line_item_split_usage', 'double', 'vCPU-hours or GB-hours that the task reserved or used'),
  column('split_line_item_split_cost', 'double', 'cost of what the task reserved or used'),
  column('split_line_item_unused_cost', 'double', "the task's share of what nothing used on the instance"),
  column('split_line_item_net_split_cost', 'double', 'split cost after all discounts'),
  column('split_line_item_net_unused_cost', 'double', 'unused cost after all discounts'),
  column('split_line_item_public_on_demand_split_cost', 'double', 'split cost at public On-Demand prices'),
  column('split_line_item_public_on_demand_unused_cost', 'double', 'unused cost at public On-Demand prices'),
];

/** How the files of a report are laid out, and how its columns read. */
export interface LineItemFormat {
  readonly columns: readonly HistoryColumn[];
  readonly partitions: readonly HistoryColumn[];
  /** The month of the bill, `YYYY-MM`. */
  readonly billingPeriod: string;
  /** All tags as a map, of which each line of a task has the same. */
  readonly tags: string;
}

/** A data export of CUR 2.0. */
export const CUR_2: LineItemFormat = {
  columns: [...SHARED, column(RESOURCE_TAGS, 'map', 'activated cost allocation tags')],
  partitions: [column('billing_period', 'string', 'month of the bill, YYYY-MM')],
  billingPeriod: 'billing_period',
  tags: RESOURCE_TAGS,
};

/** Tags that AWS Batch sets on tasks, by their names in reports. They are there once they are activated as cost allocation tags. */
export const BATCH_TAGS = {
  computeEnvironment: 'aws_batch_compute_environment',
  jobQueue: 'aws_batch_job_queue',
  jobDefinition: 'aws_batch_job_definition',
} as const;

/** A legacy report: a column for each tag. One that the files do not have reads as NULL, since the table has it. */
export function legacyFormat(tags: readonly string[]): LineItemFormat {
  const names = [...new Set([...Object.values(BATCH_TAGS), ...tags])];
  const columns = names.map((name) => column(`${RESOURCE_TAGS}_${name}`, 'string', `cost allocation tag ${name}`));
  return {
    columns: [...SHARED, ...columns],
    partitions: [column('year', 'string', 'year of the bill'), column('month', 'string', 'month of the bill, from 1')],
    billingPeriod: `year || '-' || lpad(month, 2, '0')`,
    tags: `map(array[${names.map((name) => `'${name}'`).join(', ')}], array[${columns.map(({ name }) => name).join(', ')}])`,
  };
}

/** The query of the export: what the views read of ECS, and no other cost of the account. */
export const exportQuery = (): string =>
  `SELECT ${CUR_2.columns.map(({ name }) => name).join(', ')} FROM COST_AND_USAGE_REPORT WHERE line_item_product_code = 'AmazonECS'`;
