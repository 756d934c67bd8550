import { Stack } from 'aws-cdk-lib';
import { EcsJobDefinition, FargateComputeEnvironment, IJobDefinition, IJobQueue, JobQueue } from 'aws-cdk-lib/aws-batch';
import { compilePattern } from '../../lab/aws/patterns/event-pattern';
import { EventDelivery, JobEventCollector, JobEventCollectorProps } from '../../src/job-event-collector';
import { HERE, deployed } from '../event-intake/rule-pattern';
import { Synthesis, synthesize } from '../event-intake/synthesis';

const MAX_PATTERN_LENGTH = 2048;
const LONGEST_ARN = `arn:aws-us-gov:batch:us-isof-south-1:111122223333:job-queue/${'q'.repeat(128)}`;

/** Names of 36 characters, as generated ones often are. */
const nameOf = (index: number): string => `queue-${index}`.padEnd(36, 'x');
const arnOf = (name: string): string => `arn:aws:batch:us-east-1:123456789012:job-queue/${name}`;
const names = (count: number): string[] => [...Array(count).keys()].map(nameOf);
const imported = (stack: Stack, count: number): IJobQueue[] =>
  names(count).map((name) => JobQueue.fromJobQueueArn(stack, name, arnOf(name)));

function made(stack: Stack, count: number): IJobQueue[] {
  const arn = 'arn:aws:batch:us-east-1:123456789012:compute-environment/fargate';
  const computeEnvironment = FargateComputeEnvironment.fromFargateComputeEnvironmentArn(stack, 'Fargate', arn);
  return names(count).map((name) => new JobQueue(stack, name, { computeEnvironments: [{ computeEnvironment, order: 1 }] }));
}

const definitionArn = (index: number): string => `arn:aws:batch:us-east-1:123456789012:job-definition/definition-${index}`;
const definitions = (stack: Stack, count: number): IJobDefinition[] =>
  [...Array(count).keys()].map((index) => EcsJobDefinition.fromJobDefinitionArn(stack, `D${index}`, `${definitionArn(index)}:3`));

interface Rules {
  readonly synthesis: Synthesis;
  readonly collector: JobEventCollector;
  /** The patterns of the rules as EventBridge gets them, with the longest ARNs for those that are known only at deployment. */
  readonly patterns: readonly string[];
}

function rulesOf(props: (stack: Stack) => JobEventCollectorProps): Rules {
  const collectors: JobEventCollector[] = [];
  const synthesis = synthesize((stack) => collectors.push(new JobEventCollector(stack, 'Collector', props(stack))));
  const rules = Object.values(synthesis.template.findResources('AWS::Events::Rule'));
  const patterns = rules.map(({ Properties }) =>
    JSON.stringify(deployed(Properties.EventPattern)).replace(/\{"Fn::GetAtt":[^}]*\}/g, JSON.stringify(LONGEST_ARN)),
  );
  return { synthesis, collector: collectors[0], patterns };
}

const matching = (patterns: readonly string[], detail: Readonly<Record<string, string>>): number =>
  patterns.filter((pattern) =>
    compilePattern(JSON.parse(pattern)).matches({ ...HERE, source: 'aws.batch', 'detail-type': 'Batch Job State Change', detail }),
  ).length;

describe('GIVEN 300 job queues', () => {
  test.each([
    ['imported', imported, 15],
    ['of the same app', made, 34],
  ])('%s WHEN they are watched THEN the patterns of the rules hold them', (_name, queues, count) => {
    const { patterns } = rulesOf((stack) => ({ jobQueues: queues(stack, 300) }));
    expect(patterns).toHaveLength(count);
    patterns.forEach((pattern) => expect(pattern.length).toBeLessThanOrEqual(MAX_PATTERN_LENGTH));
  });

  test('WHEN a job changes its state THEN one rule matches, and none where the queue is not watched', () => {
    const { patterns } = rulesOf((stack) => ({ jobQueues: imported(stack, 300) }));
    expect(names(301).map((name) => matching(patterns, { jobQueue: arnOf(name) }))).toEqual([...Array(300).fill(1), 0]);
  });

  test('WHEN the rules send to the queues THEN a policy of each lets them all, in one statement', () => {
    const { synthesis, collector } = rulesOf((stack) => ({ jobQueues: made(stack, 300) }));
    const rules = ['Rule', ...[...Array(33).keys()].map((index) => `Rule${index + 2}`)];
    expect(collector.rules.map(({ node }) => node.id)).toEqual(rules);
    expect(collector.rule).toBe(collector.rules[0]);
    for (const queue of ['Collector/Queue', 'Collector/DeadLetterQueue']) {
      const { Statement } = synthesis.resource(`${queue}/Policy`).Properties.PolicyDocument as { Statement: object[] };
      expect(Statement).toHaveLength(2);
      expect(Statement[1]).toEqual({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: synthesis.attribute(queue, 'Arn'),
        Condition: { ArnEquals: { 'aws:SourceArn': rules.map((rule) => synthesis.attribute(`Collector/${rule}`, 'Arn')) } },
      });
    }
  });

  test('WHEN events are delivered directly THEN the dead-letter queue admits all rules in one statement too', () => {
    const { synthesis } = rulesOf((stack) => ({ jobQueues: imported(stack, 300), delivery: EventDelivery.direct() }));
    const { Statement } = synthesis.resource('Collector/DeadLetterQueue/Policy').Properties.PolicyDocument as { Statement: object[] };
    expect(Statement).toHaveLength(2);
    synthesis.template.resourceCountIs('AWS::Lambda::Permission', 15);
  });
});

describe('GIVEN what one rule holds', () => {
  test.each([
    ['21 imported queues', imported, 21, 1],
    ['22 imported queues', imported, 22, 2],
    ['9 queues of the app', made, 9, 1],
    ['10 queues of the app', made, 10, 2],
  ])('%s take no more rules than they need', (_name, queues, count, rules) => {
    expect(rulesOf((stack) => ({ jobQueues: queues(stack, count) })).patterns).toHaveLength(rules);
  });
});

describe('GIVEN job queues and job definitions', () => {
  test.each([
    [3, 60],
    [60, 3],
    [40, 40],
    [300, 1],
  ])('%d and %d of them WHEN a job runs THEN exactly one rule takes its events', (queueCount, definitionCount) => {
    const { patterns } = rulesOf((stack) => ({
      jobQueues: imported(stack, queueCount),
      jobDefinitions: definitions(stack, definitionCount),
    }));
    patterns.forEach((pattern) => expect(pattern.length).toBeLessThanOrEqual(MAX_PATTERN_LENGTH));
    for (const [queue, definition] of [
      [0, 0],
      [queueCount - 1, definitionCount - 1],
      [0, definitionCount - 1],
    ]) {
      const watched = { jobQueue: arnOf(nameOf(queue)), jobDefinition: `${definitionArn(definition)}:7` };
      expect(matching(patterns, watched)).toBe(1);
      expect(matching(patterns, { ...watched, jobQueue: arnOf('other') })).toBe(0);
      expect(matching(patterns, { ...watched, jobDefinition: `${definitionArn(definitionCount)}:7` })).toBe(0);
    }
  });

  test('two revisions of one definition are watched once', () => {
    const { patterns } = rulesOf((stack) => ({
      jobDefinitions: [1, 2].map((revision) =>
        EcsJobDefinition.fromJobDefinitionArn(stack, `R${revision}`, `${definitionArn(0)}:${revision}`),
      ),
    }));
    expect(JSON.parse(patterns[0]).detail.jobDefinition).toEqual([{ prefix: `${definitionArn(0)}:` }]);
  });
});
