import { readFileSync } from 'fs';
import { join } from 'path';
import { JsonObject } from '../../lab/aws/json';
import { InstanceRegistry } from '../../src/instance-registry';
import { HERE, rulePattern } from '../event-intake/rule-pattern';
import { synthesize } from '../event-intake/synthesis';
import { wildcardRules } from '../event-intake/wildcard-rules';

const synthesis = synthesize((stack) => new InstanceRegistry(stack, 'Instances'));
const patternOf = (rule: string, place = HERE) => rulePattern(synthesis, `Instances/${rule}`, place);

describe('the rule of container instances', () => {
  const pattern = patternOf('ContainerInstanceRule');
  const clusterArn = (name: string) => `arn:aws:ecs:us-east-1:123456789012:cluster/${name}`;
  const BATCH_CLUSTER = clusterArn('AWSBatch-spot-0f0e0d0c-1111-2222-3333-444455556666');
  const registered = (detail: JsonObject) => ({
    source: 'aws.ecs',
    'detail-type': 'ECS Container Instance State Change',
    detail: { clusterArn: BATCH_CLUSTER, status: 'ACTIVE', runningTasksCount: 0, pendingTasksCount: 0, ...detail },
  });
  const matches = (detail: JsonObject) => pattern.matches(registered(detail));

  test.each([
    ['AWSBatch-spot-0f0e0d0c-1111-2222-3333-444455556666', true],
    ['spot_Batch_0f0e0d0c-1111-2222-3333-444455556666', true],
    ['default', false],
    ['MyAWSBatch-service', false],
  ])('knows whether cluster %s is of AWS Batch', (name, isBatch) => {
    expect(matches({ clusterArn: clusterArn(name) })).toBe(isBatch);
  });

  test.each([
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
  ])('works in partition %s', (partition, region) => {
    const place = { ...HERE, partition, region };
    const there = patternOf('ContainerInstanceRule', place);
    const cluster = (name: string) => registered({ clusterArn: `arn:${partition}:ecs:${region}:123456789012:cluster/${name}` });
    expect(['AWSBatch-a-b', 'a_Batch_b', 'default'].map((name) => there.matches(cluster(name)))).toEqual([true, true, false]);
    const only = synthesize((stack) => new InstanceRegistry(stack, 'Instances', { serviceLinkedRoleOnly: true }));
    const ofRole = rulePattern(only, 'Instances/ContainerInstanceRule', place);
    expect(['AWSBatch-a-b', 'a_Batch_b', 'default'].map((name) => ofRole.matches(cluster(name)))).toEqual([true, false, false]);
    expect(ofRole.matches(registered({}))).toBe(false);
  });

  describe('with the service-linked role only', () => {
    const only = synthesize((stack) => new InstanceRegistry(stack, 'Instances', { serviceLinkedRoleOnly: true }));

    test.each([
      ['AWSBatch-spot-0f0e0d0c-1111-2222-3333-444455556666', true],
      ['spot_Batch_0f0e0d0c-1111-2222-3333-444455556666', false],
      ['default', false],
    ])('knows whether to take cluster %s', (name, taken) => {
      const event = registered({ clusterArn: clusterArn(name) });
      expect(rulePattern(only, 'Instances/ContainerInstanceRule').matches(event)).toBe(taken);
    });

    test('has no wildcard, so that it does not count towards the quota of such rules', () => {
      expect(wildcardRules(only)).toEqual([]);
      expect(wildcardRules(synthesis)).toEqual([synthesis.logicalId('Instances/ContainerInstanceRule')]);
    });
  });

  test('takes an instance that registers', () => {
    expect(matches({})).toBe(true);
    const {
      runningTasksCount: _running,
      pendingTasksCount: _pending,
      ...withoutCounts
    } = { runningTasksCount: 0, pendingTasksCount: 0, status: 'ACTIVE' };
    expect(
      pattern.matches({
        source: 'aws.ecs',
        'detail-type': 'ECS Container Instance State Change',
        detail: { clusterArn: BATCH_CLUSTER, ...withoutCounts },
      }),
    ).toBe(true);
  });

  test.each<JsonObject>([{ runningTasksCount: 1 }, { pendingTasksCount: 2 }, { runningTasksCount: 3, pendingTasksCount: 1 }])(
    'leaves out the chatter of every task: %j',
    (counts) => {
      expect(matches(counts)).toBe(false);
    },
  );

  test.each(['DRAINING', 'INACTIVE', 'DEREGISTERING', 'REGISTRATION_FAILED'])('takes %s, whatever runs there', (status) => {
    expect(matches({ status, runningTasksCount: 4 })).toBe(true);
  });

  test('leaves out events of other clusters and tasks', () => {
    const documented: JsonObject[] = readFileSync(join(__dirname, '../fixtures/documented-ecs-events.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(documented.map((event) => pattern.matches(event))).toEqual([false, false]);
  });
});

describe('the rule of Spot warnings', () => {
  const pattern = patternOf('SpotWarningRule');

  test.each([
    ['EC2 Spot Instance Interruption Warning', true],
    ['EC2 Instance Rebalance Recommendation', true],
    ['EC2 Instance State-change Notification', false],
  ])('knows whether to take %s', (detailType, taken) => {
    expect(pattern.matches({ source: 'aws.ec2', 'detail-type': detailType, detail: { 'instance-id': 'i-0123456789abcdef0' } })).toBe(taken);
  });
});

describe('the rule of terminated instances', () => {
  const pattern = patternOf('TerminationRule');
  const matches = (detail: JsonObject, source = 'aws.ec2') =>
    pattern.matches({ source, 'detail-type': 'EC2 Instance State-change Notification', detail });

  test('takes the last state of an instance alone', () => {
    const states = ['pending', 'running', 'shutting-down', 'stopping', 'stopped', 'terminated'];
    expect(states.filter((state) => matches({ 'instance-id': 'i-0123456789abcdef0', state }))).toEqual(['terminated']);
    expect(matches({ 'instance-id': 'i-0123456789abcdef0', state: 'terminated' }, 'own.source')).toBe(false);
  });
});
