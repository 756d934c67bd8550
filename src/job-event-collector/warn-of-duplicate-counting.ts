import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { JobEventCollectorProps } from './collector-props';

interface Watcher {
  readonly path: string;
  readonly stack: Stack;
  readonly metricNamespace: string;
  /** All of them, where none is named. */
  readonly queueArns?: readonly string[];
}

/** Collectors by app. */
const WATCHERS = new WeakMap<IConstruct, Watcher[]>();

/** CloudWatch adds up what two collectors publish under one name: a job of both counts twice, and totals are those of both. */
export function warnOfDuplicateCounting(scope: Construct, metricNamespace: string, { jobQueues }: JobEventCollectorProps): void {
  const queueArns = jobQueues?.map((queue) => queue.jobQueueArn);
  const watcher: Watcher = { path: scope.node.path, stack: deployedStack(Stack.of(scope)), metricNamespace, queueArns };
  const others = WATCHERS.get(scope.node.root) ?? [];
  const beside = others.filter((other) => other.metricNamespace === metricNamespace && isSamePlace(watcher.stack, other.stack));
  const duplicate = beside.find((other) => overlap(watcher, other));
  if (duplicate) warnOfDuplicates(scope, metricNamespace, duplicate);
  else if (beside.length > 0) warnOfSharedTotals(scope, metricNamespace, beside[0]);
  WATCHERS.set(scope.node.root, [...others, watcher]);
}

/** A nested stack is deployed with the stack that it is in. */
const deployedStack = (stack: Stack): Stack => (stack.nestedStackParent ? deployedStack(stack.nestedStackParent) : stack);

/** Stacks of which the account or Region is only known at deployment may be meant for different ones. */
function isSamePlace(stack: Stack, other: Stack): boolean {
  if (stack === other) return true;
  const { account, region } = stack;
  return account === other.account && region === other.region && ![account, region].some(Token.isUnresolved);
}

const warnOfDuplicates = (scope: Construct, metricNamespace: string, { path }: Watcher): void =>
  Annotations.of(scope).addWarningV2(
    'cdk-batch-insights:double-counting',
    `${scope.node.path} and ${path} watch the same job queues of one account and Region and publish in the namespace ${metricNamespace}, so that ` +
      'each job counts twice. Give one of them another metricNamespace, or make several dashboards over one collector.',
  );

const warnOfSharedTotals = (scope: Construct, metricNamespace: string, { path }: Watcher): void =>
  Annotations.of(scope).addWarningV2(
    'cdk-batch-insights:shared-namespace',
    `${scope.node.path} and ${path} publish in the namespace ${metricNamespace}, so that totals on their dashboards are those of both. ` +
      'Give one of them another metricNamespace, or let one collector watch all of these job queues.',
  );

const overlap = ({ queueArns: some }: Watcher, { queueArns: others }: Watcher): boolean =>
  some === undefined || others === undefined || some.some((arn) => others.includes(arn));
