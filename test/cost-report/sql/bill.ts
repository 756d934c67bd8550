/** A bill of ECS tasks, as AWS writes its line items, and what it means. */

export const HOUR_MS = 3_600_000;
export type Kind = 'EC2' | 'FARGATE' | 'FARGATE_SPOT' | 'FARGATE_PLAN';

/** Costs of one line. Without split cost allocation data, lines of tasks on instances have none. */
export interface LineCost {
  readonly used: number;
  readonly unused: number;
  readonly net: number;
  readonly onDemand: number;
  readonly usage: number;
}

/** One task in one hour: a line for its vCPUs and one for its memory. */
export interface TaskHour {
  readonly taskArn: string;
  readonly account: string;
  readonly kind: Kind;
  readonly start: number;
  readonly vcpu: LineCost | undefined;
  readonly memory: LineCost | undefined;
  readonly tags?: Readonly<Record<string, string>>;
}

export type LineItem = Readonly<Record<string, unknown>>;

const stamp = (time: number): string => new Date(time).toISOString().replace('T', ' ').replace('Z', '');
export const monthOf = (time: number): string => new Date(time).toISOString().slice(0, 7);

const common = ({ taskArn, account, start, tags }: TaskHour) => ({
  line_item_usage_account_id: account,
  line_item_line_item_type: 'Usage',
  line_item_usage_start_date: stamp(start),
  line_item_usage_end_date: stamp(start + HOUR_MS),
  line_item_product_code: 'AmazonECS',
  line_item_resource_id: taskArn,
  line_item_currency_code: 'USD',
  resource_tags: tags ?? {},
});

/** Lines of a task on an instance cost nothing themselves: their cost is split from that of the instance. */
const onInstance = (hour: TaskHour, type: string, cost: LineCost | undefined): LineItem[] => [
  {
    ...common(hour),
    line_item_usage_type: `EUW1-ECS-EC2-${type}`,
    line_item_usage_amount: cost?.usage ?? 1,
    line_item_unblended_cost: 0,
    line_item_net_unblended_cost: 0,
    pricing_public_on_demand_cost: 0,
    split_line_item_parent_resource_id: 'i-0123456789abcdef0',
    ...(cost && {
      split_line_item_split_usage: cost.usage,
      split_line_item_split_cost: cost.used,
      split_line_item_unused_cost: cost.unused,
      split_line_item_net_split_cost: cost.net,
      split_line_item_public_on_demand_split_cost: cost.onDemand,
      split_line_item_public_on_demand_unused_cost: 0,
    }),
  },
];

/** Lines of Fargate have their cost, and the same again as split cost. A Savings Plan covers a line, and a second line takes its On-Demand cost back. */
function onFargate(hour: TaskHour, type: string, cost: LineCost | undefined): LineItem[] {
  if (!cost) return [];
  const isPlan = hour.kind === 'FARGATE_PLAN';
  const line = {
    ...common(hour),
    line_item_usage_type: `EUW1-${hour.kind === 'FARGATE_SPOT' ? 'SpotUsage-' : ''}Fargate-${type}`,
    line_item_usage_amount: cost.usage,
    line_item_unblended_cost: isPlan ? cost.onDemand : cost.used,
    line_item_net_unblended_cost: isPlan ? cost.onDemand : cost.net,
    pricing_public_on_demand_cost: cost.onDemand,
    split_line_item_split_usage: cost.usage,
    split_line_item_split_cost: cost.used,
    split_line_item_unused_cost: 0,
  };
  if (!isPlan) return [line];
  return [
    {
      ...line,
      line_item_line_item_type: 'SavingsPlanCoveredUsage',
      savings_plan_savings_plan_effective_cost: cost.used,
      savings_plan_net_savings_plan_effective_cost: cost.net,
    },
    { ...line, line_item_line_item_type: 'SavingsPlanNegation', line_item_unblended_cost: -cost.onDemand },
  ];
}

export function linesOf(hour: TaskHour): LineItem[] {
  const isOnInstance = hour.kind === 'EC2';
  const lines = isOnInstance ? onInstance : onFargate;
  return [...lines(hour, isOnInstance ? 'vCPU-Hours' : 'vCPU-Hours:perCPU', hour.vcpu), ...lines(hour, 'GB-Hours', hour.memory)];
}

/** What the bill has beside tasks: the instance that they ran on, and taxes. */
export const OTHER_LINES = (start: number): LineItem[] =>
  [
    { line_item_product_code: 'AmazonEC2', line_item_usage_type: 'EUW1-BoxUsage:m6i.large', line_item_resource_id: 'i-0123456789abcdef0' },
    { line_item_product_code: 'AmazonECS', line_item_usage_type: 'Tax', line_item_resource_id: '', line_item_line_item_type: 'Tax' },
  ].map((line) => ({
    line_item_line_item_type: 'Usage',
    line_item_usage_account_id: '111111111111',
    line_item_usage_start_date: stamp(start),
    line_item_usage_end_date: stamp(start + HOUR_MS),
    line_item_currency_code: 'USD',
    line_item_unblended_cost: 1000,
    resource_tags: {},
    ...line,
  }));
