import fc from 'fast-check';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { readInstanceEvent } from '../../../src/domain/instance/instance-reading';
import { runs } from '../../property-runs';
import { capturedJobEvents, documentedEcsEvents } from '../captured';

const EVENT = {
  time: '2026-11-27T10:01:30Z',
  account: '111122223333',
  region: 'us-east-1',
  detail: {
    jobId: 'b87e4e2b-537d-4128-83a9-e88963b759f5',
    jobName: 'encode',
    jobQueue: 'arn:aws:batch:us-east-1:111122223333:job-queue/q1',
    status: 'FAILED',
    createdAt: 1795773601000,
    isTerminated: false,
    retryStrategy: { attempts: 1 },
    attempts: [
      {
        startedAt: 1795773660000,
        stoppedAt: 1795773690000,
        statusReason: 'Essential container in task exited',
        container: { exitCode: 1, reason: 'x' },
      },
    ],
    container: {
      resourceRequirements: [
        { type: 'VCPU', value: '2' },
        { type: 'MEMORY', value: '4096' },
      ],
      logConfiguration: { options: { 'awslogs-group': '/jobs' } },
    },
    tags: { Project: 'a', Owner: 'b' },
  },
};

/** The event with a value in the place of a field. */
function withValue(event: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const copy = (Array.isArray(event) ? [...(event as unknown[])] : { ...(event as object) }) as Record<string | number, unknown>;
  copy[first] = withValue(copy[first], rest, value);
  return copy;
}

function read(event: unknown): { reading: ReturnType<typeof readJobEvent>; leftOut: string[] } {
  const leftOut = new Set<string>();
  const reading = readJobEvent(event, ['Project', 'Missing'], (path) => leftOut.add(path));
  return { reading, leftOut: [...leftOut] };
}

test('GIVEN an event that can be read WHEN it is read THEN nothing is left out', () => {
  expect(read(EVENT).leftOut).toEqual([]);
  for (const event of capturedJobEvents()) expect(read(event).leftOut).toEqual([]);
});

test.each<[string, readonly (string | number)[], unknown, string]>([
  ['a number for a name', ['detail', 'jobName'], 7, 'detail.jobName'],
  ['a longer name', ['detail', 'jobQueue'], 'q'.repeat(600), 'detail.jobQueue'],
  ['a text for a time', ['detail', 'createdAt'], '2026-11-27', 'detail.createdAt'],
  ['a negative time', ['detail', 'attempts', 0, 'startedAt'], -5, 'detail.attempts[].startedAt'],
  ['a text for an exit code', ['detail', 'attempts', 0, 'container', 'exitCode'], 'OOM', 'detail.attempts[].container.exitCode'],
  ['a word for a flag', ['detail', 'isTerminated'], 'yes', 'detail.isTerminated'],
  ['a list for an object', ['detail', 'retryStrategy'], [], 'detail.retryStrategy'],
  ['an object for a list', ['detail', 'attempts'], {}, 'detail.attempts'],
  ['an element that is no object', ['detail', 'attempts', 1], 'later', 'detail.attempts[]'],
  [
    'a quantity with another unit',
    ['detail', 'container', 'resourceRequirements', 0, 'value'],
    '2 cores',
    'detail.container.resourceRequirements[].value',
  ],
  ['a tag that is no text, under a key that its user chose', ['detail', 'tags', 'Project'], { of: 1 }, 'detail.tags'],
  ['a number for the account', ['account'], 111122223333, 'account'],
])('GIVEN %s WHEN the event is read THEN only that field is left out', (_, path, value, leftOut) => {
  const changed = read(withValue(EVENT, path, value));
  expect(changed.leftOut).toEqual([leftOut]);
  const without = read(withValue(EVENT, path, undefined === value ? undefined : null)).reading;
  if (typeof path[path.length - 1] === 'string') expect(changed.reading).toEqual(without);
});

test.each<[string, readonly string[], unknown, string]>([
  ['the id of the job', ['detail', 'jobId'], 7, 'detail.jobId: expected a string, got a number'],
  ['the state', ['detail', 'status'], 'SCHEDULED', 'detail.status: is not one of'],
  ['the time', ['time'], 1795773601000, 'time: expected a string, got a number'],
  ['everything', ['detail'], [], 'detail: expected an object, got an array'],
])('GIVEN an event of which %s cannot be read WHEN it is read THEN it is rejected', (_, path, value, problem) => {
  expect(() => read(withValue(EVENT, path, value))).toThrow(problem);
});

test('GIVEN one of two quantities that cannot be read WHEN they are summed THEN there is no sum, and the other sums stay', () => {
  const container = (memory: string) => ({ resources: { limits: { cpu: '500m', memory } } });
  const event = {
    ...EVENT,
    detail: { ...EVENT.detail, eksProperties: { podProperties: { containers: [container('1Gi'), container('1Qi')] } } },
  };
  const { reading, leftOut } = read(event);
  expect(reading.vcpus).toBe(1);
  expect(reading).not.toHaveProperty('memoryMiB');
  expect(leftOut).toEqual(['detail.eksProperties.podProperties.containers[].resources.limits.memory']);
});

test('GIVEN a requirement that cannot be read beside the old field WHEN the event is read THEN the old field does not stand in for it', () => {
  const event = withValue(
    withValue(EVENT, ['detail', 'container', 'resourceRequirements', 0, 'value'], 'many'),
    ['detail', 'container', 'vcpus'],
    4,
  );
  expect(read(event).reading).not.toHaveProperty('vcpus');
});

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 1e300, '', '100u', 'x'.repeat(600), 'a\nb', [], {}, [null], [[1]], ['a', 7], {
    a: null,
  }),
  fc.jsonValue() as fc.Arbitrary<unknown>,
);

/** Every place in an event. */
function* placesIn(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

const REQUIRED = ['time', 'detail', 'detail.jobId', 'detail.status'];
const EVENTS: readonly unknown[] = [EVENT, ...capturedJobEvents()];

test('GIVEN any value in any place that is not required WHEN the event is read THEN there is a reading, and paths without places and keys of users', () => {
  const cases = EVENTS.flatMap((event) => [...placesIn(event)].map((path) => ({ event, path }))).filter(
    ({ path }) => !REQUIRED.includes(path.join('.')),
  );
  fc.assert(
    fc.property(fc.constantFrom(...cases), anything, ({ event, path }, value) => {
      const { reading, leftOut } = read(withValue(event, path, value));
      expect(reading).toMatchObject({ jobId: expect.any(String) as string, state: expect.any(String) as string });
      expect(JSON.stringify(reading)).not.toContain('NaN');
      for (const each of leftOut) expect(each).toMatch(/^(?:account|region|detail(?:(?:\.[A-Za-z-]+|\.nvidia\.com\/gpu)(?:\[\])?)+)$/);
      expect(leftOut.length).toBeLessThan(10);
    }),
    { numRuns: runs(3000) },
  );
});

test('GIVEN any value in any place of an instance that is not required WHEN its event is read THEN there is a reading', () => {
  const required = ['time', 'detail', 'detail.containerInstanceArn', 'detail.status', 'detail.version'];
  const cases = documentedEcsEvents()
    .filter((event) => event['detail-type'].includes('Container Instance'))
    .flatMap((event) => [...placesIn(event)].map((path) => ({ event, path })))
    .filter(({ path }) => !required.includes(path.join('.')));
  fc.assert(
    fc.property(fc.constantFrom(...cases), anything, ({ event, path }, value) => {
      expect(readInstanceEvent(withValue(event, path, value))).toHaveProperty('containerInstanceArn');
    }),
    { numRuns: runs(1000) },
  );
});
