import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { JsonObject } from '../../lab/aws/json';
import { replay } from '../../lab/replay/replay';
import { Summary } from '../../lab/replay/summary';
import { RunTaskMonitoring } from '../../src';
import { callOfOthers, CLUSTER, refusedCall, runTaskEvent } from '../domain/run-task/run-task-events';
import { SynthesizedResource, synthesize } from '../event-intake/synthesis';

/**
 * What aws-samples/aws-batch-runtime-monitoring gets wrong about calls of RunTask, and this library must not: each test deploys the construct
 * and lets the events go through its rule, queue, function and table.
 */
const folder = mkdtempSync(join(tmpdir(), 'run-task-'));
const stack = new Stack(new App({ outdir: join(folder, 'assembly') }), 'Deployed');
new RunTaskMonitoring(stack, 'RunTask');
const template = join(folder, 'assembly', (stack.node.root as App).synth().getStackByName('Deployed').templateFile);
afterAll(() => rmSync(folder, { recursive: true }));

interface Replayed {
  readonly summary: Summary;
  /** Sums without dimensions. */
  readonly totals: Record<string, number>;
  readonly byReason: Record<string, number>;
  readonly failures: JsonObject[];
}

let runs = 0;
async function deliver(...events: readonly object[]): Promise<Replayed> {
  const given = join(folder, `given-${++runs}.ndjson`);
  const out = join(folder, `out-${runs}`);
  writeFileSync(given, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const summary = await replay({ template, events: given, out });
  const lines = (file: string): JsonObject[] =>
    readFileSync(join(out, file), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as JsonObject);
  const points = lines('metrics.ndjson') as unknown as Point[];
  const [logGroup] = Object.keys(resourcesOf('AWS::Logs::LogGroup'));
  const messages = lines(`logs/${logGroup}.ndjson`).map(({ message }) => JSON.parse(String(message)) as JsonObject);
  return {
    summary,
    totals: sums(
      points.filter(({ Dimensions }) => Object.keys(Dimensions).length === 0),
      ({ Name }) => Name,
    ),
    byReason: sums(
      points.filter(({ Dimensions }) => Object.keys(Dimensions).join() === 'Reason'),
      ({ Dimensions }) => Dimensions.Reason,
    ),
    failures: messages.filter(({ RecordType }) => RecordType === 'run-task-failure'),
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

const resourcesOf = (type: string): Record<string, SynthesizedResource> => {
  const { Resources } = JSON.parse(readFileSync(template, 'utf8')) as { Resources: Record<string, SynthesizedResource> };
  return Object.fromEntries(Object.entries(Resources).filter(([, { Type }]) => Type === type));
};

/** When things happened lately: CloudWatch takes no old metrics. */
const at = `${new Date(Date.now() - 600_000).toISOString().slice(0, 19)}Z`;
const taskEvent = (lastStatus: string, cluster = CLUSTER): object => ({
  id: `task-${lastStatus}-${cluster}`,
  source: 'aws.ecs',
  'detail-type': 'ECS Task State Change',
  time: at,
  detail: {
    lastStatus,
    clusterArn: `arn:aws:ecs:eu-west-1:1:cluster/${cluster}`,
    overrides: { containerOverrides: [{ environment: [] }] },
  },
});

describe('counting', () => {
  test('S3-1: a placed job is one call and one task, whatever states its task goes through', async () => {
    const { totals, summary } = await deliver(
      runTaskEvent({ at }),
      ...['PENDING', 'RUNNING', 'STOPPED'].map((status) => taskEvent(status)),
    );
    expect(totals).toEqual({ RunTaskCalls: 1, TasksPlaced: 1 });
    expect(Object.values(summary.eventsMatched)).toEqual([1]);
  });

  test('S3-3: a call costs one write and no read, though no instance was ever registered', async () => {
    const { summary } = await deliver(runTaskEvent({ at }), taskEvent('RUNNING'));
    const [{ operations }] = Object.values(summary.tables);
    expect(Object.keys(operations)).toEqual(['UpdateItem']);
    expect([summary.writeUnits, summary.readUnits, Object.values(summary.invocations)]).toEqual([1, 0, [1]]);
  });

  test('S3-8: calls that placed tasks, could not place them, or were denied count apart, with the reason that ECS tells', async () => {
    const detail = 'Insufficient memory available (32000 requested, 31431 available)';
    const { totals, byReason, failures } = await deliver(
      runTaskEvent({ at, placed: 2 }),
      runTaskEvent({ at, failures: [{ reason: 'RESOURCE:MEMORY', detail }] }),
      runTaskEvent({ at, placed: 1, failures: [{ reason: 'AGENT' }] }),
      refusedCall('AccessDenied', 'Not authorized', { at }),
    );
    expect(totals).toEqual({ RunTaskCalls: 4, TasksPlaced: 3, TasksNotPlaced: 3 });
    expect(byReason).toEqual({ 'RESOURCE:MEMORY': 1, AGENT: 1, AccessDenied: 1 });
    expect(failures.map(({ Reason, Detail }) => [Reason, Detail])).toEqual([
      ['RESOURCE:MEMORY', detail],
      ['AGENT', undefined],
      ['AccessDenied', 'Not authorized'],
    ]);
  });
});

describe('calls of others', () => {
  test('S3-9: a call of a user without a cluster or without parameters costs nothing, and one of AWS Batch without parameters counts', async () => {
    const { summary, totals } = await deliver(
      callOfOthers({}),
      callOfOthers(null),
      runTaskEvent({ at, detail: { requestParameters: null } }),
    );
    expect(Object.values(summary.eventsMatched)).toEqual([1]);
    expect([summary.errors, summary.rejectedEvents]).toEqual([0, 0]);
    expect(totals).toEqual({ RunTaskCalls: 1, TasksPlaced: 1 });
  });

  test('S3-10: calls and tasks in a cluster my_Batch_web are no calls of AWS Batch: nothing runs for them', async () => {
    const { summary } = await deliver(
      callOfOthers({ cluster: 'my_Batch_web' }),
      callOfOthers({ cluster: 'my_Batch_web' }, 'states.amazonaws.com'),
      taskEvent('RUNNING', 'my_Batch_web'),
    );
    expect(Object.values(summary.eventsMatched)).toEqual([0]);
    expect([summary.invocations, summary.errors]).toEqual([{}, 0]);
  });
});

describe('the way through the queue', () => {
  test('S3-18: an event that comes twice counts once', async () => {
    const event = runTaskEvent({ at, failures: [{ reason: 'RESOURCE:CPU' }] });
    const { totals, failures } = await deliver(event, event, { ...event, id: 'another envelope' });
    expect(totals).toEqual({ RunTaskCalls: 1, TasksNotPlaced: 1 });
    expect(failures).toHaveLength(1);
  });

  test('S3-18: an event that cannot be read is tried five times and then kept, and the others of its batch count', async () => {
    const { summary, totals } = await deliver(
      runTaskEvent({ at, detail: { requestParameters: { clientToken: 7 } } }),
      runTaskEvent({ at }),
    );
    expect(totals).toEqual({ RunTaskCalls: 1, TasksPlaced: 1 });
    expect(Object.values(summary.deadLetters)).toEqual([1]);
    const redriven = Object.values(resourcesOf('AWS::SQS::Queue')).flatMap(({ Properties }) => Properties.RedrivePolicy ?? []);
    expect(redriven).toMatchObject([{ maxReceiveCount: 5 }]);
  });

  test('S3-18: a message stays invisible for longer than its function and its window take', () => {
    const [fn] = Object.values(resourcesOf('AWS::Lambda::Function'));
    const [mapping] = Object.values(resourcesOf('AWS::Lambda::EventSourceMapping'));
    const visibility = Object.values(resourcesOf('AWS::SQS::Queue'))
      .map(({ Properties }) => Properties.VisibilityTimeout as number)
      .filter(Boolean);
    expect(visibility).toEqual([6 * (fn.Properties.Timeout as number) + (mapping.Properties.MaximumBatchingWindowInSeconds as number)]);
  });
});

describe('what is deployed', () => {
  test('S3-24: nothing has a fixed name, so that any number of copies can live in one account', () => {
    const synthesis = synthesize((scope) => ['One', 'Two'].forEach((team) => new RunTaskMonitoring(scope, team, { createTrail: true })));
    const named = /^(Table|Queue|Function|LogGroup|Role|Policy|Alarm|Trail|Bucket)?Name$/;
    const resources = Object.values(synthesis.template.toJSON().Resources as Record<string, SynthesizedResource>);
    expect(resources.length).toBeGreaterThan(20);
    expect(
      resources.flatMap(({ Type, Properties = {} }) =>
        Object.keys(Properties)
          .filter((key) => named.test(key) && typeof Properties[key] === 'string')
          .map((key) => `${Type} ${key}`),
      ),
    ).toEqual([]);
  });

  test('S3-24: that a trail is needed is said where none is made, with how to get one', () => {
    const notes = (createTrail: boolean) => {
      const synthesis = synthesize((scope) => void new RunTaskMonitoring(scope, 'RunTask', { createTrail }));
      return Annotations.fromStack(synthesis.stack).findInfo(
        '/Stack/RunTask',
        Match.stringLikeRegexp('CloudTrail trail .* Set createTrail to true'),
      );
    };
    expect([notes(false).length, notes(true).length]).toEqual([1, 0]);
  });
});
