import { hostArn, refusedCall, runTaskEvent, ToldFailure } from './run-task-events';
import { Failure, REASONS } from '../../../src/domain/run-task/failure-reason';
import { readRunTaskEvent, RunTaskReading } from '../../../src/domain/run-task/run-task-reading';

const failuresOf = (event: object): readonly Failure[] => (readRunTaskEvent(event) as RunTaskReading).failures;
const failureOf = (failure: ToldFailure): Failure => failuresOf(runTaskEvent({ failures: [failure] }))[0];
const ofDetail = (detail: string): string | undefined => failureOf({ reason: 'AGENT', detail }).detail;

describe('the reason of a failure', () => {
  test.each([
    'RESOURCE:CPU',
    'RESOURCE:MEMORY',
    'RESOURCE:PORTS',
    'RESOURCE:ENI',
    'RESOURCE:GPU',
    'AGENT',
    'ATTRIBUTE',
    'LOCATION',
    'MISSING',
    'INACTIVE',
  ])('%s is kept as it is, with nothing to add', (reason) => {
    expect(failureOf({ reason })).toEqual({ reason });
  });

  test.each([
    [
      { reason: 'RESOURCE:QUANTA', detail: 'None left' },
      { reason: 'RESOURCE:OTHER', detail: 'RESOURCE:QUANTA: None left' },
    ],
    [
      { reason: 'Capacity is unavailable at this time. Please try again later or in a different availability zone' },
      { reason: 'CAPACITY', detail: 'Capacity is unavailable at this time. Please try again later or in a different availability zone' },
    ],
    [
      { reason: 'No Container Instances were found in your cluster.' },
      { reason: 'NO_INSTANCES', detail: 'No Container Instances were found in your cluster.' },
    ],
    [{ reason: 'agent' }, { reason: 'OTHER', detail: 'agent' }],
    [{ reason: 'Told: capacity is unavailable' }, { reason: 'OTHER', detail: 'Told: capacity is unavailable' }],
    [{ reason: 'Told: no container instances were found' }, { reason: 'OTHER', detail: 'Told: no container instances were found' }],
    [{}, { reason: 'OTHER' }],
    [{ detail: 'Something' }, { reason: 'OTHER', detail: 'Something' }],
  ])('%j is told as a word of a fixed list, and what was said in the detail', (told, expected) => {
    expect(failureOf(told)).toEqual(expected);
  });

  test.each([
    'AccessDenied',
    'AccessDeniedException',
    'ClientException',
    'ClusterNotFoundException',
    'InvalidParameterException',
    'ServerException',
    'ThrottlingException',
  ])('of a call that ended in %s is that error', (code) => {
    expect(failuresOf(refusedCall(code))).toEqual([{ reason: code }]);
  });

  test('of a call that ended in an unknown error is told in the detail', () => {
    expect(failuresOf(refusedCall('FluxException', 'Too much flux'))).toEqual([
      { reason: 'OTHER', detail: 'FluxException: Too much flux' },
    ]);
  });

  test('is one of a few dozen words that CloudWatch takes, whatever is told', () => {
    expect(new Set(REASONS).size).toBe(REASONS.length);
    expect(REASONS.length).toBeLessThan(50);
    expect(REASONS.filter((reason) => !/^[A-Z][A-Za-z_:]{1,60}$/.test(reason))).toEqual([]);
    const told = Array.from({ length: 1_000 }, (_, index) => [`RESOURCE:${index}`, `AGENT${index}`, `E${index}Exception`]).flat();
    const reasons = new Set([
      ...told.map((reason) => failureOf({ reason }).reason),
      ...told.map((code) => failuresOf(refusedCall(code))[0].reason),
    ]);
    expect([...reasons].sort()).toEqual(['OTHER', 'RESOURCE:OTHER']);
    expect(REASONS).toEqual(expect.arrayContaining([...reasons, 'RESOURCE:MEMORY', 'CAPACITY', 'AccessDenied', 'ThrottlingException']));
  });
});

describe('the detail of a failure', () => {
  test('is kept as Amazon ECS says it, though the command holds one of its words', () => {
    const detail = 'Insufficient memory available (32000 requested, 31431 available)';
    const event = runTaskEvent({
      failures: [{ reason: 'RESOURCE:MEMORY', detail }],
      detail: { requestParameters: { overrides: { containerOverrides: [{ command: ['memory', '32000', 'Insufficient'] }] } } },
    });
    expect(failuresOf(event)).toEqual([{ reason: 'RESOURCE:MEMORY', detail }]);
  });

  test.each(['111122223333', 'eu-west-1', 'nightly'])('is kept with the name %s of the call, though the command holds it', (name) => {
    const detail = `no answer for ${name} yet`;
    const event = runTaskEvent({ failures: [{ reason: 'AGENT', detail }] });
    Object.assign(event.detail.requestParameters as object, { overrides: { containerOverrides: [{ command: [name] }] } });
    expect(failuresOf(event)).toEqual([{ reason: 'AGENT', detail }]);
  });

  test.each([
    ['the command', 'cannot run --token=canary-7f3a here', 'cannot run *** here'],
    ['the environment', 'Override canary-7f3a is too long', 'Override *** is too long'],
    ['a quotation', 'exec: "other thing": not found', 'exec: "***": not found'],
    [
      'a text like that of Amazon ECS',
      'Insufficient canary-7f3a available (1 requested, 0 available): canary-7f3a',
      'Insufficient *** available (1 requested, 0 available): ***',
    ],
    [
      'what follows a text of Amazon ECS',
      'Insufficient memory available (1 requested, 0 available): canary-7f3a',
      'Insufficient memory available (1 requested, 0 available): ***',
    ],
    [
      'what comes before a text of Amazon ECS',
      'canary-7f3a: Insufficient memory available (1 requested, 0 available)',
      '***: Insufficient memory available (1 requested, 0 available)',
    ],
  ])('is kept without %s', (_, detail, kept) => {
    expect(ofDetail(detail)).toBe(kept);
    expect(failuresOf(refusedCall('ClientException', detail))[0].detail).toBe(kept);
    expect(failureOf({ reason: detail }).detail).toBe(kept);
  });

  test('is one line without characters that do something', () => {
    expect(ofDetail('one\r\ntwo\u001b[31m\u0000three\u2028four\u202efive ')).toBe('one two [31m three four five');
    expect(ofDetail('\u0007\n')).toBeUndefined();
  });

  test('is bounded', () => {
    expect(ofDetail('x'.repeat(100_000))).toHaveLength(300);
    expect(failureOf({ reason: 'y'.repeat(9_000), detail: 'x'.repeat(9_000) }).detail).toHaveLength(300);
  });
});

test('only container instances are told as such', () => {
  expect(failureOf({ reason: 'AGENT', arn: hostArn('h1') }).containerInstanceArn).toBe(hostArn('h1'));
  expect(failureOf({ reason: 'MISSING', arn: 'arn:aws:ecs:eu-west-1:1:cluster/gone' }).containerInstanceArn).toBeUndefined();
});

test('a detail has no blanks around it, also where it was cut off', () => {
  expect(ofDetail('\n  None left \n')).toBe('None left');
  expect(ofDetail(`${'x'.repeat(299)} and more`)).toBe('x'.repeat(299));
  expect(ofDetail(`\n${'x'.repeat(400)}`)).toBe('x'.repeat(300));
});
