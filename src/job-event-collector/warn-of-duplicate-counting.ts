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

/** CloudWatch adds up what two collectors publish under one name: each job would count twice, and nothing would show why. */
export function warnOfDuplicateCounting(scope: Construct, metricNamespace: string, { jobQueues }: JobEventCollectorProps): void {
  const watcher: Watcher = { path: scope.node.path, metricNamespace, queueArns: jobQueues?.map((queue) => queue.jobQueueArn) };
  const others = WATCHERS.get(Stack.of(scope)) ?? [];
  const duplicate = others.find((other) => other.metricNamespace === metricNamespace && overlap(watcher, other));
  if (duplicate) {
    Annotations.of(scope).addWarningV2(
      'cdk-batch-insights:double-counting',
      `${watcher.path} and ${duplicate.path} watch the same job queues and publish in the namespace ${metricNamespace}, so that each job counts twice. ` +
        'Give one of them another metricNamespace, or make several dashboards over one collector.',
    );
  }
  WATCHERS.set(Stack.of(scope), [...others, watcher]);
}

const overlap = ({ queueArns: some }: Watcher, { queueArns: others }: Watcher): boolean =>
  some === undefined || others === undefined || some.some((arn) => others.includes(arn));
