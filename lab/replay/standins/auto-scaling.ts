/** EC2 Auto Scaling of the Query API: its groups, and which of their metrics are collected. It remembers what is enabled. */
import { answer, GRANULARITY, groupElement, refuse } from './auto-scaling-answers';
import { AutoScalingGroup, World } from './world';
import { element, Filter, filtersOf, listOf } from './xml';
import { Answer } from '../servers/answer';
import { StreamClock } from '../stream-clock';

const DEFAULT_RECORDS = 50;
const MAX_RECORDS = 100;
/** What EnableMetricsCollection takes, and what it enables where no metric is given. */
export const GROUP_METRICS: readonly string[] = [
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupPendingInstances',
  'GroupStandbyInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
  'GroupInServiceCapacity',
  'GroupPendingCapacity',
  'GroupStandbyCapacity',
  'GroupTerminatingCapacity',
  'GroupTotalCapacity',
  'WarmPoolDesiredCapacity',
  'WarmPoolWarmedCapacity',
  'WarmPoolPendingCapacity',
  'WarmPoolTerminatingCapacity',
  'WarmPoolTotalCapacity',
  'GroupAndWarmPoolDesiredCapacity',
  'GroupAndWarmPoolTotalCapacity',
];

export interface AutoScalingOptions {
  /** So many first calls of each action are answered with Throttling, to see them tried again. @default 0 */
  readonly throttledCalls?: number;
  /** Only these are. @default - all actions */
  readonly throttledActions?: readonly string[];
}

export class AutoScalingStandIn {
  private readonly groups: readonly AutoScalingGroup[];
  /** Since when a metric is collected, by group and metric. */
  private readonly enabled = new Map<string, Map<string, number>>();
  private readonly calls = new Map<string, number>();

  constructor(
    { AutoScalingGroups = [] }: World,
    private readonly clock: StreamClock,
    private readonly options: AutoScalingOptions = {},
  ) {
    this.groups = AutoScalingGroups;
    for (const { Name, EnabledMetrics = [] } of this.groups) {
      this.enabled.set(Name, new Map(EnabledMetrics.map((metric) => [metric, -Infinity])));
    }
  }

  /** Nothing, where it is no call that is answered here. */
  answer(action: string | null, form: URLSearchParams): Answer | undefined {
    if (action !== 'DescribeAutoScalingGroups' && action !== 'EnableMetricsCollection') return undefined;
    const call = (this.calls.get(action) ?? 0) + 1;
    this.calls.set(action, call);
    const { throttledCalls = 0, throttledActions = [action] } = this.options;
    if (call <= throttledCalls && throttledActions.includes(action)) return refuse('Throttling', 'Rate exceeded');
    return action === 'DescribeAutoScalingGroups' ? this.describe(form) : this.enable(form);
  }

  /** Whether AWS would have a data point of a group's metric at a moment. */
  isCollected(group: string, metric: string, ms: number): boolean {
    return (this.enabled.get(group)?.get(metric) ?? Infinity) <= ms;
  }

  /** Groups that are not there yet are not known. */
  private existing(): readonly AutoScalingGroup[] {
    return this.groups.filter(({ CreatedAt }) => CreatedAt === undefined || Date.parse(CreatedAt) <= this.clock.now);
  }

  private describe(form: URLSearchParams): Answer {
    const names = listOf(form, 'AutoScalingGroupNames.member');
    const records = Number(form.get('MaxRecords') ?? DEFAULT_RECORDS);
    const start = Number(form.get('NextToken') ?? 0);
    const filters = filtersOf(form, 'Filters.member', 'Values.member');
    const unknown = filters.find(({ name }) => valuesOf(name) === undefined);
    if (!(records >= 1 && records <= MAX_RECORDS)) {
      return refuse('ValidationError', `MaxRecords ${records} is not from 1 to ${MAX_RECORDS}`);
    }
    if (names.length > records) return refuse('ValidationError', `You cannot specify more than ${records} group names`);
    if (!Number.isInteger(start)) return refuse('InvalidNextToken', 'The NextToken value is not valid.');
    if (unknown !== undefined) return refuse('ValidationError', `Filter type ${unknown.name} is not correct.`);
    const found = this.existing().filter(
      (group) => (names.length === 0 || names.includes(group.Name)) && filters.every((filter) => passes(group, filter)),
    );
    const page = found.slice(start, start + records);
    const next = start + page.length < found.length ? String(start + page.length) : undefined;
    const members = page.map((group) => groupElement(group, [...(this.enabled.get(group.Name)?.keys() ?? [])])).join('');
    return answer(
      'DescribeAutoScalingGroups',
      `<DescribeAutoScalingGroupsResult><AutoScalingGroups>${members}</AutoScalingGroups>` +
        `${element('NextToken', next)}</DescribeAutoScalingGroupsResult>`,
    );
  }

  private enable(form: URLSearchParams): Answer {
    const name = form.get('AutoScalingGroupName') ?? '';
    const asked = listOf(form, 'Metrics.member');
    const granularity = form.get('Granularity');
    const unknown = asked.find((metric) => !GROUP_METRICS.includes(metric));
    if (!this.existing().some(({ Name }) => Name === name)) {
      return refuse('ValidationError', `AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);
    }
    if (granularity !== GRANULARITY) {
      return refuse('ValidationError', `Granularity ${String(granularity)} is not valid: the only valid value is ${GRANULARITY}`);
    }
    if (unknown !== undefined) return refuse('ValidationError', `${unknown} is not a valid metric type`);
    const collected = this.enabled.get(name) ?? new Map<string, number>();
    for (const metric of asked.length === 0 ? GROUP_METRICS : asked) if (!collected.has(metric)) collected.set(metric, this.clock.now);
    return answer('EnableMetricsCollection', '');
  }
}

/** What a filter looks at in a group; nothing where there is no such filter. */
function valuesOf(filter: string): ((group: AutoScalingGroup) => readonly string[]) | undefined {
  if (filter === 'tag-key') return ({ Tags = {} }) => Object.keys(Tags);
  if (filter === 'tag-value') return ({ Tags = {} }) => Object.values(Tags);
  if (filter.startsWith('tag:')) return ({ Tags = {} }) => [Tags[filter.slice('tag:'.length)] ?? []].flat();
  return undefined;
}

const passes = (group: AutoScalingGroup, { name, values }: Filter): boolean =>
  valuesOf(name)?.(group).some((value) => values.includes(value)) === true;
