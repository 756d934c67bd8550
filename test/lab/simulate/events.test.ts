import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf, JobEvent } from './simulated-day';
import { AwsEvent } from '../../../lab/simulate/events/envelope';

const day = dayOf(2000, 7);
const fixture = (name: string): AwsEvent[] =>
  readFileSync(join(__dirname, '../../fixtures', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const captured = fixture('captured-batch-job-events.ndjson') as JobEvent[];

/** Paths of all fields; elements of one array count as one. */
function paths(value: unknown, path = ''): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...paths(each, `${path}[]`)]));
  if (typeof value !== 'object' || value === null) return new Set([path]);
  return new Set(Object.entries(value).flatMap(([name, each]) => [`${path}.${name}`, ...paths(each, `${path}.${name}`)]));
}

/** Fields that some jobs have and others have not, whatever their shape. */
const OPTIONAL =
  /\.(shareIdentifier|schedulingPriority|timeout|parameters|tags|jobRoleArn|logConfiguration|startedAt|dependsOn)\b|command\[\]|environment\[\]|secrets\[\]/;
const required = (event: AwsEvent): string[] => [...paths(event)].filter((path) => !OPTIONAL.test(path));

const shapes: [string, number, (event: JobEvent) => boolean][] = [
  [
    'several containers, RUNNABLE',
    0,
    ({ detail }) => detail.ecsProperties !== undefined && detail.container === undefined && detail.status === 'RUNNABLE',
  ],
  [
    'several containers, STARTING',
    1,
    ({ detail }) => detail.ecsProperties !== undefined && detail.container === undefined && detail.status === 'STARTING',
  ],
  [
    'several containers, RUNNING',
    2,
    ({ detail }) => detail.ecsProperties !== undefined && detail.container === undefined && detail.status === 'RUNNING',
  ],
  [
    'several containers, SUCCEEDED',
    3,
    ({ detail }) => detail.ecsProperties !== undefined && detail.container === undefined && detail.status === 'SUCCEEDED',
  ],
  [
    'an array child, SUCCEEDED',
    4,
    ({ detail }) =>
      detail.arrayProperties?.index !== undefined && detail.status === 'SUCCEEDED' && detail.platformCapabilities.includes('EC2'),
  ],
];

describe('simulated events', () => {
  test.each(shapes)('have the fields of the captured ones: %s', (_name, line, alike) => {
    const simulated = day.jobEvents.find(
      (event) => alike(event) && event.detail.attempts.length === captured[line].detail.attempts.length,
    )!;

    expect(required(simulated).sort()).toEqual(required(captured[line]).sort());
  });

  test('have the fields of the documented container instance event', () => {
    const [documented] = fixture('documented-ecs-events.ndjson');
    const simulated = day.events.find(
      (event) => event['detail-type'] === 'ECS Container Instance State Change' && JSON.stringify(event).includes('AWSBatch-'),
    )!;

    expect([...paths(simulated)]).toEqual(expect.arrayContaining([...paths(documented)]));
  });

  test('have times in whole seconds, not after the instant they are about', () => {
    for (const { time, detail } of day.jobEvents) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      if (detail.status === 'RUNNING') expect(Math.abs(Date.parse(time) - detail.startedAt!)).toBeLessThan(2000);
      if (detail.stoppedAt !== undefined) expect(Math.abs(Date.parse(time) - detail.stoppedAt)).toBeLessThan(3000);
    }
  });

  test('come in the order of time, each with its own id', () => {
    const times = day.events.map((event) => event.time);

    expect(times).toEqual([...times].sort());
    expect(new Set(day.events.map((event) => event.id)).size).toBe(day.events.length);
  });

  test('report finished attempts only, and no SUBMITTED', () => {
    expect(day.jobEvents.some((event) => event.detail.status === 'SUBMITTED')).toBe(false);
    for (const { detail } of day.jobEvents) expect(detail.attempts.every((attempt) => attempt.stoppedAt > 0)).toBe(true);
  });

  test('of an array parent are PENDING and its end, with a summary', () => {
    const parents = day.jobEvents.filter((event) => event.detail.arrayProperties?.size !== undefined);

    expect(new Set(parents.map((event) => event.detail.status))).toEqual(new Set(['PENDING', 'SUCCEEDED', 'FAILED']));
    for (const { detail } of parents.filter((event) => event.detail.status !== 'PENDING')) {
      const { SUCCEEDED = 0, FAILED = 0 } = detail.arrayProperties!.statusSummary;
      expect(SUCCEEDED + FAILED).toBe(detail.arrayProperties!.size);
      expect(FAILED > 0).toBe(detail.status === 'FAILED');
    }
  });

  test('of a Fargate job have a network interface and no container instance', () => {
    const running = day.jobEvents.filter(
      (event) => event.detail.platformCapabilities.includes('FARGATE') && event.detail.status === 'RUNNING',
    );

    expect(running.length).toBeGreaterThan(20);
    for (const { detail } of running) {
      expect(detail.container).not.toHaveProperty('containerInstanceArn');
      expect(detail.container!.networkInterfaces).toHaveLength(1);
    }
  });

  test('of a Kubernetes job have their attempts apart, and neither task nor log', () => {
    const ended = day.jobEvents.filter((event) => event.detail.eksProperties !== undefined && event.detail.status === 'SUCCEEDED');

    expect(ended.length).toBeGreaterThan(10);
    for (const { detail } of ended) {
      expect(detail.attempts).toEqual([]);
      expect(detail.eksAttempts.length).toBeGreaterThan(0);
      expect(JSON.stringify(detail)).not.toMatch(/taskArn|logStreamName/);
    }
  });

  test('of a multi-node job distinguish nodes and parent', () => {
    const nodes = day.jobEvents.filter((event) => event.detail.nodeDetails !== undefined);
    const parents = day.jobEvents.filter((event) => event.detail.nodeProperties !== undefined);

    expect(nodes.every((event) => event.detail.jobId.includes('#'))).toBe(true);
    expect(parents.every((event) => !event.detail.jobId.includes('#') && event.detail.nodeProperties!.numNodes >= 2)).toBe(true);
  });
});
