import { messagesOf } from './stage/deliveries';
import { deployRegistry } from './stage/deployed-registry';
import { instanceArn, instanceEvent, spotEvent, stateEvent } from './stage/instance-events';
import { NOW, useStage } from './stage/stage';
import { answerError } from './stage/wire';

const stage = useStage();
const SECONDS_NOW = NOW / 1000;

describe('rows of instances', () => {
  test('hold what ECS tells, and the purchase option that was known at synth', async () => {
    const registry = await deployRegistry(stage);
    expect(await registry.deliverEvents(instanceEvent('a', { instanceId: 'i-0abc' }))).toEqual([]);
    expect(await registry.row(instanceArn('a'))).toEqual({
      ContainerInstanceArn: instanceArn('a'),
      InstanceId: 'i-0abc',
      InstanceType: 'c7g.xlarge',
      AvailabilityZone: 'eu-west-1b',
      Architecture: 'arm64',
      AmiId: 'ami-0123',
      Vcpus: '4',
      MemoryMiB: '7680',
      ComputeEnvironment: 'spot-environment',
      PurchaseOption: 'SPOT',
      Status: 'ACTIVE',
      RegisteredAt: '2026-11-20T10:59:00.123Z',
      Version: '3',
      LinkedAt: String(SECONDS_NOW),
      cR: expect.any(String),
      ExpiresAt: String(SECONDS_NOW + 2_592_000),
    });
    expect(await registry.row('i-0abc')).toEqual({
      ContainerInstanceArn: 'i-0abc',
      Registrations: [`2026-11-20T10:59:00.123Z ${instanceArn('a')}`],
      ExpiresAt: String(SECONDS_NOW + 2_592_000),
    });
    expect([...stage.ecs.requests, ...stage.batch.requests, ...stage.ec2.requests]).toEqual([]);
  });

  test('expire as those of one that left, also where ECS tells of its life after EC2 of its end', async () => {
    // GIVEN an instance that EC2 says is gone
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(instanceEvent('a', { instanceId: 'i-0abc' }));
    await registry.deliverEvents(stateEvent('i-0abc'));
    // WHEN an event of its life comes late, and its leaving is settled
    await registry.deliverEvents(instanceEvent('a', { instanceId: 'i-0abc', version: 5, status: 'DRAINING' }));
    await registry.settle();
    // THEN
    expect(Number((await registry.row(instanceArn('a')))?.ExpiresAt)).toBeLessThanOrEqual(stage.now / 1000 + 604_800);
  });

  test.each([
    ['a newer version overwrites', 4, 'DRAINING'],
    ['the same version changes nothing', 3, 'ACTIVE'],
    ['an older version is refused', 2, 'ACTIVE'],
  ])('%s', async (_, version, expected) => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(instanceEvent('a', { version: 3, status: 'ACTIVE' }));
    expect(await registry.deliverEvents(instanceEvent('a', { version, status: version === 3 ? 'ACTIVE' : 'DRAINING' }))).toEqual([]);
    expect(await registry.row(instanceArn('a'))).toMatchObject({ Status: expected, Version: String(Math.max(3, version)) });
  });

  test('remain for some days after the instance is gone, with all that is known of it', async () => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(instanceEvent('a'));
    await registry.deliverEvents(instanceEvent('a', { version: 9, status: 'INACTIVE' }));
    expect(await registry.row(instanceArn('a'))).toMatchObject({
      Status: 'INACTIVE',
      GoneAt: '2026-11-20T11:00:00.000Z',
      InstanceType: 'c7g.xlarge',
      PurchaseOption: 'SPOT',
      ExpiresAt: String(SECONDS_NOW + 604_800),
    });
  });

  test('are not made of instances that AWS Batch did not start', async () => {
    const registry = await deployRegistry(stage);
    const foreign = instanceEvent('a', { cluster: 'our_Batch_services' });
    expect(await registry.deliverEvents(foreign)).toEqual([]);
    expect(await registry.row(instanceArn('a', 'our_Batch_services'))).toBeUndefined();
    expect(stage.batch.requests).toEqual([]);
  });

  test('of warnings are kept by EC2 instance id, each kind by itself', async () => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(
      spotEvent('i-0abc', 'EC2 Instance Rebalance Recommendation'),
      spotEvent('i-0abc', 'EC2 Spot Instance Interruption Warning'),
    );
    expect(await registry.row('i-0abc')).toEqual({
      ContainerInstanceArn: 'i-0abc',
      InterruptionWarningAt: '2026-11-20T11:30:00.000Z',
      RebalanceRecommendedAt: '2026-11-20T11:30:00.000Z',
      ExpiresAt: String(SECONDS_NOW + 604_800),
    });
  });
});

describe('an instance that is none of EC2', () => {
  test.each(['', 'mi-0123456789abcdef0'])('is registered, and links to none, where its id is "%s"', async (instanceId) => {
    // GIVEN
    const registry = await deployRegistry(stage);
    // WHEN
    const failed = await registry.deliver(messagesOf([instanceEvent('a', { instanceId })]));
    // THEN
    expect(failed).toEqual([]);
    const row = await registry.row(instanceArn('a'));
    expect(row).toMatchObject({ Status: 'ACTIVE' });
    expect(row).not.toHaveProperty('InstanceId');
    expect(registry.lines.ofType('processing-failed')).toEqual([]);
  });
});

describe('a message that fails', () => {
  test.each([undefined, 'ECS Task State Change'])('is rejected if its type is %s, although it reads like an instance', async (type) => {
    const registry = await deployRegistry(stage);
    const [message] = messagesOf([{ ...instanceEvent('other'), 'detail-type': type }]);
    expect(await registry.deliver([message])).toEqual([message.id]);
    expect(registry.lines.ofType('event-rejected')).toMatchObject([{ Field: 'detail-type', Problem: 'is unknown' }]);
    expect(await registry.row(instanceArn('other'))).toBeUndefined();
  });

  test('is handed back alone, where it cannot be read or written', async () => {
    // GIVEN
    const registry = await deployRegistry(stage);
    const [good, poison, refused] = messagesOf([
      instanceEvent('good'),
      { detail: { ec2InstanceId: 'canary' }, time: '2026-11-20T11:00:00Z' },
      instanceEvent('refused'),
    ]);
    stage.dynamodb.answer = ({ body }) => (body.includes(instanceArn('refused')) ? answerError('AccessDeniedException') : undefined);
    // WHEN
    const failed = await registry.deliver([good, poison, refused]);
    // THEN
    expect(failed).toEqual([poison.id, refused.id]);
    expect(await registry.row(instanceArn('good'))).toMatchObject({ Status: 'ACTIVE' });
    expect(registry.lines.ofType('instance')).toEqual([expect.objectContaining({ ContainerInstanceArn: instanceArn('good') })]);
    expect([...registry.lines.ofType('event-rejected'), ...registry.lines.ofType('processing-failed')]).toEqual([
      { RecordType: 'event-rejected', MessageId: poison.id, Field: 'detail.containerInstanceArn', Problem: 'is missing' },
      { RecordType: 'processing-failed', Subject: refused.id, Problem: 'AccessDeniedException' },
    ]);
  });
});
