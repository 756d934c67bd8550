import { messagesOf } from './stage/deliveries';
import { deployRegistry, knowEnvironments, runInstances } from './stage/deployed-registry';
import { containerInstance, instanceArn, instanceEvent, lookUp, UNMANAGED_CLUSTER } from './stage/instance-events';
import { CLUSTER } from './stage/job-events';
import { NOW, useStage } from './stage/stage';
import { answerError, answerJson } from './stage/wire';

const stage = useStage();
const TRAINING_CLUSTER = 'training_Batch_1d1d1d1d-355f-3851-ad92-2e026ab4817a';

/** ECS that knows these instances of any cluster. */
const register = (...instances: object[]) => {
  stage.ecs.answer = () => answerJson({ containerInstances: instances, failures: [] });
};

describe('a look-up of instances', () => {
  test('asks ECS once for each cluster, in a signed request, and writes what it knows', async () => {
    // GIVEN
    const registry = await deployRegistry(stage);
    register({ ...containerInstance('a'), registeredAt: NOW / 1000 - 0.5 });
    // WHEN
    const failed = await registry.deliverEvents(lookUp([instanceArn('a'), instanceArn('b')]));
    // THEN
    expect(failed).toEqual([]);
    expect(stage.ecs.requests).toEqual([expect.objectContaining({ method: 'POST', path: '/' })]);
    expect(JSON.parse(stage.ecs.requests[0].body)).toEqual({ cluster: CLUSTER, containerInstances: [instanceArn('a'), instanceArn('b')] });
    expect(stage.ecs.requests[0].headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonEC2ContainerServiceV20141113.DescribeContainerInstances',
      authorization: expect.stringContaining('/eu-west-1/ecs/aws4_request'),
    });
    expect(await registry.row(instanceArn('a'))).toMatchObject({
      InstanceType: 'c7g.xlarge',
      RegisteredAt: '2026-11-20T11:59:59.500Z',
      PurchaseOption: 'SPOT',
    });
    expect(await registry.row(instanceArn('b'))).toBeUndefined();
  });

  test('asks for a hundred at a time', async () => {
    const registry = await deployRegistry(stage);
    register();
    await registry.deliverEvents(lookUp(Array.from({ length: 101 }, (_, index) => instanceArn(`n${index}`))));
    expect(stage.ecs.requests.map(({ body }) => (JSON.parse(body) as { containerInstances: string[] }).containerInstances.length)).toEqual([
      100, 1,
    ]);
  });

  test('finds nothing in a cluster that is gone, and fails where ECS refuses', async () => {
    const registry = await deployRegistry(stage);
    const [message] = messagesOf([lookUp([instanceArn('a')])]);
    stage.ecs.answer = () => answerError('ClusterNotFoundException');
    expect(await registry.deliver([message])).toEqual([]);
    stage.ecs.answer = () => answerError('AccessDeniedException');
    expect(await registry.deliver([message])).toEqual([message.id]);
    expect(registry.lines.all).toEqual([expect.objectContaining({ Problem: expect.stringContaining('ecs') })]);
  });

  test('passes over clusters that AWS Batch did not make, of which it may not ask', async () => {
    const registry = await deployRegistry(stage);
    expect(
      await registry.deliverEvents(
        lookUp([instanceArn('a', 'web'), 'arn:aws:ecs:eu-west-1:111122223333:container-instance/without-cluster']),
      ),
    ).toEqual([]);
    expect(stage.ecs.requests).toEqual([]);
  });

  test('passes over what ECS answers of a cluster that AWS Batch did not make', async () => {
    const registry = await deployRegistry(stage);
    register(containerInstance('a'), containerInstance('b', { cluster: 'web' }));
    expect(await registry.deliverEvents(lookUp([instanceArn('a')]))).toEqual([]);
    expect(await registry.row(instanceArn('a'))).toBeDefined();
    expect(await registry.row(instanceArn('b', 'web'))).toBeUndefined();
  });

  test('makes no call where look-ups are off', async () => {
    const registry = await deployRegistry(stage, { LOOK_UP: 'false' });
    const foreign = instanceEvent('c', { cluster: UNMANAGED_CLUSTER });
    expect(await registry.deliverEvents(lookUp([instanceArn('a')], ['spot-environment', 'other']), foreign)).toEqual([]);
    expect([...stage.ecs.requests, ...stage.batch.requests, ...stage.ec2.requests]).toEqual([]);
    expect(await registry.row('compute-environment/spot-environment')).toMatchObject({ PurchaseOption: 'SPOT' });
    expect(await registry.row('compute-environment/other')).not.toHaveProperty('PurchaseOption');
    expect(await registry.row(instanceArn('c', UNMANAGED_CLUSTER))).not.toHaveProperty('PurchaseOption');
  });
});

/** The names of clusters for compute environments on ECS Managed Instances are not documented. */
describe('a cluster named AWSBatch- in another form', () => {
  const cluster = 'AWSBatch-managed-1';
  const describeClusters = () => {
    stage.batch.answer = () =>
      answerJson({
        computeEnvironments: [
          { computeEnvironmentName: 'kubernetes', computeResources: { type: 'EC2' } },
          {
            computeEnvironmentName: 'managed',
            ecsClusterArn: `arn:aws:ecs:eu-west-1:111122223333:cluster/${cluster}`,
            computeResources: { type: 'ECS_MANAGED_INSTANCES' },
          },
        ],
      });
  };

  test('belongs to the compute environment that AWS Batch reports for it', async () => {
    // GIVEN
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' });
    describeClusters();
    // WHEN
    const failed = await registry.deliverEvents(...['a', 'b'].map((name) => instanceEvent(name, { cluster })));
    // THEN
    expect(failed).toEqual([]);
    expect(stage.batch.requests).toHaveLength(1);
    for (const name of ['a', 'b']) {
      expect(await registry.row(instanceArn(name, cluster))).toMatchObject({ ComputeEnvironment: 'managed', PurchaseOption: 'ON_DEMAND' });
    }
    expect(registry.lines.ofType('instance')).toHaveLength(2);
  });

  test('is looked up', async () => {
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' });
    describeClusters();
    register(containerInstance('c', { cluster }));
    expect(await registry.deliverEvents(lookUp([instanceArn('c', cluster)]))).toEqual([]);
    expect(stage.ecs.requests.map(({ body }) => JSON.parse(body))).toMatchObject([{ cluster }]);
    expect(await registry.row(instanceArn('c', cluster))).toMatchObject({ ComputeEnvironment: 'managed', InstanceType: 'c7g.xlarge' });
  });

  test('is not tracked if AWS Batch does not report it, and is asked for once a minute at most', async () => {
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' });
    knowEnvironments(stage, { nightly: { type: 'SPOT' } });
    for (const name of ['d', 'e']) expect(await registry.deliverEvents(instanceEvent(name, { cluster }))).toEqual([]);
    expect(await registry.row(instanceArn('d', cluster))).toBeUndefined();
    expect(stage.batch.requests).toHaveLength(1);
    stage.now += 60_001;
    describeClusters();
    await registry.deliverEvents(instanceEvent('e', { cluster }));
    expect(await registry.row(instanceArn('e', cluster))).toMatchObject({ ComputeEnvironment: 'managed' });
  });

  test('is not tracked without look-ups', async () => {
    const registry = await deployRegistry(stage, { LOOK_UP: 'false' });
    expect(await registry.deliverEvents(instanceEvent('f', { cluster }))).toEqual([]);
    expect(await registry.row(instanceArn('f', cluster))).toBeUndefined();
    expect(stage.batch.requests).toEqual([]);
  });

  test('fails with the message if AWS Batch cannot be asked', async () => {
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' });
    stage.batch.answer = () => answerError('AccessDeniedException');
    const [message] = messagesOf([instanceEvent('g', { cluster })]);
    expect(await registry.deliver([message])).toEqual([message.id]);
  });
});

describe('purchase options', () => {
  test('are described once for a batch, in a signed request, and kept for a while', async () => {
    // GIVEN
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' });
    knowEnvironments(stage, { 'spot-environment': { type: 'SPOT' } });
    // WHEN
    await registry.deliverEvents(...['a', 'b', 'c'].map((name) => instanceEvent(name)), lookUp([], ['spot-environment']));
    await registry.deliverEvents(instanceEvent('d'));
    // THEN
    expect(stage.batch.requests).toEqual([
      expect.objectContaining({ method: 'POST', path: '/v1/describecomputeenvironments', body: '{}' }),
    ]);
    expect(stage.batch.requests[0].headers).toMatchObject({
      'content-type': 'application/json',
      authorization: expect.stringContaining('/eu-west-1/batch/aws4_request'),
    });
    expect(await registry.row(instanceArn('d'))).toMatchObject({ PurchaseOption: 'SPOT' });
    // WHEN
    stage.now += 15 * 60_000;
    await registry.deliverEvents(instanceEvent('e'));
    // THEN
    expect(stage.batch.requests).toHaveLength(1);
    // WHEN
    stage.now += 1;
    await registry.deliverEvents(instanceEvent('f'));
    // THEN
    expect(stage.batch.requests).toHaveLength(2);
  });

  test.each([
    ['EC2', { type: 'EC2' }, 'ON_DEMAND'],
    ['FARGATE', { type: 'FARGATE' }, 'FARGATE'],
    ['FARGATE_SPOT', { type: 'FARGATE_SPOT' }, 'FARGATE_SPOT'],
    ['managed instances', { type: 'ECS_MANAGED_INSTANCES' }, 'ON_DEMAND'],
    [
      'managed Spot instances',
      { type: 'ECS_MANAGED_INSTANCES', managedInstancesProvider: { instanceLaunchTemplate: { capacityOptionType: 'SPOT' } } },
      'SPOT',
    ],
  ])('of a compute environment come from its type: %s', async (_, computeResources, expected) => {
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' });
    knowEnvironments(stage, { nightly: computeResources });
    await registry.deliverEvents(lookUp([], ['nightly']));
    expect(await registry.row('compute-environment/nightly')).toEqual({
      ContainerInstanceArn: 'compute-environment/nightly',
      PurchaseOption: expected,
      ExpiresAt: expect.any(String),
    });
  });

  test('of managed instances are read also from outside the compute resources', async () => {
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' });
    stage.batch.answer = () =>
      answerJson({
        computeEnvironments: [
          {
            computeEnvironmentName: 'nightly',
            computeResources: { type: 'ECS_MANAGED_INSTANCES' },
            managedInstancesProvider: { instanceLaunchTemplate: { capacityOptionType: 'SPOT' } },
          },
        ],
      });
    await registry.deliverEvents(lookUp([], ['nightly']));
    expect(await registry.row('compute-environment/nightly')).toMatchObject({ PurchaseOption: 'SPOT' });
  });

  test('are read from every page, but not without end', async () => {
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' });
    stage.batch.answer = ({ body }) =>
      answerJson(
        body.includes('more')
          ? { computeEnvironments: [{ computeEnvironmentName: 'nightly', computeResources: { type: 'SPOT' } }] }
          : { computeEnvironments: [], nextToken: 'more' },
      );
    await registry.deliverEvents(lookUp([], ['nightly']));
    expect(stage.batch.requests.map(({ body }) => body)).toEqual(['{}', '{"nextToken":"more"}']);
    expect(await registry.row('compute-environment/nightly')).toMatchObject({ PurchaseOption: 'SPOT' });
    // WHEN paging never ends
    stage.batch.reset();
    stage.batch.answer = () => answerJson({ computeEnvironments: [], nextToken: 'more' });
    await (await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' })).deliverEvents(lookUp([], ['nightly']));
    expect(stage.batch.requests).toHaveLength(20);
  });

  test('of an environment that AWS Batch does not name are asked for again after a minute', async () => {
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' });
    knowEnvironments(stage, {});
    await registry.deliverEvents(lookUp([], ['new']));
    stage.now += 60_000;
    await registry.deliverEvents(lookUp([], ['new']));
    expect(stage.batch.requests).toHaveLength(1);
    stage.now += 1;
    knowEnvironments(stage, { new: { type: 'SPOT' } });
    await registry.deliverEvents(lookUp([], ['new']));
    expect(await registry.row('compute-environment/new')).toMatchObject({ PurchaseOption: 'SPOT' });
  });

  test('of an unmanaged environment are asked for instance by instance, in one call for all of a batch', async () => {
    // GIVEN
    const registry = await deployRegistry(stage);
    knowEnvironments(stage, { 'own-machines': undefined });
    runInstances(stage, { 'i-01': 'spot', 'i-02': '', 'i-03': 'capacity-block', 'i-05': 'spot' });
    const own = (name: string, instanceId: string, status = 'ACTIVE') =>
      instanceEvent(name, { cluster: UNMANAGED_CLUSTER, instanceId, status });
    // WHEN
    const failed = await registry.deliverEvents(
      own('a', 'i-01'),
      own('b', 'i-02'),
      own('c', 'i-03'),
      own('d', 'i-04'),
      own('e', 'i-05', 'INACTIVE'),
      own('e', 'i-05'),
      instanceEvent('managed'),
    );
    // THEN also of one whose end is told first: EC2 still knows it

    expect(failed).toEqual([]);
    const options = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map(async (name) => (await registry.row(instanceArn(name, UNMANAGED_CLUSTER)))?.PurchaseOption),
    );
    expect(options).toEqual(['SPOT', 'ON_DEMAND', 'CAPACITY_BLOCK', undefined, 'SPOT']);
    expect(stage.ec2.requests).toHaveLength(3);
    expect(Object.fromEntries(new URLSearchParams(stage.ec2.requests[1].body))).toEqual({
      Action: 'DescribeInstances',
      Version: '2016-11-15',
      'Filter.1.Name': 'instance-id',
      'Filter.1.Value.1': 'i-01',
      'Filter.1.Value.2': 'i-02',
      'Filter.1.Value.3': 'i-03',
      'Filter.1.Value.4': 'i-04',
      'Filter.1.Value.5': 'i-05',
      'Filter.2.Name': 'instance-lifecycle',
      'Filter.2.Value.1': 'spot',
    });
    expect(stage.ec2.requests[0].headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      authorization: expect.stringContaining('/eu-west-1/ec2/aws4_request'),
    });
  });

  test('of an On-Demand environment are looked up only for types that AWS offers in Capacity Blocks, once for each instance', async () => {
    // GIVEN
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{}' });
    knowEnvironments(stage, { training: { type: 'EC2' } });
    runInstances(stage, { 'i-01': 'capacity-block', 'i-02': '', 'i-03': 'capacity-block', 'i-05': '' });
    const inTraining = (name: string, instanceId: string, instanceType: string) =>
      instanceEvent(name, { cluster: TRAINING_CLUSTER, instanceId, instanceType });
    const optionOf = async (name: string) => (await registry.row(instanceArn(name, TRAINING_CLUSTER)))?.PurchaseOption;
    // WHEN
    await registry.deliverEvents(
      inTraining('a', 'i-01', 'p5.48xlarge'),
      inTraining('b', 'i-02', 'p4d.24xlarge'),
      inTraining('c', 'i-03', 'trn2.48xlarge'),
      inTraining('d', 'i-04', 'p6-b200.48xlarge'),
      inTraining('e', 'i-05', 'm5.large'),
      inTraining('f', 'mi-06', 'p5.48xlarge'),
    );
    // THEN
    expect(await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(optionOf))).toEqual([
      'CAPACITY_BLOCK',
      'ON_DEMAND',
      'CAPACITY_BLOCK',
      undefined,
      'ON_DEMAND',
      undefined,
    ]);
    const askedFor = () =>
      stage.ec2.requests.map(({ body }) =>
        [...new URLSearchParams(body)].filter(([name]) => name.includes('Value')).map(([, value]) => value),
      );
    const newIds = ['i-01', 'i-02', 'i-03', 'i-04'];
    expect(askedFor()).toEqual([newIds, [...newIds, 'capacity-block']]);
    // WHEN they come again, and with a look-up
    register(containerInstance('a', { cluster: TRAINING_CLUSTER, instanceId: 'i-01', instanceType: 'p5.48xlarge' }));
    await registry.deliverEvents(inTraining('b', 'i-02', 'p4d.24xlarge'), inTraining('e', 'i-05', 'm5.large'));
    await registry.deliverEvents(lookUp([instanceArn('a', TRAINING_CLUSTER)]));
    // THEN
    expect(askedFor()).toHaveLength(2);
    expect(await optionOf('a')).toBe('CAPACITY_BLOCK');
  });

  test('of instances of other types cost no look-up, however many there are', async () => {
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: '{"training":"ON_DEMAND"}' });
    const names = Array.from({ length: 60 }, (_, index) => `n${index}`);
    const events = names.map((name) => instanceEvent(name, { cluster: TRAINING_CLUSTER, instanceType: 'm5.large' }));
    expect(await registry.deliverEvents(...events)).toEqual([]);
    expect([...stage.batch.requests, ...stage.ec2.requests]).toEqual([]);
    expect(await registry.row(instanceArn('n59', TRAINING_CLUSTER))).toMatchObject({ PurchaseOption: 'ON_DEMAND' });
  });

  test.each([
    ['ON_DEMAND', 'true', 'CAPACITY_BLOCK', 2],
    ['ON_DEMAND', 'false', 'ON_DEMAND', 0],
    ['CAPACITY_BLOCK', 'true', 'CAPACITY_BLOCK', 0],
    ['SPOT', 'true', 'SPOT', 0],
  ])('known at synthesis as %s, with look-ups %s: %s', async (known, LOOK_UP, expected, calls) => {
    const registry = await deployRegistry(stage, { PURCHASE_OPTIONS: JSON.stringify({ training: known }), LOOK_UP });
    runInstances(stage, { 'i-01': 'capacity-block' });
    await registry.deliverEvents(instanceEvent('a', { cluster: TRAINING_CLUSTER, instanceId: 'i-01', instanceType: 'p5.48xlarge' }));
    expect(await registry.row(instanceArn('a', TRAINING_CLUSTER))).toMatchObject({ PurchaseOption: expected });
    expect(stage.ec2.requests).toHaveLength(calls);
  });

  test('that cannot be found out fail the instances of that environment alone', async () => {
    const registry = await deployRegistry(stage);
    knowEnvironments(stage, { 'own-machines': undefined });
    stage.ec2.answer = () => ({
      status: 403,
      body: '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>canary</Message></Error></Errors></Response>',
    });
    const [managed, own] = messagesOf([instanceEvent('managed'), instanceEvent('own', { cluster: UNMANAGED_CLUSTER })]);
    expect(await registry.deliver([managed, own])).toEqual([own.id]);
    expect(await registry.row(instanceArn('managed'))).toMatchObject({ PurchaseOption: 'SPOT' });
    expect(registry.lines.ofType('processing-failed')).toEqual([
      expect.objectContaining({ Subject: own.id, Problem: expect.stringContaining('403 UnauthorizedOperation') }),
    ]);
    expect(registry.lines.raw.join()).not.toContain('canary');
  });
});

test('an event is recorded without a field that cannot be read, which is noted', async () => {
  const registry = await deployRegistry(stage);
  expect(await registry.deliverEvents(instanceEvent('a', { registeredAt: 'yesterday' }))).toEqual([]);
  expect(registry.lines.ofType('fields-unread')).toMatchObject([{ Count: 1, Fields: ['detail.registeredAt'], Events: [1] }]);
  expect(await registry.row(instanceArn('a'))).toMatchObject({ InstanceType: 'c7g.xlarge' });
});
