import { BATCH, clusterArn, CLUSTER, hostArn, refusedCall, runTaskEvent } from './run-task-events';
import { MalformedEvent } from '../../../src/domain/event/malformed-event';
import { readRunTaskEvent, RunTaskReading } from '../../../src/domain/run-task/run-task-reading';

const read = (event: unknown): RunTaskReading => readRunTaskEvent(event) as RunTaskReading;
const withRequest = (requestParameters: unknown) => read(runTaskEvent({ detail: { requestParameters } }));
const tag = (name: string, value: unknown) => ({ key: `aws:batch:${name}`, value });

test('a call tells where its tasks go, how many were placed, and when it was made', () => {
  expect(read(runTaskEvent({ eventId: 'e1', placed: 3, at: '2026-11-20T10:00:07Z' }))).toEqual({
    eventId: 'e1',
    callKey: 'e1',
    atMillis: Date.parse('2026-11-20T10:00:07Z'),
    jobQueue: 'nightly',
    jobDefinition: 'etl:3',
    computeEnvironment: 'spot-environment',
    ecsCluster: CLUSTER,
    placed: 3,
    failures: [],
  });
});

test('tries of one call share its client token', () => {
  expect(read(runTaskEvent({ eventId: 'e1', clientToken: 'c1' }))).toMatchObject({ eventId: 'e1', callKey: 'c1' });
});

test('a client token that CloudTrail hides tells no calls apart: each is its own', () => {
  expect(read(runTaskEvent({ eventId: 'e1', clientToken: 'HIDDEN_DUE_TO_SECURITY_REASONS' })).callKey).toBe('e1');
});

describe('the place of a call', () => {
  test.each([
    ['names', CLUSTER, 'other-environment', 'nightly', 'etl:3'],
    [
      'ARNs',
      clusterArn(CLUSTER),
      'arn:aws:batch:eu-west-1:1:compute-environment/other-environment',
      'arn:aws:batch:eu-west-1:1:job-queue/nightly',
      'arn:aws:batch:eu-west-1:1:job-definition/etl:3',
    ],
    [
      'ARNs of China',
      `arn:aws-cn:ecs:cn-north-1:1:cluster/${CLUSTER}`,
      'x',
      'arn:aws-cn:batch:cn-north-1:1:job-queue/nightly',
      'arn:aws-cn:batch:cn-north-1:1:job-definition/etl:3',
    ],
    ['an older cluster', 'spot-environment_Batch_0a95f22d-7108-3c4e-99f7-2fd92e1a8941', 'x', 'nightly', 'etl:3'],
  ])('is told by %s', (_, cluster, environment, queue, definition) => {
    const reading = withRequest({
      cluster,
      tags: [tag('compute-environment', environment), tag('job-queue', queue), tag('job-definition', definition)],
    });
    expect(reading).toMatchObject({ jobQueue: 'nightly', jobDefinition: 'etl:3', computeEnvironment: 'spot-environment' });
  });

  test('is told by tags where the cluster is not named after a compute environment', () => {
    expect(withRequest({ cluster: 'my_Batch_web', tags: [tag('compute-environment', 'own-machines')] })).toMatchObject({
      ecsCluster: 'my_Batch_web',
      computeEnvironment: 'own-machines',
    });
  });

  test.each([
    ['no parameters at all', null],
    ['parameters too long for an event', { omitted: true, originalSize: 200_000 }],
    ['nothing', {}],
    ['empty texts', { cluster: '', clientToken: '', tags: [tag('job-queue', ''), { value: 'x' }, tag('job-definition', null)] }],
  ])('stays unknown with %s', (_, requestParameters) => {
    const { jobQueue, jobDefinition, computeEnvironment, ecsCluster, placed, eventId, callKey } = withRequest(requestParameters);
    expect([jobQueue, jobDefinition, computeEnvironment, ecsCluster, placed]).toEqual([undefined, undefined, undefined, undefined, 1]);
    expect(callKey).toBe(eventId);
  });
});

describe('the answer to a call', () => {
  test('can place some tasks and fail others', () => {
    const detail = 'Insufficient memory available (32000 requested, 31431 available)';
    const reading = read(
      runTaskEvent({ placed: 2, failures: [{ arn: hostArn('h1'), reason: 'RESOURCE:MEMORY', detail }, { reason: 'AGENT' }] }),
    );
    expect(reading).toMatchObject({
      placed: 2,
      failures: [{ reason: 'RESOURCE:MEMORY', detail, containerInstanceArn: hostArn('h1') }, { reason: 'AGENT' }],
    });
  });

  test('is missing where a call was denied, which is one failure', () => {
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForBatch/aws-batch is not authorized to perform: ecs:RunTask';
    expect(read(refusedCall('AccessDenied', message))).toMatchObject({
      placed: 0,
      failures: [{ reason: 'AccessDenied', detail: message }],
    });
  });

  test('counts nothing where an error comes with an answer', () => {
    expect(read(runTaskEvent({ placed: 2, detail: { errorCode: 'ServerException' } }))).toMatchObject({
      placed: 0,
      failures: [{ reason: 'ServerException' }],
    });
  });

  test.each([
    ['null', null],
    ['left out', undefined],
    ['too long for an event', { omitted: true }],
    ['empty', {}],
    ['of nulls', { tasks: null, failures: null }],
  ])('is read where it is %s', (_, responseElements) => {
    expect(read(runTaskEvent({ detail: { responseElements } }))).toMatchObject({ placed: 0, failures: [] });
  });
});

describe('whose call it is', () => {
  test.each(BATCH)('AWS Batch is %s', (invokedBy) => {
    expect(readRunTaskEvent(runTaskEvent({ detail: { userIdentity: { invokedBy } } }))).toBeDefined();
  });

  test.each([
    ['a user', { userName: 'somebody' }],
    ['Step Functions', { invokedBy: 'states.amazonaws.com' }],
    ['nobody', undefined],
    ['null', null],
  ])('%s is not AWS Batch, and nothing else of the event is read', (_, userIdentity) => {
    expect(readRunTaskEvent(runTaskEvent({ detail: { userIdentity, requestParameters: 7, eventID: undefined } }))).toBeUndefined();
  });
});

describe('a field that cannot be read', () => {
  test.each<[string, object, string, Partial<RunTaskReading>]>([
    [
      'the cluster',
      runTaskEvent({ detail: { requestParameters: { cluster: 4711 } } }),
      'detail.requestParameters.cluster',
      { ecsCluster: undefined, computeEnvironment: undefined, placed: 1 },
    ],
    [
      'the tags',
      runTaskEvent({ detail: { requestParameters: { tags: 's3cr3t' } } }),
      'detail.requestParameters.tags',
      { jobQueue: undefined, placed: 1 },
    ],
    [
      'the reason of a failure',
      runTaskEvent({ failures: [{ reason: 1, detail: 'b' }] }),
      'detail.responseElements.failures[].reason',
      { failures: [{ reason: 'OTHER', detail: 'b', containerInstanceArn: undefined }] },
    ],
    [
      'the message of an error',
      runTaskEvent({ detail: { errorCode: 'ClientException', errorMessage: {} } }),
      'detail.errorMessage',
      { failures: [{ reason: 'ClientException', detail: undefined }] },
    ],
    ['the account', { ...runTaskEvent(), account: 7 }, 'account', { placed: 1 }],
    ['the Region', { ...runTaskEvent(), region: 7 }, 'region', { placed: 1 }],
  ])('is left out and noted: %s', (_, event, path, expected) => {
    const paths: string[] = [];
    expect(readRunTaskEvent(event, (left) => paths.push(left))).toMatchObject(expected);
    expect(paths).toEqual([path]);
    expect(readRunTaskEvent(event)).toMatchObject(expected);
  });
});

describe('an event that cannot be read', () => {
  test.each<[string, unknown, string]>([
    ['no object', [1], ': expected an object, got an array'],
    ['no detail', { time: '2026-11-20T10:00:07Z' }, 'detail: is missing'],
    ['no id', runTaskEvent({ detail: { eventID: undefined } }), 'detail.eventID: is missing'],
    [
      'tasks that are no list',
      runTaskEvent({ detail: { responseElements: { tasks: {} } } }),
      'detail.responseElements.tasks: expected an array, got an object',
    ],
    [
      'a token that is no text',
      runTaskEvent({ detail: { requestParameters: { clientToken: 7 } } }),
      'detail.requestParameters.clientToken: expected a string, got a number',
    ],
    ['a time that is none', runTaskEvent({ at: 's3cr3t' }), 'detail.eventTime: is not a time in ISO 8601'],
    ['no time', { ...runTaskEvent({ detail: { eventTime: undefined } }), time: undefined }, 'detail.eventTime: is missing'],
  ])('%s: is refused with the field and without a value', (_, event, message) => {
    expect(() => readRunTaskEvent(event)).toThrow(
      new MalformedEvent(message.slice(0, message.indexOf(':')), message.slice(message.indexOf(':') + 2)),
    );
  });

  test('takes the time of the envelope where the call tells none', () => {
    expect(read(runTaskEvent({ detail: { eventTime: undefined } })).atMillis).toBe(Date.parse('2026-11-20T10:00:07Z'));
  });
});
