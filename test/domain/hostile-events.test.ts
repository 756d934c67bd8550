import * as fc from 'fast-check';
import { capturedJobEvents, documentedEcsEvents } from './captured';
import { AwsEvent, ended, instanceEvent, jobEvent, queueBlocked, ran, spotWarning } from './events';
import { Fold, TAG_KEYS } from './fold';
import { runTaskEvent } from './run-task/run-task-events';
import { CANARY, SHAPES, ShapeName } from './shapes';
import { measureFinishedJob } from '../../src/domain/collect/finished-job';
import { readWaitingJob, waitingMessage } from '../../src/domain/collect/waiting';
import { MalformedEvent } from '../../src/domain/event/malformed-event';
import { readJobEvent } from '../../src/domain/event/read-job-event';
import { readHostNotice } from '../../src/domain/instance/host-notice';
import { readInstanceEvent } from '../../src/domain/instance/instance-reading';
import { readLookupRequest } from '../../src/domain/instance/lookup-request';
import { Timeline } from '../../src/domain/job/timeline';
import { buildJobRecord } from '../../src/domain/record/build-job-record';
import { queueBlockedRecord } from '../../src/domain/record/queue-blocked';
import { readRunTaskEvent } from '../../src/domain/run-task/run-task-reading';
import { runs } from '../property-runs';

const shapes = Object.keys(SHAPES) as ShapeName[];
const endOf = (shape: ShapeName) =>
  ended('FAILED', 90, [ran('t1', 10, 30, 1), ran('t2', 50, 90, 137, { reason: 'OutOfMemoryError' })], { shape });
const READERS: readonly (readonly [string, (message: unknown) => unknown, readonly unknown[]])[] = [
  ['job event', (event) => readJobEvent(event, TAG_KEYS), [...capturedJobEvents(), ...shapes.map(endOf), queueBlocked('UNDETERMINED', 5)]],
  ['instance event', readInstanceEvent, [...documentedEcsEvents(), instanceEvent()]],
  ['notice of EC2', readHostNotice, [spotWarning('Interruption Warning', 'i-1')]],
  ['look-up request', readLookupRequest, [{ detail: { containerInstanceArns: ['a'], computeEnvironments: ['b'] } }]],
  ['call of RunTask', readRunTaskEvent, [runTaskEvent({ failures: [{ arn: 'a', reason: 'AGENT', detail: 'b' }] }), runTaskEvent()]],
  [
    'waiting job',
    readWaitingJob,
    [waitingMessage({ reading: readJobEvent(endOf('single'), TAG_KEYS), token: 'abc', tries: 1, entries: [] })],
  ],
];

/** What a reader makes of a message: what it read, or the message of its complaint. */
function outcomeOf(reader: (message: unknown) => unknown, message: unknown): unknown {
  try {
    return reader(message);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedEvent);
    return (error as MalformedEvent).message;
  }
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...inner.flatMap(([key, part]) => pathsOf(part, [...path, key as string | number]))];
}

/** The message with another value in one place; `undefined` removes the field. */
function withValue(message: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const parts = Array.isArray(message) ? [...message.entries()] : Object.entries(message as object);
  const changed = parts
    .map(([name, part]) => [name, name === key ? withValue(part, rest, value) : part] as const)
    .filter(([, part]) => part !== undefined);
  return Array.isArray(message) ? changed.map(([, part]) => part) : Object.fromEntries(changed);
}

const deep = (depth: number): unknown => (depth === 0 ? CANARY : { [CANARY]: [deep(depth - 1)] });
const WRONG = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  NaN,
  Infinity,
  '',
  '7',
  CANARY,
  `${CANARY}/`.repeat(10_000),
  [],
  {},
  [null],
  [CANARY],
  [[CANARY]],
  { [CANARY]: CANARY },
  JSON.parse('{"__proto__":{"canary-7f3a":1},"constructor":null}') as unknown,
  deep(100),
  Array.from({ length: 2_000 }, () => ({})),
];

describe.each(READERS)('a %s', (_, reader, messages) => {
  test('with any field removed, null, of a wrong type or huge is read, or refused without a value of it', () => {
    const refusals = new Set<string>();
    for (const message of messages) {
      for (const path of pathsOf(message)) {
        for (const value of WRONG) {
          const outcome = outcomeOf(reader, withValue(message, path, value));
          if (typeof outcome === 'string') refusals.add(outcome);
        }
      }
    }
    expect(refusals.size).toBeGreaterThan(3);
    expect([...refusals].filter((refusal) => refusal.includes(CANARY) || !/^[\w.\-/[\]]*: [\w ,0-9-]+$/.test(refusal))).toEqual([]);
  });

  test('that is any JSON is read or refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        outcomeOf(reader, json);
        outcomeOf(reader, { time: '2026-01-15T00:00:00Z', detail: json });
      }),
      { numRuns: runs(500) },
    );
  });
});

test('a job event that can be read can be recorded and measured, whatever is odd about it', () => {
  for (const event of [...capturedJobEvents().slice(3), ...shapes.map(endOf)]) {
    for (const path of pathsOf(event)) {
      for (const value of WRONG) {
        const reading = outcomeOf((message) => readJobEvent(message, TAG_KEYS), withValue(event, path, value));
        if (typeof reading === 'string') continue;
        const end = reading as ReturnType<typeof readJobEvent>;
        measureFinishedJob(end, buildJobRecord(end, new Timeline([]), new Map()), new Map());
        JSON.stringify(queueBlockedRecord(end));
      }
    }
  }
});

describe.each(shapes)('of an event in the shape %s', (shape) => {
  const told = { shape, attempt: { id: 't1', host: 'h1' } };
  const events: AwsEvent[] = [
    jobEvent('RUNNABLE', 5, { shape }),
    jobEvent('STARTING', 8, told),
    jobEvent('RUNNING', 10, told),
    endOf(shape),
  ];

  test('environment, command, parameters, secrets, image and other tags are in no reading, message, record or metric', () => {
    expect(JSON.stringify(events)).toContain(CANARY);
    const fold = new Fold().tell(...events);
    const readings = events.map((event) => readJobEvent(event, TAG_KEYS));
    const messages = fold.finished.map((reading) => waitingMessage({ reading, token: 'abc', tries: 0, entries: [] }));
    expect(
      JSON.stringify([readings, messages, fold.records(), fold.measured(), fold.outcomes, readings.map(queueBlockedRecord)]),
    ).not.toContain(CANARY);
  });
});
