import { deployCollector } from './stage/deployed-collector';
import { jobEvent, jobLife, SUBMITTED } from './stage/job-events';
import { NOW, useStage } from './stage/stage';

const stage = useStage();
const SECONDS_NOW = NOW / 1000;

/** The size of an item as DynamoDB counts it: names and values in UTF-8; a number takes about a byte for two digits. */
function itemBytes(item: object): number {
  return Object.entries(item as Record<string, { S?: string; N?: string }>).reduce(
    (sum, [name, { S, N }]) =>
      sum + Buffer.byteLength(name) + (S === undefined ? Math.ceil((N as string).length / 2) + 1 : Buffer.byteLength(S)),
    0,
  );
}

describe('the facts of jobs', () => {
  test('one job in one batch is written once, without a read before it', async () => {
    // GIVEN
    const collector = await deployCollector(stage);
    stage.dynamodb.reset();
    // WHEN
    const failed = await collector.deliverEvents(...jobLife('a').all());
    // THEN
    expect(failed).toEqual([]);
    expect(stage.dynamodb.requests.map(({ operation }) => operation)).toEqual(['UpdateItem']);
    expect(collector.lines.jobs).toEqual([
      expect.objectContaining({
        JobId: 'a',
        Status: 'SUCCEEDED',
        TotalRunnableSeconds: 60,
        TotalStartingSeconds: 30.5,
        TotalRunningSeconds: 300,
      }),
    ]);
  });

  test('several jobs in one batch take one write each', async () => {
    const collector = await deployCollector(stage);
    stage.dynamodb.reset();
    await collector.deliverEvents(...['a', 'b', 'c'].flatMap((id) => jobLife(id).all()));
    expect(stage.dynamodb.of('UpdateItem')).toHaveLength(3);
    expect(collector.lines.jobs.map(({ JobId }) => JobId).sort()).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['in order', (events: object[]) => events],
    ['backwards', (events: object[]) => [...events].reverse()],
    ['end first', (events: object[]) => [...events.slice(-1), ...events.slice(0, -1)]],
  ])('one message a batch, %s, gives what one batch gives', async (_, order) => {
    // GIVEN
    const together = await deployCollector(stage);
    const apart = await deployCollector(stage);
    const events = jobLife('a', { attempts: 3, outcome: 'FAILED' }).all();
    // WHEN
    await together.deliverEvents(...events);
    for (const event of order(events)) await apart.deliverEvents(event);
    for (const { body } of apart.waiting) await apart.deliverEvents(body);
    // THEN
    expect(apart.lines.jobs).toEqual(together.lines.jobs);
    const ofJobs = ({ EventsProcessed: _p, EventAgeSeconds: _a, LateEvents: _l, ...others }: Record<string, number>) => others;
    expect(ofJobs(apart.lines.totals)).toEqual(ofJobs(together.lines.totals));
  });

  test('a fact keeps what the first message said of it', async () => {
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    await collector.deliverEvents(life.runnable());
    const before = await collector.item('a');
    await collector.deliverEvents(life.runnable());
    expect(await collector.item('a')).toEqual(before);
    expect(collector.lines.totals).toMatchObject({ JobsRunnable: 1, DuplicateEvents: 1, EventsProcessed: 2 });
  });

  test.each([
    ['an array parent', { arrayProperties: { size: 3 } }, { S: 'array' }],
    ['a node of a multi-node job', { nodeDetails: { nodeIndex: 0, isMainNode: true } }, { S: 'node' }],
    ['a multi-node job', { nodeProperties: { numNodes: 2 } }, undefined],
    ['an array child', { arrayProperties: { index: 0 } }, undefined],
  ])('the item of %s shows whether a count of jobs leaves it out', async (_, detail, kind) => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(jobLife('a', { detail }).runnable());
    expect((await collector.item('a'))?.Parent).toEqual(kind);
  });

  test('a job in flight expires late, a finished one soon', async () => {
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    await collector.deliverEvents(life.runnable(), life.starting(), life.running());
    expect((await collector.item('a'))?.ExpiresAt).toEqual({ N: String(SECONDS_NOW + 7_776_000) });
    await collector.deliverEvents(life.end());
    expect((await collector.item('a'))?.ExpiresAt).toEqual({ N: String(SECONDS_NOW + 86_400) });
  });

  test('a late event of a finished job is counted, and leaves its expiry alone', async () => {
    // GIVEN
    const collector = await deployCollector(stage, { WAIT_SECONDS: '[]' });
    const life = jobLife('a');
    await collector.deliverEvents(life.runnable(), life.starting(), life.end());
    stage.now += 60_000;
    stage.dynamodb.reset();
    // WHEN
    const failed = await collector.deliverEvents(life.running());
    // THEN
    expect(failed).toEqual([]);
    expect(stage.dynamodb.of('UpdateItem')).toHaveLength(2);
    expect((await collector.item('a'))?.ExpiresAt).toEqual({ N: String(SECONDS_NOW + 86_400) });
    expect(collector.lines.totals).toMatchObject({ JobsRunning: 1, StartingSeconds: 30.5, LateEvents: 1 });
    expect(collector.lines.jobs).toHaveLength(1);
  });

  test('a job of ten attempts with long names stays below one kilobyte', async () => {
    const collector = await deployCollector(stage);
    const jobId = '740ee3ee-f235-4670-b19f-84da1bda6e76:9999';
    const detail = {
      jobName: 'nightly-genome-alignment-of-all-samples-eu-west-1',
      jobQueue: 'arn:aws:batch:eu-west-1:111122223333:job-queue/production-high-memory-spot-queue',
      jobDefinition: 'arn:aws:batch:eu-west-1:111122223333:job-definition/genome-alignment-production:127',
    };
    const life = jobLife(jobId, { attempts: 10, outcome: 'FAILED', detail });
    for (const event of life.all()) await collector.deliverEvents(event);
    const blocked = { ...detail, jobId, status: 'RUNNABLE', statusReason: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - '.padEnd(900, 'x') };
    await collector.deliverEvents(jobEvent(blocked, SUBMITTED, 'Batch Job Queue Blocked'));
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ AttemptCount: 10, TotalRunningSeconds: 3000 })]);
    expect(itemBytes((await collector.item(jobId)) as object)).toBeLessThanOrEqual(1024);
  });
});

test('an item tells what stays the same for the life of its job', async () => {
  const collector = await deployCollector(stage);
  const resourceRequirements = [
    { type: 'VCPU', value: '4' },
    { type: 'MEMORY', value: '2048' },
    { type: 'GPU', value: '1' },
  ];
  await collector.deliverEvents(
    jobEvent(
      {
        jobId: 'a',
        status: 'RUNNABLE',
        jobName: 'align',
        jobQueue: 'nightly',
        jobDefinition: 'genome:3',
        createdAt: 1_700_000_000_000,
        container: { resourceRequirements },
      },
      SUBMITTED,
    ),
  );
  expect(await collector.item('a')).toMatchObject({
    JobName: { S: 'align' },
    JobQueue: { S: 'nightly' },
    JobDefinition: { S: 'genome:3' },
    CreatedAt: { N: '1700000000000' },
    Vcpus: { N: '4' },
    MemoryMiB: { N: '2048' },
    Gpus: { N: '1' },
  });
});

describe('a blocked job queue', () => {
  const blockedBy = (jobId: string, statusReason?: string) =>
    jobEvent(
      {
        jobId,
        status: 'RUNNABLE',
        jobQueue: 'arn:aws:batch:eu-west-1:111122223333:job-queue/nightly',
        statusReason,
      },
      SUBMITTED,
      'Batch Job Queue Blocked',
    );
  const REASON =
    'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested for instance type [p5.48xlarge] in any zone';

  test('is recorded, and its reason kept with the job in flight', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(jobLife('a').runnable());
    expect(await collector.deliverEvents(blockedBy('a', REASON))).toEqual([]);
    expect((await collector.item('a'))?.BlockedReason).toEqual({ S: REASON.slice(0, 120) });
    expect(collector.lines.ofType('queue-blocked')).toEqual([
      expect.objectContaining({
        JobId: 'a',
        JobQueue: 'nightly',
        Reason: REASON,
        Category: 'CAPACITY',
        BlockedAt: '2026-11-20T10:00:00.000Z',
      }),
    ]);
    expect(collector.lines.totals).toMatchObject({ EventsProcessed: 2, JobsRunnable: 1 });
  });

  test('is kept with its last reason, where it is blocked for another one by now', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(jobLife('a').runnable());
    await collector.deliverEvents(blockedBy('a', REASON));
    await collector.deliverEvents(blockedBy('a', 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT'));
    expect((await collector.item('a'))?.BlockedReason).toEqual({ S: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT' });
  });

  test('keeps the later of two reasons, whatever the order of their events', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(jobLife('a').runnable());
    const at = (time: string, reason: string) => ({ ...blockedBy('a', reason), time });
    await collector.deliverEvents(at('2026-11-20T10:05:00Z', 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT'));
    expect(await collector.deliverEvents(at('2026-11-20T10:00:00Z', REASON))).toEqual([]);
    expect(await collector.item('a')).toMatchObject({
      BlockedReason: { S: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT' },
      BlockedAt: { N: String(Date.parse('2026-11-20T10:05:00Z')) },
    });
    await collector.deliverEvents(at('2026-11-20T10:10:00Z', REASON));
    expect((await collector.item('a'))?.BlockedAt).toEqual({ N: String(Date.parse('2026-11-20T10:10:00Z')) });
  });

  test('makes no item of a job that is not known, and leaves a finished one alone', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(...jobLife('ended').all());
    expect(await collector.deliverEvents(blockedBy('unknown', REASON), blockedBy('ended', REASON))).toEqual([]);
    expect(await collector.item('unknown')).toBeUndefined();
    expect(await collector.item('ended')).not.toHaveProperty('BlockedReason');
    expect(collector.lines.ofType('queue-blocked')).toHaveLength(2);
  });

  test('without a reason is recorded without one', async () => {
    const collector = await deployCollector(stage);
    stage.dynamodb.reset();
    await collector.deliverEvents(blockedBy('a'));
    expect(stage.dynamodb.requests).toEqual([]);
    expect(collector.lines.ofType('queue-blocked')).toEqual([expect.not.objectContaining({ Reason: expect.anything() })]);
  });
});
