import { Annotations, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { JobEventCollectorProps } from './collector-props';

interface Watcher {
  readonly path: string;
  readonly metricNamespace: string;
  /** All of them, where none is named. */
  readonly queueArns?: readonly string[];
}

/** Collectors by stack. Those of different stacks may be meant for different accounts or regions. */
const WATCHERS = new WeakMap<Stack, Watcher[]>();

/** CloudWatch adds up what two collectors publish under one name: a job of both counts twice, and totals are those of both. */
export function warnOfDuplicateCounting(scope: Construct, metricNamespace: string, { jobQueues }: JobEventCollectorProps): void {
  const watcher: Watcher = { path: scope.node.path, metricNamespace, queueArns: jobQueues?.map((queue) => queue.jobQueueArn) };
  const others = WATCHERS.get(Stack.of(scope)) ?? [];
  const inNamespace = others.filter((other) => other.metricNamespace === metricNamespace);
  const duplicate = inNamespace.find((other) => overlap(watcher, other));
  if (duplicate) warnOfDuplicates(scope, metricNamespace, duplicate);
  else if (inNamespace.length > 0) warnOfSharedTotals(scope, metricNamespace, inNamespace[0]);
  WATCHERS.set(Stack.of(scope), [...others, watcher]);
}

const warnOfDuplicates = (scope: Construct, metricNamespace: string, { path }: Watcher): void =>
  Annotations.of(scope).addWarningV2(
    'cdk-batch-insights:double-counting',
    `${scope.node.path} and ${path} watch the same job queues and publish in the namespace ${metricNamespace}, so that each job counts twice. ` +
      'Give one of them another metricNamespace, or make several dashboards over one collector.',
  );

const warnOfSharedTotals = (scope: Construct, metricNamespace: string, { path }: Watcher): void =>
  Annotations.of(scope).addWarningV2(
    'cdk-batch-insights:shared-namespace',
    `${scope.node.path} and ${path} publish in the namespace ${metricNamespace}, so that totals on their dashboards are those of both. ` +
      'Give one of them another metricNamespace, or let one collector watch all of these job queues.',
  );

const overlap = ({ queueArns: some }: Watcher, { queueArns: others }: Watcher): boolean =>
  some === undefined || others === undefined || some.some((arn) => others.includes(arn));
