import { Fields } from '../../../src/domain/event/fields';
import { departureMessage, readDeparture } from '../../../src/domain/instance/departure';
import { noticeMessage, readHostNotice } from '../../../src/domain/instance/host-notice';
import { readInstance, readInstanceEvent } from '../../../src/domain/instance/instance-reading';
import { lookupRequest, readLookupRequest } from '../../../src/domain/instance/lookup-request';
import { purchaseOptionOfEnvironment } from '../../../src/domain/instance/purchase-option';
import { computeEnvironmentKey } from '../../../src/domain/names/tables';
import { instanceEvent, iso, spotWarning } from '../events';
import { CLUSTER, instanceArn } from '../shapes';

describe('a container instance', () => {
  test('is read from its event', () => {
    expect(readInstanceEvent(instanceEvent())).toEqual({
      containerInstanceArn: instanceArn('host-1'),
      ecsCluster: CLUSTER,
      computeEnvironment: 'render-farm',
      instanceId: 'i-0123456789abcdef0',
      instanceType: 'c7g.xlarge',
      availabilityZone: 'us-east-1b',
      architecture: 'arm64',
      amiId: 'ami-0abc',
      vcpus: 4,
      memoryMiB: 7680,
      status: 'ACTIVE',
      registeredAt: iso(0),
      version: 3,
    });
  });

  test.each(['INACTIVE', 'DEREGISTERING', 'DEREGISTERED'])('is gone when it is %s', (status) => {
    expect(readInstanceEvent(instanceEvent({ status }, 60)).goneAt).toBe(iso(60));
  });

  test.each(['ACTIVE', 'DRAINING', 'REGISTERING', undefined])('is still there when it is %s', (status) => {
    expect(readInstanceEvent(instanceEvent({ status }, 60)).goneAt).toBeUndefined();
  });

  test('is read from the answer of a call, which tells seconds', () => {
    const answer = Fields.of({ containerInstanceArn: instanceArn('h1', 'aws-cn'), registeredAt: 1768435200.25 }, '');
    expect(readInstance(answer)).toMatchObject({ computeEnvironment: 'render-farm', registeredAt: '2026-01-15T00:00:00.250Z', version: 0 });
  });

  test('may have an ARN without a cluster, and no cluster at all', () => {
    const containerInstanceArn = 'arn:aws:ecs:us-east-1:123456789012:container-instance/b54a2a04';
    expect(readInstanceEvent(instanceEvent({ containerInstanceArn }))).toMatchObject({
      ecsCluster: CLUSTER,
      computeEnvironment: 'render-farm',
    });
    expect(readInstanceEvent(instanceEvent({ containerInstanceArn, clusterArn: undefined }))).toMatchObject({
      ecsCluster: '',
      computeEnvironment: undefined,
    });
  });

  test('may tell nothing of what it brings', () => {
    const { vcpus, memoryMiB } = readInstanceEvent(instanceEvent({ registeredResources: [] }));
    expect([vcpus, memoryMiB]).toEqual([undefined, undefined]);
  });

  test('registered at the time of its event, where the event does not say when', () => {
    expect(readInstanceEvent(instanceEvent({ registeredAt: undefined }, 60)).registeredAt).toBe(iso(60));
  });

  test('that would be written into the row of something else is malformed', () => {
    expect(() => readInstanceEvent(instanceEvent({ containerInstanceArn: 'compute-environment/x' }))).toThrow(
      'detail.containerInstanceArn: is not an ARN',
    );
    expect(() => readDeparture({ detail: { containerInstanceArn: 'i-0abc' } })).toThrow('detail.containerInstanceArn: is not an ARN');
    expect(() => readHostNotice(spotWarning('Interruption Warning', 'compute-environment/x'))).toThrow(
      'detail.instance-id: is not an EC2 instance id',
    );
  });

  test.each(['', 'mi-0123456789abcdef0', 'arn:aws:ecs:us-east-1:1:container-instance/c/other', undefined])(
    'whose EC2 instance is told as %p has none, so that nothing is written into the row of something else',
    (ec2InstanceId) => {
      expect(readInstanceEvent(instanceEvent({ ec2InstanceId }))).toMatchObject({
        containerInstanceArn: instanceArn('host-1'),
        instanceId: undefined,
      });
    },
  );

  test('that brings less than nothing is read without it', () => {
    const reading = readInstanceEvent(instanceEvent({ registeredResources: [{ name: 'CPU', integerValue: -4096 }] }));
    expect([reading.containerInstanceArn, reading.vcpus]).toEqual([expect.stringContaining('container-instance'), undefined]);
  });

  test('without detail or time is malformed', () => {
    expect(() => readInstanceEvent({ time: iso(0) })).toThrow('detail: is missing');
    expect(() => readInstanceEvent({ detail: {} })).toThrow('time: is missing');
  });
});

describe('a notice of EC2', () => {
  test.each([
    ['Interruption Warning', 'interruption'],
    ['Rebalance Recommendation', 'rebalance'],
  ] as const)('%s', (told, kind) => {
    expect(readHostNotice(spotWarning(told, 'i-0abc', 5))).toEqual({ instanceId: 'i-0abc', at: iso(5), kind });
  });

  test('of a state tells that an instance is terminated, and nothing else', () => {
    const changed = (state?: string) => ({
      ...spotWarning('Interruption Warning', 'i-0abc', 5),
      'detail-type': 'EC2 Instance State-change Notification',
      detail: { 'instance-id': 'i-0abc', state },
    });
    expect(readHostNotice(changed('terminated'))).toEqual({ instanceId: 'i-0abc', at: iso(5), kind: 'termination' });
    expect(['pending', 'running', 'shutting-down', 'stopped', undefined].map((state) => readHostNotice(changed(state)))).toEqual(
      Array(5).fill(undefined),
    );
  });

  test('says of a state only when it tells one', () => {
    expect(noticeMessage({ instanceId: 'i-0abc', at: iso(5), kind: 'interruption' })).toMatchObject({
      detail: { 'instance-id': 'i-0abc' },
    });
    expect(Object.keys((noticeMessage({ instanceId: 'i-0abc', at: iso(5), kind: 'interruption' }) as { detail: object }).detail)).toEqual([
      'instance-id',
    ]);
  });

  test.each(['interruption', 'rebalance', 'termination'] as const)('is told once more as it was: %s', (kind) => {
    const notice = { instanceId: 'i-0abc', at: iso(5), kind };
    expect(readHostNotice(noticeMessage(notice))).toEqual(notice);
  });

  test('without detail, time or instance is malformed', () => {
    expect(() => readHostNotice({})).toThrow('detail: is missing');
    expect(() => readHostNotice({ detail: {} })).toThrow('time: is missing');
    expect(() => readHostNotice({ detail: { 'instance-id': '' }, time: iso(0) })).toThrow('detail.instance-id: is missing');
  });
});

test('that an instance left is told, and read back', () => {
  expect(readDeparture(departureMessage(instanceArn('h1')))).toBe(instanceArn('h1'));
  expect(() => readDeparture({})).toThrow('detail: is missing');
  expect(() => readDeparture({ detail: {} })).toThrow('detail.containerInstanceArn: is missing');
});

test('a look-up asks for instances and environments, and is read back', () => {
  const keys = [instanceArn('h1'), computeEnvironmentKey('fargate-spot'), instanceArn('h2')];
  expect(readLookupRequest(JSON.parse(JSON.stringify(lookupRequest(keys))))).toEqual({
    containerInstanceArns: [instanceArn('h1'), instanceArn('h2')],
    computeEnvironments: ['fargate-spot'],
  });
  expect(lookupRequest(keys)).toMatchObject({ source: 'cdk-batch-insights', 'detail-type': 'Instance Lookup' });
  expect(() => readLookupRequest({})).toThrow('detail: is missing');
});

test.each([
  ['EC2', undefined, 'ON_DEMAND'],
  ['SPOT', undefined, 'SPOT'],
  ['FARGATE', undefined, 'FARGATE'],
  ['FARGATE_SPOT', undefined, 'FARGATE_SPOT'],
  ['ECS_MANAGED_INSTANCES', 'SPOT', 'SPOT'],
  ['ECS_MANAGED_INSTANCES', undefined, 'ON_DEMAND'],
  [undefined, undefined, undefined],
  ['constructor', undefined, undefined],
])('an environment of type %s %s is %s', (type, capacityOption, option) => {
  expect(purchaseOptionOfEnvironment(type, capacityOption)).toBe(option);
});
