import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { JsonObject } from '../../lab/aws/json';
import { replay } from '../../lab/replay/replay';
import { Summary } from '../../lab/replay/summary';
import { InstanceRegistry, JobEventCollector, LevelOfDetail } from '../../src';
import { containerInstance, InstanceOptions, instanceArn, spotEvent, stateEvent } from '../runtime/stage/instance-events';
import { CLUSTER, CONTAINER_INSTANCE, jobLife } from '../runtime/stage/job-events';

/**
 * What aws-samples/aws-batch-runtime-monitoring gets wrong about instances, and this library must not: each test deploys the constructs and lets the
 * events go through their rules, queues, functions and tables. There is no trail, and no event of CloudTrail.
 */
const folder = mkdtempSync(join(tmpdir(), 'instances-'));
const stack = new Stack(new App({ outdir: join(folder, 'assembly') }), 'Deployed');
const instanceRegistry = new InstanceRegistry(stack, 'Instances', { levelOfDetail: LevelOfDetail.FULL });
new JobEventCollector(stack, 'Collector', { instanceRegistry });
const template = join(folder, 'assembly', (stack.node.root as App).synth().getStackByName('Deployed').templateFile);
afterAll(() => rmSync(folder, { recursive: true }));

interface Replayed {
  readonly summary: Summary;
  /** Sums of metrics about instances without dimensions. */
  readonly totals: Record<string, number>;
  readonly byType: Record<string, number>;
  readonly jobs: JsonObject[];
  readonly instances: JsonObject[];
  readonly rows: JsonObject[];
}

let runs = 0;
async function deliver(...events: readonly object[]): Promise<Replayed> {
  const given = join(folder, `given-${++runs}.ndjson`);
  const out = join(folder, `out-${runs}`);
  writeFileSync(given, events.map((event, index) => `${JSON.stringify({ id: `event-${index}`, ...event })}\n`).join(''));
  const summary = await replay({ template, events: given, out });
  const lines = (file: string): JsonObject[] =>
    readFileSync(join(out, file), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as JsonObject);
  const points = (lines('metrics.ndjson') as unknown as Point[]).filter(({ Name }) =>
    /Instance|Warnings|Recommendations|Registered/.test(Name),
  );
  const messages = lines(`logs/${logicalId('AWS::Logs::LogGroup')}.ndjson`).map(({ message }) => JSON.parse(String(message)) as JsonObject);
  return {
    summary,
    totals: sums(
      points.filter(({ Dimensions }) => Object.keys(Dimensions).length === 0),
      ({ Name }) => Name,
    ),
    byType: sums(
      points.filter(({ Name, Dimensions }) => Name.startsWith('Instances') && Dimensions.InstanceType),
      ({ Name, Dimensions }) => `${Name} ${Dimensions.InstanceType}`,
    ),
    jobs: lines('records.ndjson'),
    instances: messages.filter(({ RecordType }) => RecordType === 'instance'),
    rows: lines(`tables/${logicalId('AWS::DynamoDB::Table')}.ndjson`),
  };
}

interface Point {
  readonly Name: string;
  readonly Dimensions: Record<string, string>;
  readonly Values: readonly number[];
  readonly Counts: readonly number[];
}

function sums(points: readonly Point[], keyOf: (point: Point) => string): Record<string, number> {
  const result: Record<string, number> = {};
  for (const point of points) {
    result[keyOf(point)] = point.Values.reduce((sum, value, i) => sum + value * point.Counts[i], result[keyOf(point)] ?? 0);
  }
  return result;
}

/** Of the registry's own resource of a type. */
function logicalId(type: string): string {
  const { Resources } = JSON.parse(readFileSync(template, 'utf8')) as { Resources: Record<string, { Type: string }> };
  return Object.keys(Resources).find((id) => id.startsWith('Instances') && Resources[id].Type === type) as string;
}

/** When things happened lately: CloudWatch takes no old metrics. */
const start = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
const at = (seconds: number): string => `${new Date(start + seconds * 1000).toISOString().slice(0, 19)}Z`;
const HOST = 'i-0abc';

const ecs = (seconds: number, { detail, ...options }: InstanceOptions & { detail?: object } = {}): object => ({
  source: 'aws.ecs',
  'detail-type': 'ECS Container Instance State Change',
  time: at(seconds),
  detail: {
    ...containerInstance('a', { instanceId: HOST, ...options }),
    clusterArn: `arn:aws:ecs:eu-west-1:111122223333:cluster/${CLUSTER}`,
    runningTasksCount: 0,
    pendingTasksCount: 0,
    registeredAt: new Date(start).toISOString(),
    ...detail,
  },
});
const ec2 = (event: object, seconds: number): object => ({ ...event, time: at(seconds) });
const terminated = (seconds: number, instanceId = HOST): object => ec2(stateEvent(instanceId), seconds);
const warned = (seconds: number, instanceId = HOST): object =>
  ec2(spotEvent(instanceId, 'EC2 Spot Instance Interruption Warning'), seconds);

describe('S3-19', () => {
  test('S3-19: an instance that Spot terminates without a Deregister call has left, and was reclaimed', async () => {
    const { totals, byType, instances, summary } = await deliver(ecs(5), warned(600), terminated(725));
    expect(totals).toEqual({
      InstancesRegistered: 1,
      RegisteredVcpus: 4,
      RegisteredMemoryMiB: 7680,
      InterruptionWarnings: 1,
      InstancesDeregistered: 1,
      InstancesReclaimed: 1,
      InstanceLifetimeSeconds: 725,
    });
    expect(byType).toEqual({
      'InstancesRegistered c7g.xlarge': 1,
      'InstancesDeregistered c7g.xlarge': 1,
      'InstancesReclaimed c7g.xlarge': 1,
    });
    expect(instances.map(({ Change, Cause }) => [Change, Cause])).toEqual([
      ['registered', undefined],
      ['interruption-warning', undefined],
      ['deregistered', 'terminated'],
    ]);
    expect(summary.errors).toBe(0);
  });

  test('S3-19: one that leaves its cluster and is then terminated has left once, when it left', async () => {
    const { totals } = await deliver(ecs(5), terminated(725), ecs(700, { status: 'INACTIVE', version: 9 }), terminated(725));
    expect(totals).toMatchObject({ InstancesRegistered: 1, InstancesDeregistered: 1, InstanceLifetimeSeconds: 700 });
    expect(totals).not.toHaveProperty('InstancesReclaimed');
  });

  test('S3-19: every row expires, those of instances that are gone within days, and those of others within a day', async () => {
    const { rows } = await deliver(ecs(5), terminated(725), terminated(30, 'i-0d0e'), warned(30, 'i-0d0f'));
    const days = new Map(
      rows.map(({ ContainerInstanceArn, ExpiresAt }) => [ContainerInstanceArn, (Number(ExpiresAt) - start / 1000) / 86_400]),
    );
    expect([...days.keys()].sort()).toEqual([HOST, instanceArn('a'), 'i-0d0e', 'i-0d0f'].sort());
    expect(days.get(instanceArn('a'))).toBeLessThan(8);
    expect(days.get(HOST)).toBeLessThan(8);
    expect(days.get('i-0d0e')).toBeLessThan(2);
  });

  test('S3-19: instances of others are counted nowhere, and cost a write each', async () => {
    const { totals, summary } = await deliver(terminated(30, 'i-0d0e'), warned(30, 'i-0d0f'));
    expect([totals, summary.writeUnits, summary.readUnits]).toEqual([{}, 2, 0]);
  });
});

describe('S3-20', () => {
  const attributes = (...left: readonly string[]): object => {
    const all = (containerInstance('a') as { attributes: { name: string }[] }).attributes;
    return { attributes: all.filter(({ name }) => !left.includes(name)) };
  };

  test('S3-20: an instance without ecs.ami-id counts, and its jobs know where they ran', async () => {
    const detail = { ...attributes('ecs.ami-id'), containerInstanceArn: CONTAINER_INSTANCE };
    const { totals, jobs, summary } = await deliver(ecs(5, { detail }), ...jobLife('job', { submitted: start }).all());
    expect(totals).toMatchObject({ InstancesRegistered: 1 });
    expect(jobs).toMatchObject([{ JobId: 'job', InstanceType: 'c7g.xlarge', AvailabilityZone: 'eu-west-1b' }]);
    expect(summary.errors).toBe(0);
  });

  test('S3-20: one without a type counts without a type', async () => {
    const { totals, byType } = await deliver(ecs(5, { detail: attributes('ecs.ami-id', 'ecs.instance-type') }));
    expect([totals.InstancesRegistered, byType]).toEqual([1, {}]);
  });
});

describe('S3-2', () => {
  test('S3-2: an instance is known without a trail, whatever comes first: a job waits for its place a bounded number of times', async () => {
    const detail = { containerInstanceArn: CONTAINER_INSTANCE };
    const { jobs, summary, totals } = await deliver(...jobLife('job', { submitted: start }).all(), ecs(5, { detail }));
    expect(jobs).toMatchObject([{ InstanceType: 'c7g.xlarge' }]);
    expect(totals).toMatchObject({ InstancesRegistered: 1 });
    expect(summary.readUnits).toBeLessThan(5);
  });

  test('S3-2: one that nothing is ever told of costs its jobs a few reads, and loses no job', async () => {
    const { jobs, summary, totals } = await deliver(...jobLife('job', { submitted: start }).all());
    expect(jobs).toHaveLength(1);
    expect(totals).toEqual({});
    expect(summary.readUnits).toBeLessThan(5);
    expect([summary.lostEvents, Object.values(summary.deadLetters).reduce((sum, count) => sum + count, 0)]).toEqual([0, 0]);
  });
});
