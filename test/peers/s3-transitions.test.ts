import { arrayChild, arrayParent, at, AwsEvent, DAY, ended, jobEvent, JOB_ID, multiNodeParent, node, ran } from '../domain/events';
import { AttemptTold, Detail, instanceArn, ShapeName } from '../domain/shapes';
import { deployCollectorWithRegistry, DeployedCollector } from '../runtime/stage/deployed-collector';
import { Line } from '../runtime/stage/log-lines';
import { useStage } from '../runtime/stage/stage';

/** What AWS's Batch runtime monitoring sample (aws-samples/aws-batch-runtime-monitoring) gets wrong about states of jobs, and this library must not. */
const stage = useStage();
const OVER = ran('t1', 20, 90, 0);
const STATES = ['JobsPending', 'JobsRunnable', 'JobsStarting', 'JobsRunning'];

interface Life {
  readonly shape?: ShapeName;
  readonly detail?: Detail;
  readonly over?: AttemptTold;
}

/** One job from PENDING to its end. */
function lifeOf({ shape, detail, over = OVER }: Life = {}): AwsEvent[] {
  const attempt = { id: over.id, host: over.host };
  return [
    jobEvent('PENDING', 1, { shape, detail }),
    jobEvent('RUNNABLE', 5, { shape, detail }),
    jobEvent('STARTING', 15, { shape, detail, attempt }),
    jobEvent('RUNNING', 20, { shape, detail, attempt: { ...attempt, startedAt: over.startedAt } }),
    ended('SUCCEEDED', 90, [over], { shape, detail }),
  ];
}

async function collector(knows: readonly string[] = ['host-1']): Promise<DeployedCollector> {
  stage.now = DAY + 3_600_000;
  const deployed = await deployCollectorWithRegistry(stage);
  for (const host of knows) await register(deployed, host);
  return deployed;
}

const register = ({ variables }: DeployedCollector, host: string) =>
  stage.put(variables.INSTANCE_TABLE, {
    ContainerInstanceArn: { S: instanceArn(host) },
    InstanceType: { S: 'c7g.large' },
    AvailabilityZone: { S: 'us-east-1b' },
    PurchaseOption: { S: 'SPOT' },
  });

/** Delivers events one by one, and then what waits until nothing does; returns how often something waited. */
async function deliver(to: DeployedCollector, events: readonly object[]): Promise<number> {
  for (const event of events) expect(await to.deliverEvents(event)).toEqual([]);
  let looked = 0;
  for (; looked < to.waiting.length; looked++) expect(await to.deliverEvents(to.waiting[looked].body)).toEqual([]);
  return looked;
}

/** How many jobs entered each state, over all lines of transitions that tell some field. */
function entries({ lines }: DeployedCollector, told: (line: Line) => boolean = () => true): number[] {
  const transitions = lines.ofType('transitions').filter(told);
  return STATES.map((state) => transitions.reduce((sum, line) => sum + Number(line[state] ?? 0), 0));
}

test('S3-2: an event on an instance that nobody knows is looked up a bounded number of times, then counted', async () => {
  const own = await collector([]);
  expect(await deliver(own, lifeOf().slice(0, 4))).toBe(6);
  expect(own.waiting.map(({ delaySeconds }) => delaySeconds)).toEqual([30, 30, 120, 120, 300, 300]);
  expect(entries(own)).toEqual([1, 1, 1, 1]);
  expect(entries(own, (line) => 'InstanceType' in line)).toEqual([0, 0, 0, 0]);
  expect(own.lookUps).toHaveLength(1);
});

test('S3-2: an event that comes before its instance is known is counted with the type and zone, once they are', async () => {
  const own = await collector([]);
  const [, , starting, running] = lifeOf();
  await own.deliverEvents(starting, running);
  expect(entries(own)).toEqual([0, 0, 0, 0]);
  await register(own, 'host-1');
  expect(await deliver(own, [])).toBe(1);
  expect(entries(own, (line) => line.InstanceType === 'c7g.large' && line.AvailabilityZone === 'us-east-1b')).toEqual([0, 0, 1, 1]);
});

test.each<ShapeName>(['single', 'multi', 'fargate', 'eks'])('S3-4: a job in the shape %s is counted in every state', async (shape) => {
  const own = await collector();
  await deliver(own, lifeOf({ shape }));
  expect(entries(own)).toEqual([1, 1, 1, 1]);
  expect(own.lines.totals).toMatchObject({ JobsPending: 1, JobsRunnable: 1, JobsStarting: 1, JobsRunning: 1, JobsSucceeded: 1 });
  expect(entries(own, (line) => 'ComputeEnvironment' in line)).toEqual(shape === 'eks' ? [0, 0, 0, 0] : [0, 0, 1, 1]);
});

test.each<[string, Detail, number[]]>([
  ['cancelled in its queue', { statusReason: 'not needed', isCancelled: true }, [1, 1, 0, 0]],
  ['whose dependency failed', { statusReason: 'Dependent Job failed' }, [1, 0, 0, 0]],
])('S3-5: a job %s is counted as failed', async (_, detail, entered) => {
  const own = await collector();
  const [pending, runnable] = lifeOf();
  await deliver(own, [pending, ...(entered[1] > 0 ? [runnable] : []), jobEvent('FAILED', 65, { detail })]);
  expect(entries(own)).toEqual(entered);
  expect(own.lines.totals).toMatchObject({ JobsFailed: 1 });
  expect(own.lines.jobs).toEqual([expect.objectContaining({ Status: 'FAILED' })]);
});

test('S3-6: a job that could not be placed at first keeps its queue and definition in every state', async () => {
  const own = await collector();
  const failed = ran('t0', 20, 40, 1);
  await deliver(own, [
    ...lifeOf({ over: failed }).slice(1, 4),
    jobEvent('RUNNABLE', 45, { over: [failed] }),
    ended('FAILED', 90, [failed], { detail: { statusReason: 'x' } }),
  ]);
  expect(entries(own, (line) => line.JobQueue === 'urgent' && line.JobDefinition === 'encode')).toEqual([0, 2, 1, 1]);
  expect(entries(own)).toEqual([0, 2, 1, 1]);
});

test.each<[string, Detail, Detail]>([
  ['an array: its children', arrayChild(0), arrayParent(2)],
  ['a multi-node job: its own', multiNodeParent(2), node(0)],
])('S3-7: the states of %s count, once, and the item of what does not count says so', async (_, counts, other) => {
  const own = await collector();
  await deliver(own, [...lifeOf({ detail: other }), ...lifeOf({ detail: counts })]);
  expect(entries(own)).toEqual([1, 1, 1, 1]);
  expect(own.lines.totals).toMatchObject({ JobsPending: 1, JobsRunnable: 1, JobsSucceeded: 1 });
  expect((await own.item(idOf(other)))?.Parent?.S).toMatch(/^(array|node)$/);
  expect(await own.item(idOf(counts))).not.toHaveProperty('Parent');
});

const idOf = ({ jobId }: Detail): string => (jobId as string | undefined) ?? JOB_ID;

test('S3-18: a copy of an event is counted once', async () => {
  const own = await collector();
  await deliver(own, [...lifeOf(), ...lifeOf()]);
  expect(entries(own)).toEqual([1, 1, 1, 1]);
  expect(own.lines.totals).toMatchObject({ JobsRunning: 1, JobsSucceeded: 1 });
});

test('S3-21: a job with environment variables is no array job', async () => {
  const own = await collector();
  const environment = Array.from({ length: 6 }, (_, index) => ({ name: `NAME_${index}`, value: 'x' }));
  const [, , starting, running] = lifeOf().map((event) => ({
    ...event,
    detail: { ...event.detail, container: { ...(event.detail.container as Detail), environment } },
  }));
  await deliver(own, [starting, running]);
  expect(entries(own)).toEqual([0, 0, 1, 1]);
  expect(await own.item(JOB_ID)).not.toHaveProperty('Parent');
});

test('S3, its metrics (3.3): every revision of a job definition counts for the same definition', async () => {
  const own = await collector();
  for (const revision of [1, 2]) {
    await own.deliverEvents(
      jobEvent('RUNNABLE', at(5) - DAY, {
        detail: { jobId: `job-${revision}`, jobDefinition: `arn:aws:batch:us-east-1:123456789012:job-definition/encode:${revision}` },
      }),
    );
  }
  expect(new Set(own.lines.ofType('transitions').map(({ JobDefinition }) => JobDefinition))).toEqual(new Set(['encode']));
});
