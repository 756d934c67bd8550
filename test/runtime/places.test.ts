import { deployCollector, deployCollectorWithRegistry, DeployedCollector } from './stage/deployed-collector';
import { CLUSTER, CONTAINER_INSTANCE, jobLife } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerJson } from './stage/wire';
import { makeDynamoDb } from '../../src/runtime/aws/dynamodb';
import { QueueSender } from '../../src/runtime/aws/queue-sender';
import { SignedRequests } from '../../src/runtime/aws/signed-request';
import { RegistryReader } from '../../src/runtime/collector/registry-reader';
import { Deadline } from '../../src/runtime/deadline';
import { Environment } from '../../src/runtime/environment';

const stage = useStage();
const ENVIRONMENT = 'compute-environment/spot-environment';

const register = (collector: DeployedCollector, key: string, facts: Record<string, string> = {}) =>
  stage.put(
    collector.variables.INSTANCE_TABLE,
    Object.fromEntries(Object.entries({ ContainerInstanceArn: key, ...facts }).map(([name, value]) => [name, { S: value }])),
  );

describe('what the instance registry knows', () => {
  test('is read once for a batch, and kept for the next ones', async () => {
    // GIVEN
    const collector = await deployCollectorWithRegistry(stage);
    await register(collector, CONTAINER_INSTANCE, {
      InstanceId: 'i-0abc',
      InstanceType: 'c7g.large',
      AvailabilityZone: 'eu-west-1b',
      Architecture: 'arm64',
    });
    stage.dynamodb.reset();
    // WHEN
    await collector.deliverEvents(...['a', 'b', 'c'].flatMap((id) => jobLife(id).all()));
    await collector.deliverEvents(...jobLife('d').all());
    // THEN
    expect(stage.dynamodb.of('BatchGetItem')).toHaveLength(1);
    expect(collector.lines.jobs).toHaveLength(4);
    expect(collector.lines.jobs[3]).toMatchObject({ InstanceType: 'c7g.large', AvailabilityZone: 'eu-west-1b', Architecture: 'arm64' });
    // WHEN
    collector.coldStart();
    await collector.deliverEvents(...jobLife('e').all());
    // THEN
    expect(stage.dynamodb.of('BatchGetItem')).toHaveLength(2);
  });

  test('is read again after a minute where it could not yet tell the purchase option of an instance', async () => {
    // GIVEN
    const collector = await deployCollectorWithRegistry(stage);
    await register(collector, CONTAINER_INSTANCE, { InstanceType: 'c7g.large' });
    await collector.deliverEvents(...jobLife('a').all());
    await register(collector, CONTAINER_INSTANCE, { InstanceType: 'c7g.large', PurchaseOption: 'SPOT' });
    // WHEN
    stage.now += 60_000;
    await collector.deliverEvents(...jobLife('b').all());
    // THEN
    expect(collector.lines.jobs.map(({ PurchaseOption }) => PurchaseOption)).toEqual([undefined, 'SPOT']);
    // WHEN
    stage.dynamodb.reset();
    stage.now += 59 * 60_000;
    await collector.deliverEvents(...jobLife('c').all());
    // THEN
    expect(stage.dynamodb.of('BatchGetItem')).toEqual([]);
  });

  test('is kept where it has no purchase option of a compute environment: the registry would have told it', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await register(collector, ENVIRONMENT);
    await collector.deliverEvents(...jobLife('a', { onFargate: true }).all());
    stage.dynamodb.reset();
    stage.now += 59 * 60_000;
    await collector.deliverEvents(...jobLife('b', { onFargate: true }).all());
    expect(stage.dynamodb.of('BatchGetItem')).toEqual([]);
    expect(collector.lines.jobs).toHaveLength(2);
  });

  test('is asked of nobody where there are no look-ups, which is no failure', async () => {
    const collector = await deployCollector(stage, { INSTANCE_TABLE: await stage.newTable('ContainerInstanceArn') });
    expect(await collector.deliverEvents(...jobLife('a').all())).toEqual([]);
    expect(collector.lines.ofType('processing-failed')).toEqual([]);
  });

  test('is asked once for each place, whatever else is asked meanwhile', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    const endOn = (job: string, host: string) =>
      jobLife(job, {
        detail: {
          attempts: [],
          container: {
            taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/${CLUSTER}/${job}`,
            containerInstanceArn: `arn:aws:ecs:eu-west-1:111122223333:container-instance/${CLUSTER}/${host}`,
          },
        },
      }).end();
    for (const event of [endOn('a', 'h1'), endOn('b', 'h2'), endOn('c', 'h1')]) await collector.deliverEvents(event);
    expect(collector.lookUps.flatMap(({ body }) => (body.detail.containerInstanceArns as string[]).map((arn) => arn.slice(-2)))).toEqual([
      'h1',
      'h2',
    ]);
  });

  test('is read a hundred at a time', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    const onInstance = (index: number) =>
      jobLife(`job-${index}`, {
        detail: {
          attempts: [],
          container: {
            taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/${CLUSTER}/${index}`,
            containerInstanceArn: `arn:aws:ecs:eu-west-1:111122223333:container-instance/${CLUSTER}/${index}`,
          },
        },
      }).end();
    stage.dynamodb.reset();
    await collector.deliverEvents(...Array.from({ length: 101 }, (_, index) => onInstance(index)));
    const keys = stage.dynamodb.of('BatchGetItem').map(({ body }) => body.split('{"ContainerInstanceArn"').length - 1);
    expect(keys).toEqual([100, 1]);
    expect(collector.lookUps.map(({ body }) => (body.detail.containerInstanceArns as string[]).length)).toEqual([100, 1]);
  });

  test('is asked for again where DynamoDB left keys unprocessed', async () => {
    // GIVEN
    const collector = await deployCollectorWithRegistry(stage);
    await register(collector, CONTAINER_INSTANCE, { InstanceType: 'c7g.large' });
    const table = collector.variables.INSTANCE_TABLE;
    const unprocessed = { UnprocessedKeys: { [table]: { Keys: [{ ContainerInstanceArn: { S: CONTAINER_INSTANCE } }] } } };
    let reads = 0;
    stage.dynamodb.answer = ({ operation }) => (operation === 'BatchGetItem' && ++reads <= 2 ? answerJson(unprocessed) : undefined);
    // WHEN
    await collector.deliverEvents(...jobLife('a').all());
    // THEN
    expect(reads).toBe(3);
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ InstanceType: 'c7g.large' })]);
    // WHEN it always does
    reads = -1000;
    collector.coldStart();
    // THEN
    await collector.deliverEvents(...jobLife('b').all());
    expect(reads).toBe(-995);
    expect(collector.lines.ofType('processing-failed')).toEqual([
      expect.objectContaining({ Problem: 'DynamoDB left 1 keys unprocessed after 5 tries' }),
    ]);
    expect(collector.waiting).toHaveLength(1);
  });

  test('is read for state changes, so that they are counted at their place', async () => {
    const collector = await deployCollectorWithRegistry(stage, { DIMENSION_SETS: '[["InstanceType","PurchaseOption"]]' });
    await register(collector, CONTAINER_INSTANCE, { InstanceType: 'c7g.large', PurchaseOption: 'SPOT' });
    const life = jobLife('a');
    await collector.deliverEvents(life.runnable());
    await collector.deliverEvents(life.starting());
    const points = collector.lines.dataPoints.filter(({ Name }) => Name.startsWith('Jobs'));
    expect(points).toEqual([
      expect.objectContaining({ Name: 'JobsStarting', Dimensions: { InstanceType: 'c7g.large', PurchaseOption: 'SPOT' } }),
    ]);
  });

  test('is not read for state changes of jobs that have no place', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    stage.dynamodb.reset();
    await collector.deliverEvents(jobLife('a').runnable());
    expect(stage.dynamodb.requests.map(({ operation }) => operation)).toEqual(['UpdateItem']);
  });

  test.each([
    [
      'a warning makes the end of a host a Spot interruption',
      'i-0abc',
      { InterruptionWarningAt: '2026-11-20T10:05:00.000Z' },
      'SPOT_INTERRUPTION',
    ],
    ['without a warning the host was terminated', 'i-0other', {}, 'HOST_TERMINATED'],
  ])('%s', async (_, key, facts, category) => {
    const collector = await deployCollectorWithRegistry(stage, { WAIT_SECONDS: '[]' });
    await register(collector, key, facts);
    const detail = { statusReason: 'Host EC2 (instance i-0abc) terminated.', attempts: [] };
    await collector.deliverEvents(...jobLife('a', { outcome: 'FAILED', detail }).all());
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ FailureCategory: category })]);
  });

  test('a host that is known but was not warned is read again, since it may be warned yet', async () => {
    const collector = await deployCollectorWithRegistry(stage, { WAIT_SECONDS: '[]' });
    const failing = (id: string) =>
      jobLife(id, { outcome: 'FAILED', detail: { statusReason: 'Host EC2 (instance i-0abc) terminated.', attempts: [] } }).all();
    await register(collector, 'i-0abc', { RegisteredAs: CONTAINER_INSTANCE });
    await collector.deliverEvents(...failing('a'));
    await register(collector, 'i-0abc', { RegisteredAs: CONTAINER_INSTANCE, InterruptionWarningAt: '2026-11-20T10:05:00.000Z' });
    await collector.deliverEvents(...failing('b'));
    expect(collector.lines.jobs.map(({ FailureCategory }) => FailureCategory)).toEqual(['HOST_TERMINATED', 'SPOT_INTERRUPTION']);
  });

  test('a job on Fargate takes its purchase option from its compute environment', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await register(collector, ENVIRONMENT, { PurchaseOption: 'FARGATE_SPOT' });
    await collector.deliverEvents(...jobLife('a', { onFargate: true }).all());
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ PurchaseOption: 'FARGATE_SPOT' })]);
  });
});

const dynamoDb = () => makeDynamoDb(new Environment(process.env), new SignedRequests('eu-west-1', new Deadline()));

describe('what is kept in memory', () => {
  const MOST = 20_000;
  const keys = Array.from({ length: MOST }, (_, index) => `instance-${index}`);

  /** A table that has a row for every key. */
  const knowAll = () => {
    stage.dynamodb.answer = ({ body }) => {
      const [[table, { Keys }]] = Object.entries((JSON.parse(body) as { RequestItems: Record<string, { Keys: object[] }> }).RequestItems);
      return answerJson({ Responses: { [table]: Keys }, UnprocessedKeys: {} });
    };
  };

  test('is bounded, and a view is whole even when the bound is passed in the middle of it', async () => {
    // GIVEN
    const reader = new RegistryReader(dynamoDb(), 'instances', undefined, () => stage.now, new Deadline());
    knowAll();
    await reader.places(keys);
    stage.dynamodb.requests.length = 0;
    // WHEN one more comes beside two that are known
    const { view, unread } = await reader.places(['instance-0', 'one-more', 'instance-1']);
    // THEN
    expect([...unread]).toEqual([]);
    expect([...view.keys()].sort()).toEqual(['instance-0', 'instance-1', 'one-more']);
    expect(stage.dynamodb.requests).toHaveLength(1);
    // WHEN
    await reader.places(['one-more', 'instance-0']);
    // THEN the memory began anew with the last one
    expect(stage.dynamodb.requests[1].body).toContain('instance-0');
    expect(stage.dynamodb.requests[1].body).not.toContain('one-more');
  });

  test('is a warning too, which is never taken back', async () => {
    const reader = new RegistryReader(dynamoDb(), 'instances', undefined, () => stage.now, new Deadline());
    const warned = { ContainerInstanceArn: { S: 'i-0abc' }, InterruptionWarningAt: { S: '2026-11-20T10:05:00.000Z' } };
    stage.dynamodb.answer = () => answerJson({ Responses: { instances: [warned] }, UnprocessedKeys: {} });
    stage.dynamodb.requests.length = 0;
    const views = [await reader.places(['i-0abc']), await reader.places(['i-0abc'])];
    expect(views.map(({ view }) => view.get('i-0abc')?.interruptionWarningAt)).toEqual([
      '2026-11-20T10:05:00.000Z',
      '2026-11-20T10:05:00.000Z',
    ]);
    expect(stage.dynamodb.requests).toHaveLength(1);
  });

  test('is passed by for keys that the registry may have completed', async () => {
    const reader = new RegistryReader(dynamoDb(), 'instances', undefined, () => stage.now, new Deadline());
    knowAll();
    await reader.places(['instance-0']);
    stage.dynamodb.requests.length = 0;
    await reader.places(['instance-0'], ['instance-0']);
    expect(stage.dynamodb.requests).toHaveLength(1);
  });

  test('is bounded also for what has been asked', async () => {
    const sent: object[] = [];
    const queue = {
      send: async (messages: object[]) => {
        sent.push(...messages);
        return new Map();
      },
    } as unknown as QueueSender;
    const reader = new RegistryReader(dynamoDb(), 'instances', queue, () => stage.now, new Deadline());
    await reader.lookUp(keys);
    for (const known of ['instance-0', 'instance-1']) await reader.lookUp([known]);
    expect(sent).toHaveLength(200);
    await reader.lookUp(['one-more']);
    await reader.lookUp(['instance-0']);
    expect(sent).toHaveLength(202);
  });
});
