import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { EcsFargateContainerDefinition, EcsJobDefinition, IJobDefinition, JobQueue } from 'aws-cdk-lib/aws-batch';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { Size } from 'aws-cdk-lib/core';
import { JsonObject } from '../../lab/aws/json';
import { JobEventCollector, JobEventCollectorProps } from '../../src/job-event-collector';
import { rulePattern } from '../event-intake/rule-pattern';
import { synthesize } from '../event-intake/synthesis';

const captured: JsonObject[] = readFileSync(join(__dirname, '../fixtures/captured-batch-job-events.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const patternOf = (props: (stack: Stack) => JobEventCollectorProps) =>
  rulePattern(
    synthesize((stack) => new JobEventCollector(stack, 'Collector', props(stack))),
    'Collector/Rule',
  );

const jobEvent = (detail: JsonObject, detailType = 'Batch Job State Change'): JsonObject => ({
  source: 'aws.batch',
  'detail-type': detailType,
  detail,
});
const definitionArn = (name: string) => `arn:aws:batch:eu-west-1:123456789012:job-definition/${name}`;
const anyStack = new Stack(new App(), 'Any');
const imported = (arn: string): IJobDefinition => EcsJobDefinition.fromJobDefinitionArn(anyStack, arn.replace(/\W/g, ''), arn);

describe("the rule's pattern", () => {
  test('matches captured events', () => {
    const pattern = patternOf(() => ({}));
    expect(captured.length).toBeGreaterThan(0);
    expect(captured.filter((event) => pattern.matches(event))).toHaveLength(captured.length);
  });

  test('matches blocked job queues, and nothing of service jobs', () => {
    const pattern = patternOf(() => ({}));
    expect(pattern.matches(jobEvent({}, 'Batch Job Queue Blocked'))).toBe(true);
    expect(pattern.matches(jobEvent({}, 'Batch Service Job State Change'))).toBe(false);
  });

  test.each([['encode:7'], ['encode']])('matches any revision of job definition %s, and no other definition', (resource) => {
    const pattern = patternOf(() => ({ jobDefinitions: [imported(definitionArn(resource))] }));
    const matches = (jobDefinition: string) => pattern.matches(jobEvent({ jobDefinition: definitionArn(jobDefinition) }));
    expect(['encode:1', 'encode:7', 'encode:12', 'encode2:7', 'encoder:1'].map(matches)).toEqual([true, true, true, false, false]);
  });

  test('matches job queues by their whole ARN', () => {
    const arn = 'arn:aws:batch:eu-west-1:123456789012:job-queue/render';
    const pattern = patternOf((stack) => ({ jobQueues: [JobQueue.fromJobQueueArn(stack, 'Render', arn)] }));
    expect([arn, `${arn}-2`].map((jobQueue) => pattern.matches(jobEvent({ jobQueue })))).toEqual([true, false]);
  });

  test('cuts the revision at deployment off a job definition of the same app', () => {
    const synthesis = synthesize((stack) => {
      const definition = new EcsJobDefinition(stack, 'Definition', {
        container: new EcsFargateContainerDefinition(stack, 'Container', {
          image: ContainerImage.fromRegistry('busybox'),
          cpu: 1,
          memory: Size.gibibytes(2),
        }),
      });
      new JobEventCollector(stack, 'Collector', { jobDefinitions: [definition] });
    });
    const split = { 'Fn::Split': [':', { Ref: synthesis.logicalId('Definition') }] };
    expect(synthesis.resource('Collector/Rule').Properties.EventPattern).toMatchObject({
      detail: {
        jobDefinition: [{ prefix: { 'Fn::Join': [':', [...[0, 1, 2, 3, 4, 5].map((part) => ({ 'Fn::Select': [part, split] })), '']] } }],
      },
    });
  });
});
