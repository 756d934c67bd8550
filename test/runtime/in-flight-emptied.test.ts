import { deploySnapshot } from './stage/deployed-snapshot';
import { useStage } from './stage/stage';

const stage = useStage();

const MEMORY = { JobId: { S: 'in-flight-snapshot' } };
const OF_QUEUE = /JobQueue=nightly/;
const ofQueue = (gauges: Record<string, number>) =>
  Object.entries(gauges)
    .filter(([name]) => OF_QUEUE.test(name))
    .map(([, value]) => value);
const pass = (seconds: number) => {
  stage.now += seconds * 1000;
};
const DAY = 86_400;

describe('a queue that empties', () => {
  test('is told to be zero for a week, then no more', async () => {
    const snapshot = await deploySnapshot(stage);
    await snapshot.store({ jobId: 'a', queue: 'nightly', states: { RUNNABLE: 60 }, expiresIn: 100 * DAY });
    await snapshot.take();
    expect(ofQueue(snapshot.gauges)).toContain(1);

    await snapshot.store({ jobId: 'a', queue: 'nightly', states: { RUNNABLE: 60 }, ended: true });
    for (const seconds of [300, 7 * DAY - 1]) {
      pass(seconds);
      await snapshot.takeAnew();
      expect(ofQueue(snapshot.gauges)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
      expect(snapshot.lines.ofType('in-flight')).toEqual([expect.objectContaining({ JobQueue: 'nightly', Runnable: 0, WaitingVcpus: 0 })]);
    }

    pass(1);
    await snapshot.takeAnew();
    expect(ofQueue(snapshot.gauges)).toEqual([]);
    expect(snapshot.lines.ofType('in-flight')).toEqual([]);
    expect(snapshot.gauges).toMatchObject({ 'JobsInState JobState=RUNNABLE': 0, OldestRunnableSeconds: 0, WaitingVcpus: 0 });
  });

  test('is known to the next snapshot by one row, written when a queue fills or empties', async () => {
    const snapshot = await deploySnapshot(stage);
    const writes = () => stage.dynamodb.of('UpdateItem').length;
    await snapshot.store({ jobId: 'a', queue: 'nightly', states: { RUNNABLE: 60 } });
    await snapshot.take();
    await snapshot.take();
    expect(writes()).toBe(1);
    expect(await stage.get(snapshot.variables.JOB_TABLE, MEMORY)).toEqual({
      ...MEMORY,
      SnapshotAt: { N: String(stage.now / 1000) },
      KnownJobQueues: { M: { nightly: { N: '0' } } },
    });

    await snapshot.store({ jobId: 'a', queue: 'nightly', states: { RUNNABLE: 60 }, ended: true });
    pass(300);
    await snapshot.take();
    pass(300);
    await snapshot.take();
    expect(writes()).toBe(2);
    expect(await stage.get(snapshot.variables.JOB_TABLE, MEMORY)).toMatchObject({
      KnownJobQueues: { M: { nightly: { N: String(stage.now / 1000 - 300) } } },
    });
  });

  test('is not forgotten by a run that comes late', async () => {
    const snapshot = await deploySnapshot(stage);
    await snapshot.take(new Date(stage.now + 1000).toISOString());
    await snapshot.store({ jobId: 'a', queue: 'later', states: { RUNNABLE: 60 } });
    await snapshot.take(new Date(stage.now + 300_000).toISOString());
    await snapshot.store({ jobId: 'a', queue: 'nightly', states: { RUNNABLE: 60 } });
    await snapshot.takeAnew();
    expect(ofQueue(snapshot.gauges)).toContain(1);
    expect(await stage.get(snapshot.variables.JOB_TABLE, MEMORY)).toMatchObject({ KnownJobQueues: { M: { later: { N: '0' } } } });
  });
});

describe('the instances in service', () => {
  const ARN = 'arn:aws:ecs:eu-west-1:111122223333:container-instance/AWSBatch-spot-0a95f22d/';
  const ROW = { ComputeEnvironment: 'spot', Vcpus: 4, MemoryMiB: 7_680 };
  const deploy = async () => deploySnapshot(stage, { INSTANCE_TABLE: await stage.newTable('ContainerInstanceArn') });

  test('are counted out of all rows, by compute environment and in all', async () => {
    const snapshot = await deploy();
    await snapshot.storeInstance(`${ARN}a`, ROW);
    await snapshot.storeInstance(`${ARN}b`, { ...ROW, Vcpus: 8 });
    await snapshot.storeInstance(`${ARN}bare`);
    await snapshot.storeInstance(`${ARN}gone`, { ...ROW, GoneAt: '2026-11-20T11:00:00.000Z' });
    await snapshot.storeInstance(`${ARN}found-gone`, { ...ROW, Status: 'INACTIVE' });
    await snapshot.storeInstance(`${ARN}expired`, ROW, 0);
    await snapshot.storeInstance('i-0abc', { InterruptionWarningAt: '2026-11-20T11:00:00.000Z' });
    await snapshot.storeInstance('compute-environment/spot', { PurchaseOption: 'SPOT' });
    await snapshot.take();
    expect(snapshot.gauges).toMatchObject({
      InstancesInService: 3,
      InServiceVcpus: 12,
      InServiceMemoryMiB: 15_360,
      'InstancesInService ComputeEnvironment=spot': 2,
      'InServiceVcpus ComputeEnvironment=spot': 12,
      'InServiceMemoryMiB ComputeEnvironment=spot': 15_360,
    });
  });

  test('are zero in a compute environment that lost its last one', async () => {
    const snapshot = await deploy();
    await snapshot.storeInstance(`${ARN}a`, ROW);
    await snapshot.take();
    await snapshot.storeInstance(`${ARN}a`, { ...ROW, GoneAt: '2026-11-20T12:01:00.000Z' });
    pass(300);
    await snapshot.takeAnew();
    expect(snapshot.gauges).toMatchObject({
      'InstancesInService ComputeEnvironment=spot': 0,
      'InServiceVcpus ComputeEnvironment=spot': 0,
      InstancesInService: 0,
    });
  });

  test('are not told of where there is no registry, and what another snapshot knows of them is left alone', async () => {
    const both = await deploy();
    await both.storeInstance(`${ARN}a`, ROW);
    await both.take();
    const { INSTANCE_TABLE: _, ...variables } = both.variables;
    const withoutInstances = await deploySnapshot(stage, variables);
    await withoutInstances.store({ jobId: 'a', queue: 'nightly', states: { RUNNABLE: 60 } });
    await withoutInstances.take();
    expect(Object.keys(withoutInstances.gauges).filter((name) => /^In/.test(name))).toEqual([]);
    expect(await stage.get(both.variables.JOB_TABLE, MEMORY)).toMatchObject({
      KnownJobQueues: { M: { nightly: { N: '0' } } },
      KnownComputeEnvironments: { M: { spot: { N: '0' } } },
    });
  });
});
