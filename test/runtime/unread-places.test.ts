import { messagesOf } from './stage/deliveries';
import { deployCollectorWithRegistry, DeployedCollector } from './stage/deployed-collector';
import { CLUSTER, CONTAINER_INSTANCE, jobLife } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerError } from './stage/wire';

const stage = useStage();

const register = ({ variables }: DeployedCollector, key: string, facts: Record<string, string>) =>
  stage.put(
    variables.INSTANCE_TABLE,
    Object.fromEntries(Object.entries({ ContainerInstanceArn: key, ...facts }).map(([name, value]) => [name, { S: value }])),
  );

const breakRegistry = (code = 'InternalServerError') => {
  stage.dynamodb.answer = ({ operation }) =>
    operation === 'BatchGetItem' ? answerError(code, code === 'AccessDeniedException' ? 400 : 500) : undefined;
};

/** Delivers all that waits as often as it may wait, and returns the messages of the last try. */
async function untilLastTry(collector: DeployedCollector) {
  for (let tried = 0; tried < 2; tried++) expect(await collector.deliverEvents(collector.waiting[tried].body)).toEqual([]);
  expect(collector.waiting).toHaveLength(3);
  return messagesOf([collector.waiting[2].body]);
}

describe('placements that cannot be read at the last try', () => {
  test('fail the job, so that its record is written with them later', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await collector.deliverEvents(...jobLife('a').all());
    const last = await untilLastTry(collector);
    breakRegistry();
    await register(collector, CONTAINER_INSTANCE, { InstanceType: 'c7g.large' });
    expect(await collector.deliver(last)).toEqual([last[0].id]);
    expect(collector.lines.jobs).toEqual([]);
    expect(collector.lines.ofType('processing-failed')).toContainEqual(
      expect.objectContaining({ Subject: 'a', Problem: 'the instance registry could not be read at the last try' }),
    );
    stage.dynamodb.reset();
    expect(await collector.deliver(last)).toEqual([]);
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ InstanceType: 'c7g.large' })]);
  });

  test('fail state entries, so that they are counted at their placement later', async () => {
    const collector = await deployCollectorWithRegistry(stage, { DIMENSION_SETS: '[["InstanceType"]]' });
    await collector.deliverEvents(jobLife('a').starting());
    const last = await untilLastTry(collector);
    breakRegistry();
    await register(collector, CONTAINER_INSTANCE, { InstanceType: 'c7g.large' });
    expect(await collector.deliver(last)).toEqual([last[0].id]);
    stage.dynamodb.reset();
    expect(await collector.deliver(last)).toEqual([]);
    expect(collector.lines.dataPoints.filter(({ Name }) => Name === 'JobsStarting')).toEqual([
      expect.objectContaining({ Dimensions: { InstanceType: 'c7g.large' } }),
    ]);
  });

  test('fail an end that may not wait at all, and take back what was written for it', async () => {
    const collector = await deployCollectorWithRegistry(stage, { WAIT_SECONDS: '[]' });
    breakRegistry();
    const end = messagesOf([jobLife('a').end()]);
    expect(await collector.deliver(end)).toEqual([end[0].id]);
    expect(Object.keys((await collector.item('a')) ?? {}).filter((name) => /^Ended|^told:/.test(name))).toEqual([]);
  });

  test('fail entries that may not wait at all, and take back what was written for them', async () => {
    const collector = await deployCollectorWithRegistry(stage, { WAIT_SECONDS: '[]', DIMENSION_SETS: '[["InstanceType"]]' });
    breakRegistry();
    const starting = messagesOf([jobLife('a').starting()]);
    expect(await collector.deliver(starting)).toEqual([starting[0].id]);
    expect(Object.keys((await collector.item('a')) ?? {}).filter((name) => name.startsWith('told:'))).toEqual([]);
  });

  test('are given up where the table may not be read, which does not pass by itself', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await collector.deliverEvents(...jobLife('a').all());
    const last = await untilLastTry(collector);
    breakRegistry('AccessDeniedException');
    expect(await collector.deliver(last)).toEqual([]);
    expect(collector.lines.jobs).toHaveLength(1);
  });

  test('are not needed of a compute environment that no look-up can find', async () => {
    const collector = await deployCollectorWithRegistry(stage, { INSTANCE_LOOKUP_QUEUE_URL: '' });
    breakRegistry();
    await collector.deliverEvents(...jobLife('a', { onFargate: true }).all());
    expect(collector.lines.jobs).toHaveLength(1);
  });

  test('are not needed where the registry does not know them', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await collector.deliverEvents(...jobLife('a').all());
    expect(await collector.deliver(await untilLastTry(collector))).toEqual([]);
    expect(collector.lines.jobs).toHaveLength(1);
  });
});

test('GIVEN a placement in memory and a warning that cannot be read WHEN a host is terminated THEN its job waits for the warning', async () => {
  const collector = await deployCollectorWithRegistry(stage);
  await register(collector, CONTAINER_INSTANCE, { InstanceType: 'c7g.large', PurchaseOption: 'EC2' });
  await collector.deliverEvents(...jobLife('before').all());
  await register(collector, 'i-0abc', { InterruptionWarningAt: '2026-11-20T10:05:00.000Z' });
  breakRegistry();
  const statusReason = 'Host EC2 (instance i-0abc) terminated.';
  const container = { taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/${CLUSTER}/1`, containerInstanceArn: CONTAINER_INSTANCE };
  await collector.deliverEvents(...jobLife('a', { outcome: 'FAILED', detail: { statusReason, container, attempts: [] } }).all());
  expect(collector.lines.jobs).toHaveLength(1);
  stage.dynamodb.reset();
  await collector.deliverEvents(collector.waiting[0].body);
  expect(collector.lines.jobs[1]).toMatchObject({ JobId: 'a', FailureCategory: 'SPOT_INTERRUPTION' });
});

test('GIVEN a placement in memory WHEN it cannot be read again for a killed attempt THEN the record keeps what is known', async () => {
  const collector = await deployCollectorWithRegistry(stage, { WAIT_SECONDS: '[]' });
  await register(collector, CONTAINER_INSTANCE, { InstanceType: 'c7g.large', PurchaseOption: 'EC2' });
  await collector.deliverEvents(...jobLife('before').all());
  breakRegistry('AccessDeniedException');
  const container = {
    taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/${CLUSTER}/1`,
    containerInstanceArn: CONTAINER_INSTANCE,
    exitCode: 137,
  };
  await collector.deliverEvents(...jobLife('a', { outcome: 'FAILED', detail: { container, attempts: [] } }).all());
  expect(collector.lines.jobs[1]).toMatchObject({ JobId: 'a', InstanceType: 'c7g.large' });
});
