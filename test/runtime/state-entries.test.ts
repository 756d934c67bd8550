import { messagesOf } from './stage/deliveries';
import { deployCollector, deployCollectorWithRegistry, DeployedCollector } from './stage/deployed-collector';
import { CONTAINER_INSTANCE, jobLife } from './stage/job-events';
import { Line } from './stage/log-lines';
import { useStage } from './stage/stage';
import { answerError } from './stage/wire';

const stage = useStage();
const ALL_SETS = '[[],["JobQueue"],["JobDefinition"],["ComputeEnvironment"],["InstanceType"],["AvailabilityZone"]]';
const QUEUE = { JobQueue: 'nightly', JobDefinition: 'etl' };
const PLACE = {
  ...QUEUE,
  ComputeEnvironment: 'spot-environment',
  InstanceType: 'c7g.large',
  AvailabilityZone: 'eu-west-1b',
  PurchaseOption: 'SPOT',
};

const register = (collector: DeployedCollector, key = CONTAINER_INSTANCE) =>
  stage.put(collector.variables.INSTANCE_TABLE, {
    ContainerInstanceArn: { S: key },
    InstanceType: { S: 'c7g.large' },
    AvailabilityZone: { S: 'eu-west-1b' },
    PurchaseOption: { S: 'SPOT' },
  });
const transitions = (collector: DeployedCollector): Omit<Line, 'RecordType'>[] =>
  collector.lines.ofType('transitions').map(({ RecordType: _, ...line }) => line);
const byType = (collector: DeployedCollector, name: string) =>
  collector.lines.dataPoints
    .filter(({ Name, Dimensions }) => Name === name && 'InstanceType' in Dimensions)
    .map(({ Dimensions, Values }) => [Dimensions.InstanceType, ...Values]);
const typesOf = (collector: DeployedCollector) => collector.waiting.map(({ body }) => body['detail-type']);

describe('lines of transitions', () => {
  test('tell a batch by minute, queue, definition and place', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await register(collector);
    await collector.deliverEvents(...['a', 'b'].flatMap((id) => jobLife(id).all()));
    expect(transitions(collector)).toEqual([
      { ...QUEUE, At: '2026-11-20T10:00Z', JobsRunnable: 2 },
      { ...PLACE, At: '2026-11-20T10:01Z', JobsStarting: 2, JobsRunning: 2 },
    ]);
  });

  test('tell what events tell where there is no registry, at once', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(jobLife('a').starting());
    expect(transitions(collector)).toEqual([
      { ...QUEUE, ComputeEnvironment: 'spot-environment', At: '2026-11-20T10:01Z', JobsStarting: 1 },
    ]);
    expect(collector.sent).toEqual([]);
  });

  test('are not written where metrics tell all of it', async () => {
    const collector = await deployCollectorWithRegistry(stage, { DIMENSION_SETS: ALL_SETS });
    await register(collector);
    await collector.deliverEvents(...jobLife('a').all());
    expect(transitions(collector)).toEqual([]);
    expect(byType(collector, 'JobsRunning')).toEqual([['c7g.large', 1]]);
  });

  test('are not written for a job that failed, and once when its messages come again', async () => {
    const collector = await deployCollector(stage);
    const messages = messagesOf([jobLife('a').runnable()]);
    stage.dynamodb.answer = () => answerError('AccessDeniedException');
    await collector.deliver(messages);
    expect(transitions(collector)).toEqual([]);
    stage.dynamodb.reset();
    await collector.deliver(messages);
    expect(transitions(collector)).toEqual([{ ...QUEUE, At: '2026-11-20T10:00Z', JobsRunnable: 1 }]);
  });
});

describe('an entry at a place that the registry does not know', () => {
  test('waits as a message without secrets, and has the registry look the instance up; the job goes on', async () => {
    // GIVEN
    const collector = await deployCollectorWithRegistry(stage);
    const life = jobLife('a', { detail: { parameters: { password: 'canary' } } });
    // WHEN
    expect(await collector.deliverEvents(life.runnable(), life.starting(), life.running())).toEqual([]);
    // THEN
    expect(transitions(collector)).toEqual([{ ...QUEUE, At: '2026-11-20T10:00Z', JobsRunnable: 1 }]);
    expect(collector.lines.totals).toMatchObject({ JobsRunnable: 1, RunnableSeconds: 60, EventsProcessed: 3 });
    expect(collector.lines.totals).not.toHaveProperty('JobsStarting');
    const entry = {
      atMillis: Date.parse('2026-11-20T10:01:20Z'),
      dimensions: { ...QUEUE, ComputeEnvironment: 'spot-environment' },
      awaits: CONTAINER_INSTANCE,
    };
    expect(collector.waiting).toEqual([
      {
        queueUrl: collector.variables.WAITING_QUEUE_URL,
        delaySeconds: 30,
        body: {
          source: 'cdk-batch-insights',
          'detail-type': 'State Entries Waiting',
          detail: {
            jobId: 'a',
            tries: 1,
            entries: [
              { name: 'JobsStarting', value: 1, ...entry },
              { name: 'JobsRunning', value: 1, ...entry, atMillis: entry.atMillis + 30_500 },
              { name: 'StartingSeconds', value: 30.5, ...entry, atMillis: entry.atMillis + 30_500 },
            ],
          },
        },
      },
    ]);
    expect(collector.lookUps.map(({ body }) => body.detail.containerInstanceArns)).toEqual([[CONTAINER_INSTANCE]]);
    expect(JSON.stringify(collector.sent)).not.toContain('canary');
  });

  test('is counted at its place, at the time of its event, once the registry knows that', async () => {
    const collector = await deployCollectorWithRegistry(stage, { DIMENSION_SETS: '[[],["InstanceType"]]' });
    const life = jobLife('a');
    await collector.deliverEvents(life.starting(), life.running());
    expect(byType(collector, 'JobsStarting')).toEqual([]);
    await register(collector);
    await collector.deliverEvents(collector.waiting[0].body);
    expect(transitions(collector)).toEqual([{ ...PLACE, At: '2026-11-20T10:01Z', JobsStarting: 1, JobsRunning: 1 }]);
    expect(byType(collector, 'StartingSeconds')).toEqual([['c7g.large', 30.5]]);
    expect(collector.waiting).toHaveLength(1);
    expect(collector.lines.totals).toMatchObject({ JobsStarting: 1, JobsRunning: 1, StartingSeconds: 30.5, EventsProcessed: 2 });
  });

  test('is counted with what is known after the last try', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await collector.deliverEvents(jobLife('a').starting());
    for (let tried = 0; tried < collector.waiting.length; tried++) await collector.deliverEvents(collector.waiting[tried].body);
    expect(collector.waiting.map(({ delaySeconds }) => delaySeconds)).toEqual([30, 120, 300]);
    expect(transitions(collector)).toEqual([
      { ...QUEUE, ComputeEnvironment: 'spot-environment', At: '2026-11-20T10:01Z', JobsStarting: 1 },
    ]);
  });

  test('never waits where no waits are set', async () => {
    const collector = await deployCollectorWithRegistry(stage, { WAIT_SECONDS: '[]' });
    await collector.deliverEvents(jobLife('a').starting());
    expect(transitions(collector)).toHaveLength(1);
    expect(collector.sent).toEqual([]);
  });

  test.each([
    ['waits where the registry answers', {}, 1],
    ['waits for nothing where it does not', { INSTANCE_LOOKUP_QUEUE_URL: '' }, 0],
  ])('on Fargate %s', async (_, variables, waits) => {
    const collector = await deployCollectorWithRegistry(stage, variables);
    await collector.deliverEvents(jobLife('a', { onFargate: true }).starting());
    expect(collector.waiting).toHaveLength(waits);
    expect(transitions(collector)).toHaveLength(1 - waits);
  });

  test('waits with its job where that waits too, and is counted before its record is written', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await collector.deliverEvents(...jobLife('a').all());
    expect(typesOf(collector)).toEqual(['Finished Job Waiting']);
    await register(collector);
    await collector.deliverEvents(collector.waiting[0].body);
    expect(collector.lines.jobs).toHaveLength(1);
    expect(transitions(collector)).toEqual([
      { ...QUEUE, At: '2026-11-20T10:00Z', JobsRunnable: 1 },
      { ...PLACE, At: '2026-11-20T10:01Z', JobsStarting: 1, JobsRunning: 1 },
    ]);
  });

  test('waits on where its job need not', async () => {
    // GIVEN a job whose STARTING tells another instance than its end
    const collector = await deployCollectorWithRegistry(stage);
    await register(collector);
    const elsewhere = { container: { containerInstanceArn: `${CONTAINER_INSTANCE}-other` } };
    await collector.deliverEvents(jobLife('a').runnable(), jobLife('a', { detail: elsewhere }).starting(), jobLife('a').end());
    // THEN
    expect(collector.lines.jobs).toHaveLength(1);
    expect(typesOf(collector)).toEqual(['State Entries Waiting']);
  });

  test('goes with what else of its job waits, however many messages told of it', async () => {
    // GIVEN the end of a job that waits for the second time, a late STARTING, and a RUNNING that waited
    const collector = await deployCollectorWithRegistry(stage);
    const life = jobLife('a');
    await collector.deliverEvents(life.runnable(), life.running());
    await collector.deliverEvents(life.end());
    const [running, end] = collector.waiting.map(({ body }) => body);
    const before = collector.waiting.length;
    // WHEN
    expect(await collector.deliverEvents(end, life.starting(), running)).toEqual([]);
    // THEN
    const [joined, ...others] = collector.waiting.slice(before);
    expect(others).toEqual([]);
    expect(joined).toMatchObject({ delaySeconds: 120, body: { 'detail-type': 'Finished Job Waiting' } });
    expect((joined.body.detail.entries as Line[]).map(({ name }) => name)).toEqual(['JobsStarting', 'StartingSeconds', 'JobsRunning']);
    // WHEN
    await register(collector);
    await collector.deliverEvents(joined.body);
    // THEN
    expect(collector.lines.jobs).toHaveLength(1);
    expect(collector.lines.totals).toMatchObject({
      JobsRunnable: 1,
      JobsStarting: 1,
      JobsRunning: 1,
      JobsSucceeded: 1,
      StartingSeconds: 30.5,
    });
  });

  test('fails its messages where it cannot be sent to wait, and is counted once when they come again, under whatever id', async () => {
    // GIVEN
    const collector = await deployCollectorWithRegistry(stage);
    const life = jobLife('a');
    const messages = messagesOf([life.runnable(), life.starting()]);
    stage.sqs.answer = () => answerError('AccessDenied', 403);
    // WHEN
    expect((await collector.deliver(messages)).sort()).toEqual(messages.map(({ id }) => id).sort());
    // THEN
    expect(transitions(collector)).toEqual([]);
    expect(collector.lines.documents).toEqual([]);
    // WHEN the dead letters come as new messages
    stage.sqs.reset();
    await register(collector);
    expect(await collector.deliver(messagesOf([life.runnable(), life.starting()]))).toEqual([]);
    // THEN
    expect(collector.lines.totals).toMatchObject({ JobsRunnable: 1, JobsStarting: 1, RunnableSeconds: 60, EventsProcessed: 2 });
    expect(transitions(collector)).toHaveLength(2);
  });

  test('waits where the registry cannot be read', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    stage.dynamodb.answer = ({ operation }) => (operation === 'BatchGetItem' ? answerError('AccessDeniedException') : undefined);
    expect(await collector.deliverEvents(jobLife('a').starting())).toEqual([]);
    expect(typesOf(collector)).toEqual(['State Entries Waiting']);
  });
});

describe('what comes with the last try of an entry', () => {
  /** A collector on which STARTING waited twice for its place, and the message of its last try. */
  async function atLastTry(id: string): Promise<{ collector: DeployedCollector; last: object; before: number }> {
    const collector = await deployCollectorWithRegistry(stage);
    await collector.deliverEvents(jobLife(id).starting());
    for (let tried = 0; tried < 2; tried++) await collector.deliverEvents(collector.waiting[tried].body);
    const { body } = collector.waiting[2];
    expect(body.detail).toMatchObject({ tries: 3 });
    return { collector, last: body, before: collector.waiting.length };
  }

  test('the end of its job has all of its own waits', async () => {
    // GIVEN an end whose RUNNABLE is late
    const { collector, last, before } = await atLastTry('a');
    // WHEN
    expect(await collector.deliverEvents(last, jobLife('a').end())).toEqual([]);
    // THEN
    expect(collector.waiting.slice(before)).toEqual([
      expect.objectContaining({
        delaySeconds: 30,
        body: expect.objectContaining({ 'detail-type': 'Finished Job Waiting', detail: expect.objectContaining({ tries: 1 }) }),
      }),
    ]);
    expect(collector.lines.totals).toMatchObject({ JobsStarting: 1 });
    expect(collector.lines.jobs).toEqual([]);
    // WHEN
    await register(collector);
    await collector.deliverEvents(jobLife('a').runnable());
    await collector.deliverEvents(collector.waiting[before].body);
    // THEN
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ RunnableAt: '2026-11-20T10:00:20.000Z', InstanceType: 'c7g.large' })]);
  });

  test('another entry has all of its own waits', async () => {
    const { collector, last, before } = await atLastTry('a');
    expect(await collector.deliverEvents(last, jobLife('a').running())).toEqual([]);
    expect(collector.waiting.slice(before)).toEqual([
      expect.objectContaining({
        delaySeconds: 30,
        body: expect.objectContaining({ 'detail-type': 'State Entries Waiting', detail: expect.objectContaining({ tries: 1 }) }),
      }),
    ]);
    expect(collector.lines.totals).toMatchObject({ JobsStarting: 1 });
    expect(collector.lines.totals).not.toHaveProperty('JobsRunning');
  });
});

test('an end that comes while entries of its job wait on has all of its own waits, which are also the last of those entries', async () => {
  // GIVEN
  const collector = await deployCollectorWithRegistry(stage);
  await collector.deliverEvents(jobLife('a').starting());
  await collector.deliverEvents(collector.waiting[0].body);
  // WHEN
  await collector.deliverEvents(collector.waiting[1].body, jobLife('a').end());
  for (let tried = 2; tried < collector.waiting.length; tried++) await collector.deliverEvents(collector.waiting[tried].body);
  // THEN
  expect(collector.waiting.map(({ delaySeconds }) => delaySeconds)).toEqual([30, 120, 30, 120, 300]);
  expect(collector.lines.totals).toMatchObject({ JobsStarting: 1, JobsSucceeded: 1 });
});

test('entries of a job that wait together go by the one that waited most', async () => {
  const collector = await deployCollectorWithRegistry(stage);
  await collector.deliverEvents(jobLife('a').starting());
  await collector.deliverEvents(collector.waiting[0].body, jobLife('a').running());
  expect(collector.waiting.map(({ delaySeconds }) => delaySeconds)).toEqual([30, 120]);
  expect((collector.waiting[1].body.detail.entries as Line[]).map(({ name }) => name).sort()).toEqual([
    'JobsRunning',
    'JobsStarting',
    'StartingSeconds',
  ]);
});

test('what was tried less often than never is rejected, and is not sent without a wait', async () => {
  const collector = await deployCollectorWithRegistry(stage);
  await collector.deliverEvents(jobLife('a').starting());
  const [{ body }] = collector.waiting;
  const messages = messagesOf([{ ...body, detail: { ...body.detail, tries: -1 } }, jobLife('b').starting()]);
  expect(await collector.deliver(messages)).toEqual([messages[0].id]);
  expect(collector.waiting.map(({ body: { detail } }) => detail.jobId)).toEqual(['a', 'b']);
  expect(collector.lines.ofType('event-rejected')).toEqual([expect.objectContaining({ Field: 'detail.tries', Problem: 'is below zero' })]);
});
