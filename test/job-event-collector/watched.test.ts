import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { EcsJobDefinition, JobQueue } from 'aws-cdk-lib/aws-batch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { JobEventCollector, JobEventCollectorProps } from '../../src';

const HERE = { region: 'us-east-1', account: '111122223333' };
const newStack = (env?: { region: string; account: string }) => new Stack(new App(), 'Stack', { env });
const queueAt = (stack: Stack, arn: string, id = 'Queue') => JobQueue.fromJobQueueArn(stack, id, arn);
const collect = (stack: Stack, props: JobEventCollectorProps) => () => new JobEventCollector(stack, 'Collector', props);

describe('a job queue of which no event can come in is refused', () => {
  test.each([
    ['of another region', 'arn:aws:batch:eu-west-1:111122223333:job-queue/a'],
    ['of another account', 'arn:aws:batch:us-east-1:444455556666:job-queue/a'],
  ])('%s', (_name, arn) => {
    const stack = newStack(HERE);
    expect(collect(stack, { jobQueues: [queueAt(stack, arn)] })).toThrow(
      `Stack/Collector: jobQueues is "${arn}", but it must be one in the account and Region of this stack: a collector takes no events of other places.`,
    );
  });

  test('of another account, on an event bus that its events are forwarded to', () => {
    const stack = newStack(HERE);
    const jobQueues = [queueAt(stack, 'arn:aws:batch:us-east-1:444455556666:job-queue/a')];
    expect(collect(stack, { jobQueues, eventBus: new EventBus(stack, 'Bus') })).toThrow(
      'a collector takes no events of other places. Put a collector into a stack of that account and Region.',
    );
  });

  test('the ARN of something else', () => {
    const stack = newStack(HERE);
    expect(collect(stack, { jobQueues: [queueAt(stack, 'arn:aws:batch:us-east-1:111122223333:job-definition/a')] })).toThrow(
      'but it must be an ARN of the form arn:PARTITION:batch:REGION:ACCOUNT:job-queue/NAME. Look the ARN up in AWS Batch.',
    );
  });

  test('the same one twice', () => {
    const stack = newStack(HERE);
    const arn = 'arn:aws:batch:us-east-1:111122223333:job-queue/a';
    expect(collect(stack, { jobQueues: [queueAt(stack, arn), queueAt(stack, arn, 'Again')] })).toThrow(
      `jobQueues lists "${arn}" twice. Name each once.`,
    );
  });

  test('the same one of this app twice', () => {
    const stack = newStack();
    const queue = new JobQueue(stack, 'Queue');
    expect(collect(stack, { jobQueues: [queue, queue] })).toThrow('jobQueues lists the same element twice. Name each once.');
  });
});

test('a job definition of another region is refused', () => {
  const stack = newStack(HERE);
  const jobDefinitions = [
    EcsJobDefinition.fromJobDefinitionArn(stack, 'Definition', 'arn:aws:batch:eu-west-1:111122223333:job-definition/a:1'),
  ];
  expect(collect(stack, { jobDefinitions })).toThrow(
    'Stack/Collector: jobDefinitions is "arn:aws:batch:eu-west-1:111122223333:job-definition/a:1"',
  );
});

describe('taken as it is', () => {
  test.each([
    ['a queue of the same place', HERE, 'arn:aws:batch:us-east-1:111122223333:job-queue/a'],
    ['any queue in a stack without a place of its own', undefined, 'arn:aws-cn:batch:cn-north-1:444455556666:job-queue/a'],
  ])('%s', (_name, env, arn) => {
    const stack = newStack(env);
    expect(collect(stack, { jobQueues: [queueAt(stack, arn)] })).not.toThrow();
  });
});

describe('two collectors that would count jobs twice', () => {
  const ARN = 'arn:aws:batch:us-east-1:111122223333:job-queue/';
  const warnings = (...collectors: ((stack: Stack) => JobEventCollectorProps)[]) => warningsOf('double-counting', ...collectors);
  const warningsOf = (id: string, ...collectors: ((stack: Stack) => JobEventCollectorProps)[]) => {
    const stack = newStack();
    collectors.forEach((props, index) => new JobEventCollector(stack, `Collector${index}`, props(stack)));
    return Annotations.fromStack(stack)
      .findWarning('*', Match.stringLikeRegexp(id))
      .map(({ entry }) => entry.data);
  };
  const watching =
    (id: string, ...names: string[]) =>
    (stack: Stack): JobEventCollectorProps => ({ jobQueues: names.map((name) => queueAt(stack, `${ARN}${name}`, `${id}${name}`)) });
  const all = () => ({});

  test('are warned of', () => {
    expect(warnings(all, all)).toEqual([
      expect.stringContaining(
        'Stack/Collector1 and Stack/Collector0 watch the same job queues of one account and Region and publish in the namespace BatchInsights, so that each job counts twice.',
      ),
    ]);
    expect(warnings(all, watching('A', 'a'))).toHaveLength(1);
    expect(warnings(watching('A', 'a', 'b'), watching('B', 'b', 'c'))).toHaveLength(1);
  });

  test('are warned of shared totals, where they count different jobs', () => {
    expect(warningsOf('shared-namespace', watching('A', 'a'), watching('B', 'b'))).toEqual([
      expect.stringContaining(
        'Stack/Collector1 and Stack/Collector0 publish in the namespace BatchInsights, so that totals on their dashboards are those of both.',
      ),
    ]);
    expect(warningsOf('shared-namespace', watching('A', 'a'), () => ({ metricNamespace: 'Other' }))).toEqual([]);
    expect(warningsOf('shared-namespace', all, all)).toEqual([]);
  });

  const inStacks = (first: { readonly env?: typeof HERE }, second: { readonly env?: typeof HERE }) => {
    const app = new App();
    const [one, other] = [new Stack(app, 'One', first), new Stack(new Stage(app, 'Stage'), 'Other', second)];
    new JobEventCollector(one, 'Collector');
    new JobEventCollector(other, 'Collector');
    return Annotations.fromStack(other).findWarning('*', Match.stringLikeRegexp('double-counting'));
  };

  test('are warned of in two stacks of one account and Region', () => {
    expect(inStacks({ env: HERE }, { env: HERE }).map(({ entry }) => entry.data)).toEqual([
      expect.stringContaining('Stage/Other/Collector and One/Collector watch the same job queues of one account and Region'),
    ]);
  });

  test('are warned of in a nested stack', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Nested');
    new JobEventCollector(stack, 'Collector');
    new JobEventCollector(nested, 'Collector');
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('double-counting'))).toHaveLength(1);
  });

  test.each([
    ['of different Regions', { env: HERE }, { env: { ...HERE, region: 'eu-west-1' } }],
    ['that are only known at deployment', {}, {}],
  ])('are not those in stacks %s', (_name, first, second) => {
    expect(inStacks(first, second)).toEqual([]);
  });

  test('are not those of different queues, namespaces or apps', () => {
    expect(warnings(watching('A', 'a'), watching('B', 'b'))).toEqual([]);
    expect(warnings(all, () => ({ metricNamespace: 'Other' }))).toEqual([]);
    expect([...warnings(all), ...warnings(all)]).toEqual([]);
  });
});
