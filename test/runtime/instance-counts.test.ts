import { setTimeout as sleep } from 'node:timers/promises';
import { messagesOf } from './stage/deliveries';
import { deployRegistry, knowEnvironments } from './stage/deployed-registry';
import {
  containerInstance,
  instanceArn,
  instanceEvent,
  lookUp,
  REGISTERED,
  spotEvent,
  stateEvent,
  UNMANAGED_CLUSTER,
} from './stage/instance-events';
import { CLUSTER } from './stage/job-events';
import { NOW, useStage } from './stage/stage';
import { answerError, answerJson } from './stage/wire';
import { tokenOf } from '../../src/domain/event/message-token';

const stage = useStage();
const HOST = 'i-0abc';
const registered = instanceEvent('a', { instanceId: HOST });
const deregistering = instanceEvent('a', { instanceId: HOST, version: 8, status: 'DEREGISTERING', time: '2026-11-20T11:31:00Z' });
const inactive = instanceEvent('a', { instanceId: HOST, version: 9, status: 'INACTIVE', time: '2026-11-20T11:31:20Z' });
const warned = spotEvent(HOST, 'EC2 Spot Instance Interruption Warning');
const recommended = spotEvent(HOST, 'EC2 Instance Rebalance Recommendation');
const terminated = stateEvent(HOST);
const lifetimeUntil = (time: string): number => (Date.parse(time) - REGISTERED) / 1000;

describe('an instance that registers', () => {
  test('counts with its vCPUs and memory, in total and by compute environment, at the time that it did', async () => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(registered);
    expect(registry.lines.totals).toEqual({ InstancesRegistered: 1, RegisteredVcpus: 4, RegisteredMemoryMiB: 7680 });
    const points = registry.lines.dataPoints.filter(({ Name }) => Name === 'InstancesRegistered');
    expect(points.map(({ Dimensions }) => Dimensions)).toEqual([{}, { ComputeEnvironment: 'spot-environment' }]);
    expect(new Set(points.map(({ Timestamp }) => Timestamp))).toEqual(new Set([Date.parse('2026-11-20T10:59:00Z')]));
    expect(registry.lines.ofType('instance')).toEqual([
      {
        RecordType: 'instance',
        At: '2026-11-20T10:59:00.123Z',
        Change: 'registered',
        InstanceId: HOST,
        ContainerInstanceArn: instanceArn('a'),
        InstanceType: 'c7g.xlarge',
        AvailabilityZone: 'eu-west-1b',
        Architecture: 'arm64',
        ComputeEnvironment: 'spot-environment',
        EcsCluster: CLUSTER,
        PurchaseOption: 'SPOT',
        Vcpus: 4,
        MemoryMiB: 7680,
      },
    ]);
  });

  test('counts once, whatever else is told of it; what tells nothing new is one write', async () => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(registered);
    stage.dynamodb.requests.length = 0;
    await registry.deliverEvents(registered);
    expect(stage.dynamodb.requests).toHaveLength(1);
    await registry.deliverEvents(
      instanceEvent('a', { instanceId: HOST, version: 2 }),
      instanceEvent('a', { instanceId: HOST, version: 5, status: 'DRAINING' }),
      inactive,
    );
    expect(registry.lines.total('InstancesRegistered')).toBe(1);
  });

  test('counts by type, zone and purchase option too where that is asked for, and without those that nobody told', async () => {
    const registry = await deployRegistry(stage, { DIMENSION_SETS: '[[],["InstanceType"],["AvailabilityZone"],["PurchaseOption"]]' });
    const bare = { ...containerInstance('b'), attributes: [], registeredResources: undefined };
    await registry.deliverEvents(registered, { ...instanceEvent('b'), detail: bare });
    const sets = registry.lines.dataPoints
      .filter(({ Name }) => Name === 'InstancesRegistered')
      .map(({ Dimensions, Values }) => [Dimensions, Values[0]]);
    expect(sets).toEqual([
      [{}, 1],
      [{ InstanceType: 'c7g.xlarge' }, 1],
      [{ AvailabilityZone: 'eu-west-1b' }, 1],
      [{ PurchaseOption: 'SPOT' }, 1],
      [{}, 1],
      [{ PurchaseOption: 'SPOT' }, 1],
    ]);
  });

  test('counts where Amazon ECS says that it did, though it was before this was deployed; what CloudWatch would refuse is a line alone', async () => {
    const registry = await deployRegistry(stage);
    stage.now = NOW + 15 * 86_400_000;
    await registry.deliverEvents(registered);
    expect(registry.lines.ofType('instance')).toHaveLength(1);
    expect(registry.lines.ofType('metrics-left-out')).toEqual([
      { RecordType: 'metrics-left-out', Count: 3, Oldest: '2026-11-20T10:59:00.123Z' },
    ]);
    expect(registry.lines.documents).toEqual([]);
  });

  test('counts when its purchase option is known: until then its message comes again', async () => {
    const registry = await deployRegistry(stage);
    const [own] = messagesOf([instanceEvent('own', { cluster: UNMANAGED_CLUSTER, status: 'INACTIVE' })]);
    stage.batch.answer = () => answerError('Throttled', 500);
    expect(await registry.deliver([own])).toEqual([own.id]);
    expect(await registry.row(instanceArn('own', UNMANAGED_CLUSTER))).toMatchObject({
      Status: 'INACTIVE',
      GoneAt: '2026-11-20T11:00:00.000Z',
    });
    expect(registry.lines.ofType('instance')).toEqual([]);
    knowEnvironments(stage, { 'own-machines': { type: 'SPOT' } });
    expect(await registry.deliver([own])).toEqual([]);
    expect(registry.lines.ofType('instance')).toEqual([expect.objectContaining({ Change: 'registered', PurchaseOption: 'SPOT' })]);
  });

  test('in a cluster that its ARN does not tell, as in old accounts, counts with that', async () => {
    const registry = await deployRegistry(stage);
    const containerInstanceArn = 'arn:aws:ecs:eu-west-1:111122223333:container-instance/f711cf81';
    const clusterArn = `arn:aws:ecs:eu-west-1:111122223333:cluster/${CLUSTER}`;
    await registry.deliverEvents({ ...registered, detail: { ...containerInstance('a'), containerInstanceArn, clusterArn } });
    expect(registry.lines.ofType('instance')).toEqual([
      expect.objectContaining({ ContainerInstanceArn: containerInstanceArn, EcsCluster: CLUSTER }),
    ]);
    expect(await registry.row(containerInstanceArn)).toMatchObject({ EcsCluster: CLUSTER });
  });

  test('whose row expires in that very moment is left alone', async () => {
    const registry = await deployRegistry(stage);
    stage.dynamodb.answer = ({ body }) => (body.includes('LinkedAt') ? answerError('ConditionalCheckFailedException') : undefined);
    expect(await registry.deliverEvents(registered)).toEqual([]);
    expect(registry.lines.all).toEqual([]);
  });

  test('counts where its row is written by another message in that very moment, after this one was refused', async () => {
    // GIVEN
    const registry = await deployRegistry(stage);
    await stage.put(registry.variables.INSTANCE_TABLE, { ContainerInstanceArn: { S: instanceArn('a') }, Version: { N: '3' } });
    // WHEN
    stage.dynamodb.answer = ({ body }) =>
      body.includes('LinkedAt') || body.includes('Registrations') ? undefined : answerError('ConditionalCheckFailedException');
    // THEN
    expect(await registry.deliverEvents(registered)).toEqual([]);
    expect(registry.lines.total('InstancesRegistered')).toBe(1);
  });

  test('is written beside others: a batch takes as long as the instance that takes longest', async () => {
    const registry = await deployRegistry(stage);
    let [atOnce, most] = [0, 0];
    stage.dynamodb.answer = async () => {
      most = Math.max(most, ++atOnce);
      await sleep(50);
      atOnce -= 1;
      return undefined;
    };
    await registry.deliverEvents(registered, instanceEvent('b'), instanceEvent('c'));
    expect(most).toBeGreaterThan(1);
  });

  test('costs the same writes in whatever order its events stand in a batch', async () => {
    const cost = async (...events: object[]) => {
      const registry = await deployRegistry(stage);
      stage.dynamodb.requests.length = 0;
      await registry.deliverEvents(...events);
      return stage.dynamodb.requests.length;
    };
    const draining = instanceEvent('a', { instanceId: HOST, version: 5, status: 'DRAINING' });
    expect([await cost(registered, draining), await cost(draining, registered)]).toEqual([4, 4]);
  });

  test('without an EC2 instance counts all the same', async () => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents({ ...inactive, detail: { ...containerInstance('a', { status: 'INACTIVE' }), ec2InstanceId: undefined } });
    await registry.settle();
    expect(registry.lines.totals).toMatchObject({ InstancesRegistered: 1, InstancesDeregistered: 1 });
  });
});

describe('an instance that leaves', () => {
  test('counts after some minutes, once, at the earliest time that is told', async () => {
    // GIVEN
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(registered);
    // WHEN what happened first comes last
    await registry.deliverEvents(terminated);
    await registry.deliverEvents(inactive);
    await registry.deliverEvents(deregistering);
    // THEN
    expect(registry.lines.total('InstancesDeregistered')).toBe(0);
    expect(registry.sent.filter(({ body }) => body['detail-type'] === 'Instance Left').map(({ delaySeconds }) => delaySeconds)).toEqual([
      300, 300, 300,
    ]);
    // WHEN
    await registry.settle();
    // THEN
    expect(registry.lines.totals).toMatchObject({
      InstancesDeregistered: 1,
      InstanceLifetimeSeconds: lifetimeUntil('2026-11-20T11:31:00Z'),
    });
    expect(registry.lines.ofType('instance')[1]).toMatchObject({
      Change: 'deregistered',
      At: '2026-11-20T11:31:00.000Z',
      Cause: 'deregistered',
      Reclaimed: 0,
      LifetimeSeconds: lifetimeUntil('2026-11-20T11:31:00Z'),
    });
    expect(await registry.row(instanceArn('a'))).toMatchObject({
      GoneAt: '2026-11-20T11:31:00.000Z',
      Status: 'INACTIVE',
      ExpiresAt: String(NOW / 1000 + 604_800),
    });
    expect(await registry.row(HOST)).toMatchObject({ ExpiresAt: String(NOW / 1000 + 604_800) });
  });

  test('has it counted later once, where what happens first is told first', async () => {
    const registry = await deployRegistry(stage);
    for (const event of [registered, deregistering, inactive, terminated]) await registry.deliverEvents(event);
    expect(registry.sent.map(({ body }) => body['detail-type'])).toEqual(['Instance Left']);
  });

  test('keeps its row for some days alone, also where an event tells once more that it left', async () => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(registered, deregistering);
    await registry.settle();
    await registry.deliverEvents(inactive);
    expect(await registry.row(instanceArn('a'))).toMatchObject({ Status: 'INACTIVE', ExpiresAt: String(NOW / 1000 + 604_800) });
  });

  test('is told again where its counting could not be sent for: nothing would count it otherwise', async () => {
    // GIVEN
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(registered);
    const [left] = messagesOf([inactive]);
    // WHEN
    stage.sqs.answer = () => answerJson({ Failed: [{ Id: '0', Code: 'InternalError' }] });
    // THEN
    expect(await registry.deliver([left])).toEqual([left.id]);
    expect(registry.lines.ofType('processing-failed')).toEqual([
      expect.objectContaining({ Subject: left.id, Problem: 'SQS rejected the message: InternalError' }),
    ]);
    // WHEN
    stage.sqs.reset();
    expect(await registry.deliver([left])).toEqual([]);
    await registry.settle();
    // THEN
    expect(registry.lines.total('InstancesDeregistered')).toBe(1);
  });

  test("is Amazon ECS's to explain where both tell the same time", async () => {
    const sameTime = stateEvent(HOST, 'terminated', '2026-11-20T11:31:20Z');
    for (const order of [
      [sameTime, inactive],
      [inactive, sameTime],
    ]) {
      const registry = await deployRegistry(stage);
      for (const event of [registered, ...order]) await registry.deliverEvents(event);
      expect(await registry.row(instanceArn('a'))).toMatchObject({ GoneCause: 'deregistered' });
    }
  });

  test('counts where only EC2 says so, and is reclaimed where it was warned', async () => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(registered, warned, recommended, stateEvent(HOST, 'shutting-down'), terminated);
    expect(await registry.row(instanceArn('a'))).toMatchObject({ GoneAt: '2026-11-20T11:33:00.000Z' });
    await registry.settle();
    expect(registry.lines.totals).toMatchObject({
      InstancesDeregistered: 1,
      InstancesReclaimed: 1,
      InterruptionWarnings: 1,
      RebalanceRecommendations: 1,
    });
    expect(registry.lines.ofType('instance').map(({ Change, At, Cause, Reclaimed }) => [Change, At, Cause, Reclaimed])).toEqual([
      ['registered', '2026-11-20T10:59:00.123Z', undefined, undefined],
      ['interruption-warning', '2026-11-20T11:30:00.000Z', undefined, undefined],
      ['rebalance-recommendation', '2026-11-20T11:30:00.000Z', undefined, undefined],
      ['deregistered', '2026-11-20T11:33:00.000Z', 'terminated', 1],
    ]);
  });

  test('is reclaimed also where its warning comes after all else', async () => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(registered, inactive);
    await registry.settle();
    await registry.deliverEvents(warned);
    expect(registry.lines.totals).toMatchObject({ InstancesDeregistered: 1, InstancesReclaimed: 1, InterruptionWarnings: 1 });
  });

  test('is nobody to count once its row has expired', async () => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents({
      source: 'cdk-batch-insights',
      'detail-type': 'Instance Left',
      detail: { containerInstanceArn: instanceArn('expired') },
    });
    expect(registry.lines.all).toEqual([]);
    expect(await registry.row(instanceArn('expired'))).toBeUndefined();
  });
});

describe('a row of the version before this one', () => {
  test('that says when its instance left, and not why, has it counted', async () => {
    const registry = await deployRegistry(stage);
    await stage.put(registry.variables.INSTANCE_TABLE, {
      ContainerInstanceArn: { S: instanceArn('a') },
      Version: { N: '8' },
      GoneAt: { S: '2026-11-20T11:30:00.000Z' },
    });
    await registry.deliverEvents(inactive);
    await registry.settle();
    expect(registry.lines.totals).toMatchObject({ InstancesRegistered: 1, InstancesDeregistered: 1 });
  });
});

describe('a message about an instance that is delivered again', () => {
  test.each<[string, object, object[], string[]]>([
    ['of its registration', registered, [], ['registered']],
    ['of its warning', warned, [registered], ['interruption-warning']],
    [
      'of its leaving',
      { source: 'cdk-batch-insights', 'detail-type': 'Instance Left', detail: { containerInstanceArn: instanceArn('a') } },
      [registered, warned, inactive],
      ['deregistered'],
    ],
  ])(
    'gives its lines and numbers again, because its first delivery may have crashed, and marks them: %s',
    async (_, event, before, changes) => {
      // GIVEN
      const registry = await deployRegistry(stage);
      await registry.deliverEvents(...before);
      registry.lines.clear();
      const [message] = messagesOf([event]);
      await registry.deliver([message]);
      const { totals, all } = registry.lines;
      const told = registry.lines.ofType('instance');
      expect(told.map(({ Change }) => Change)).toEqual(changes);
      expect(all.filter((line) => 'Redelivered' in line)).toEqual([]);
      registry.lines.clear();
      // WHEN
      await registry.deliver([message]);
      // THEN
      expect(registry.lines.ofType('instance')).toEqual(told.map((line) => ({ ...line, Redelivered: tokenOf(message.id) })));
      expect(registry.lines.totals).toEqual(totals);
      expect(registry.lines.documents.map(({ Redelivered }) => Redelivered)).toEqual(
        registry.lines.documents.map(() => tokenOf(message.id)),
      );
    },
  );
});

describe('instances of others', () => {
  test('cost one write each, which expires after a day, and count nowhere', async () => {
    const registry = await deployRegistry(stage);
    stage.dynamodb.requests.length = 0;
    await registry.deliverEvents(stateEvent('i-0f0e'), spotEvent('i-0d0c', 'EC2 Spot Instance Interruption Warning'));
    expect(stage.dynamodb.requests).toHaveLength(2);
    expect(await registry.row('i-0f0e')).toEqual({
      ContainerInstanceArn: 'i-0f0e',
      TerminatedAt: '2026-11-20T11:33:00.000Z',
      ExpiresAt: String(NOW / 1000 + 86_400),
    });
    await registry.deliverEvents(stateEvent('i-0f0e', 'running'));
    expect(stage.dynamodb.requests.filter(({ operation }) => operation === 'UpdateItem')).toHaveLength(2);
    expect([registry.lines.all, registry.sent]).toEqual([[], []]);
  });

  test('and those whose row expired are not made known by a warning', async () => {
    const registry = await deployRegistry(stage);
    await stage.put(registry.variables.INSTANCE_TABLE, {
      ContainerInstanceArn: { S: HOST },
      Registrations: { SS: [`2026-11-20T10:59:00.123Z ${instanceArn('expired')}`] },
    });
    expect(await registry.deliverEvents(warned)).toEqual([]);
    expect(await registry.row(instanceArn('expired'))).toBeUndefined();
    expect(registry.lines.all).toEqual([]);
  });
});

describe('an instance that is looked up', () => {
  const deploy = async () => {
    const registry = await deployRegistry(stage);
    stage.ecs.answer = () =>
      answerJson({
        containerInstances: [{ ...containerInstance('a', { instanceId: HOST }), registeredAt: REGISTERED / 1000 }],
        failures: [],
      });
    return registry;
  };

  test('did not register now; what EC2 tells of it counts, before and after', async () => {
    const registry = await deploy();
    await registry.deliverEvents(warned);
    await registry.deliverEvents(lookUp([instanceArn('a')]));
    await registry.settle();
    await registry.deliverEvents(terminated);
    await registry.settle();
    expect(registry.lines.totals).toEqual({
      InterruptionWarnings: 1,
      InstancesDeregistered: 1,
      InstancesReclaimed: 1,
      InstanceLifetimeSeconds: lifetimeUntil('2026-11-20T11:33:00Z'),
    });
  });

  test('without a time of registration is one that registered until now', async () => {
    const registry = await deployRegistry(stage);
    stage.ecs.answer = () => answerJson({ containerInstances: [containerInstance('a', { instanceId: HOST })], failures: [] });
    await registry.deliverEvents(lookUp([instanceArn('a')]));
    expect(await registry.row(HOST)).toMatchObject({ Registrations: [`2026-11-20T12:00:00.000Z ${instanceArn('a')}`] });
  });

  test('costs no more than two writes where events told of it', async () => {
    const registry = await deploy();
    await registry.deliverEvents(instanceEvent('a', { instanceId: HOST, version: 9 }));
    stage.dynamodb.requests.length = 0;
    await registry.deliverEvents(lookUp([instanceArn('a')]));
    expect(stage.dynamodb.requests).toHaveLength(2);
  });

  test('counts as registered once an event tells of it, older than the answer or not', async () => {
    const registry = await deploy();
    await registry.deliverEvents(lookUp([instanceArn('a')]));
    await registry.deliverEvents(instanceEvent('a', { instanceId: HOST, version: 2 }));
    expect(registry.lines.totals).toEqual({ InstancesRegistered: 1, RegisteredVcpus: 4, RegisteredMemoryMiB: 7680 });
  });
});

describe('an EC2 instance', () => {
  test('that joins again as another container instance counts again, and what was told before is about the one before', async () => {
    const registry = await deployRegistry(stage);
    const again = instanceEvent('again', { instanceId: HOST, time: '2026-11-20T11:45:00Z', registeredAt: '2026-11-20T11:44:59Z' });
    await registry.deliverEvents(registered, recommended, inactive);
    await registry.deliverEvents(again);
    await registry.deliverEvents(stateEvent(HOST, 'terminated', '2026-11-20T11:50:00Z'));
    await registry.settle();
    expect(registry.lines.totals).toMatchObject({ InstancesRegistered: 2, InstancesDeregistered: 2, RebalanceRecommendations: 1 });
    expect(registry.lines.ofType('instance').filter(({ Cause }) => Cause === 'terminated')).toEqual([
      expect.objectContaining({ ContainerInstanceArn: instanceArn('again') }),
    ]);
  });

  describe('that joined again', () => {
    const ofNext = (version: number) => instanceEvent('next', { instanceId: HOST, version, registeredAt: '2026-11-20T11:40:00Z' });
    const ofFormer = (version: number) => instanceEvent('a', { instanceId: HOST, version });

    test('is not taken over by late events of the one before, which cost two writes each', async () => {
      const registry = await deployRegistry(stage);
      await registry.deliverEvents(ofFormer(9));
      await registry.deliverEvents(recommended);
      await registry.deliverEvents(ofNext(3));
      stage.dynamodb.requests.length = 0;
      for (const version of [3, 4, 5, 6]) await registry.deliverEvents(ofFormer(version));
      expect(stage.dynamodb.requests).toHaveLength(8);
      expect(registry.sent).toEqual([]);
      await registry.deliverEvents(terminated, spotEvent(HOST, 'EC2 Spot Instance Interruption Warning', '2026-11-20T11:41:00Z'));
      await registry.settle();
      expect(registry.lines.ofType('instance').filter(({ Change }) => Change === 'interruption-warning')).toEqual([
        expect.objectContaining({ ContainerInstanceArn: instanceArn('next') }),
      ]);
      expect(registry.lines.totals).toMatchObject({ InstancesDeregistered: 2, RebalanceRecommendations: 1 });
    });

    test('is not warned again of what the one before was warned of, by a message that comes again', async () => {
      const registry = await deployRegistry(stage);
      await registry.deliverEvents(registered, warned);
      const messages = messagesOf([ofNext(3)]);
      await registry.deliver(messages);
      await registry.deliver(messages);
      stage.now = NOW + 16 * 86_400_000;
      await registry.deliverEvents(ofNext(4));
      await registry.settle();
      expect(registry.lines.ofType('instance').filter(({ Change }) => Change === 'interruption-warning')).toHaveLength(1);
    });

    test('is recommended to be rebalanced for each of both', async () => {
      const registry = await deployRegistry(stage);
      await registry.deliverEvents(registered, recommended);
      await registry.deliverEvents(ofNext(3), spotEvent(HOST, 'EC2 Instance Rebalance Recommendation', '2026-11-20T11:50:00Z'));
      expect(
        registry.lines
          .ofType('instance')
          .filter(({ Change }) => Change === 'rebalance-recommendation')
          .map(({ ContainerInstanceArn, At }) => [ContainerInstanceArn, At]),
      ).toEqual([
        [instanceArn('a'), '2026-11-20T11:30:00.000Z'],
        [instanceArn('next'), '2026-11-20T11:50:00.000Z'],
      ]);
    });

    test('has its end told of the one before too, where that becomes known after all else', async () => {
      const registry = await deployRegistry(stage);
      await registry.deliverEvents(ofNext(3), stateEvent(HOST, 'terminated', '2026-11-20T11:50:00Z'));
      await registry.deliverEvents(ofFormer(3));
      await registry.settle();
      expect(
        registry.lines
          .ofType('instance')
          .filter(({ Change }) => Change === 'deregistered')
          .map(({ ContainerInstanceArn }) => ContainerInstanceArn)
          .sort(),
      ).toEqual([instanceArn('a'), instanceArn('next')]);
    });

    test('is warned once, also where one that registered in between becomes known later', async () => {
      const registry = await deployRegistry(stage);
      await registry.deliverEvents(registered, warned);
      await registry.deliverEvents(instanceEvent('between', { instanceId: HOST, registeredAt: '2026-11-20T11:15:00Z' }));
      await registry.settle();
      expect(registry.lines.ofType('instance').filter(({ Change }) => Change === 'interruption-warning')).toEqual([
        expect.objectContaining({ ContainerInstanceArn: instanceArn('a') }),
      ]);
      expect(registry.lines.total('InterruptionWarnings')).toBe(1);
    });

    test('stays in the table as long as the later one may live', async () => {
      const registry = await deployRegistry(stage);
      await registry.deliverEvents(registered, inactive);
      await registry.deliverEvents(ofNext(3));
      await registry.settle();
      expect(await registry.row(HOST)).toMatchObject({ ExpiresAt: String(NOW / 1000 + 2_592_000) });
    });
  });

  test('is linked again with one that lives for long, before that is forgotten', async () => {
    const registry = await deployRegistry(stage);
    await registry.deliverEvents(registered);
    stage.now = NOW + 15 * 86_400_000;
    await registry.deliverEvents(registered);
    expect(await registry.row(HOST)).toMatchObject({ ExpiresAt: String(stage.now / 1000 + 2_592_000) });
    expect(registry.lines.ofType('instance')).toHaveLength(1);
  });
});

test('a row stays below one kilobyte, with the longest name that a compute environment can have and all that can happen', async () => {
  const registry = await deployRegistry(stage);
  const cluster = `AWSBatch-${'e'.repeat(128)}-0a95f22d-7108-3c4e-99f7-2fd92e1a8941`;
  const name = 'f'.repeat(32);
  const options = { cluster, instanceId: 'i-0123456789abcdef0' };
  knowEnvironments(stage, { ['e'.repeat(128)]: { type: 'SPOT' } });
  await registry.deliverEvents(
    instanceEvent(name, options),
    ...['Spot Instance Interruption Warning', 'Instance Rebalance Recommendation'].map((type) =>
      spotEvent(options.instanceId, `EC2 ${type}` as never),
    ),
  );
  await registry.deliverEvents(instanceEvent(name, { ...options, version: 900, status: 'DEREGISTERING' }));
  await registry.settle();
  const row = (await registry.row(instanceArn(name, cluster))) as Record<string, string>;
  expect(
    Object.keys(row)
      .filter((attribute) => attribute.startsWith('c'))
      .sort(),
  ).toEqual(['cB', 'cD', 'cR', 'cT', 'cW']);
  expect(Object.entries(row).flat().join('').length).toBeLessThanOrEqual(1024);
});
