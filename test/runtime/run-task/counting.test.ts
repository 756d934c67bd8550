import { deployRunTask } from './deployed-run-task';
import { tokenOf } from '../../../src/domain/event/message-token';
import { refusedCall, runTaskEvent } from '../../domain/run-task/run-task-events';
import { messagesOf } from '../stage/deliveries';
import { NOW, useStage } from '../stage/stage';
import { answerError } from '../stage/wire';

const stage = useStage();
const DETAIL = 'Insufficient memory available (32000 requested, 31431 available)';
const noMemory = () => runTaskEvent({ failures: [{ reason: 'RESOURCE:MEMORY', detail: DETAIL }] });

describe('calls of RunTask', () => {
  test('are counted by queue, compute environment and reason, and their failures told with the detail', async () => {
    // GIVEN
    const runTask = await deployRunTask(stage);
    // WHEN
    const failed = await runTask.deliverEvents(
      runTaskEvent({ placed: 3 }),
      runTaskEvent({ queue: 'urgent' }),
      noMemory(),
      refusedCall('AccessDenied', 'No.'),
    );
    // THEN
    expect(failed).toEqual([]);
    expect(runTask.lines.totals).toEqual({ RunTaskCalls: 4, TasksPlaced: 4, TasksNotPlaced: 2 });
    expect(runTask.totalsBy('TasksPlaced', 'JobQueue')).toEqual({ nightly: 3, urgent: 1 });
    expect(runTask.totalsBy('RunTaskCalls', 'ComputeEnvironment')).toEqual({ 'spot-environment': 4 });
    expect(runTask.totalsBy('TasksNotPlaced', 'Reason')).toEqual({ 'RESOURCE:MEMORY': 1, AccessDenied: 1 });
    expect(runTask.totalsBy('TasksPlaced', 'Reason')).toEqual({});
    expect(runTask.lines.ofType('run-task-failure')).toMatchObject([
      { At: '2026-11-20T10:00:07.000Z', Reason: 'RESOURCE:MEMORY', Detail: DETAIL, JobQueue: 'nightly', Failures: 1 },
      { Reason: 'AccessDenied', Detail: 'No.' },
    ]);
  });

  test('are published by reason also where only totals are', async () => {
    const runTask = await deployRunTask(stage, { DIMENSION_SETS: '[[]]' });
    await runTask.deliverEvents(noMemory());
    const names = runTask.lines.dataPoints.map(({ Name, Dimensions }) => [Name, ...Object.keys(Dimensions)].join());
    expect(names.sort()).toEqual(['RunTaskCalls', 'TasksNotPlaced', 'TasksNotPlaced,Reason']);
  });

  test('cost one write each, also by the hundred, and their rows expire after a day', async () => {
    const runTask = await deployRunTask(stage);
    stage.dynamodb.reset();
    await runTask.deliverEvents(...Array.from({ length: 250 }, (_, index) => runTaskEvent({ eventId: `many-${index}` })));
    expect(stage.dynamodb.requests.map(({ operation }) => operation)).toEqual(Array.from({ length: 250 }, () => 'UpdateItem'));
    expect(runTask.lines.totals).toEqual({ RunTaskCalls: 250, TasksPlaced: 250 });
    expect(runTask.lines.documents).toHaveLength(1);
    expect(await runTask.row('many-249')).toMatchObject({ ExpiresAt: { N: String(NOW / 1000 + 86_400) } });
  });

  test('leave a row that tells who counted the call, and the tasks only where it placed some', async () => {
    const runTask = await deployRunTask(stage);
    await runTask.deliverEvents(
      runTaskEvent({ eventId: 'placed', clientToken: 'p' }),
      runTaskEvent({ eventId: 'not-placed', clientToken: 'n', placed: 0 }),
    );
    const rows = await Promise.all(['p', 'n'].map((key) => runTask.row(key)));
    expect(rows.map((row) => Object.keys(row as object).sort())).toEqual([
      ['CallKey', 'ExpiresAt', 'Placed', 'call:placed'],
      ['CallKey', 'ExpiresAt', 'call:not-placed'],
    ]);
  });

  test("that are not AWS Batch's are passed over without a write", async () => {
    const runTask = await deployRunTask(stage);
    stage.dynamodb.reset();
    expect(
      await runTask.deliverEvents(runTaskEvent({ detail: { userIdentity: { userName: 'somebody' }, requestParameters: null } })),
    ).toEqual([]);
    expect([stage.dynamodb.requests, runTask.lines.raw]).toEqual([[], []]);
  });
});

describe('a call that is told more than once', () => {
  test('counts once, in one batch and in several', async () => {
    const runTask = await deployRunTask(stage);
    const [placed, failure] = [runTaskEvent({ eventId: 'a' }), noMemory()];
    await runTask.deliverEvents(placed, failure, { ...placed, id: 'another envelope' }, failure);
    await runTask.deliverEvents(failure, placed);
    expect(runTask.lines.totals).toEqual({ RunTaskCalls: 2, TasksPlaced: 1, TasksNotPlaced: 1 });
    expect(runTask.lines.ofType('run-task-failure')).toHaveLength(1);
  });

  test('by a message that comes again counts again, because its first delivery may have crashed before it wrote', async () => {
    const runTask = await deployRunTask(stage);
    const messages = messagesOf([runTaskEvent(), noMemory()]);
    await runTask.deliver(messages);
    const { totals } = runTask.lines;
    const [failure] = runTask.lines.ofType('run-task-failure');
    expect(runTask.lines.all.filter((line) => 'Redelivered' in line)).toEqual([]);
    runTask.lines.clear();
    await runTask.deliver(messages);
    expect(runTask.lines.totals).toEqual(totals);
    expect(runTask.lines.ofType('run-task-failure')).toEqual([{ ...failure, Redelivered: tokenOf(messages[1].id) }]);
    expect(runTask.lines.documents.map(({ Redelivered }) => Redelivered).sort()).toEqual(messages.map(({ id }) => tokenOf(id)).sort());
  });

  test('does so also beside a copy that came first in the batch', async () => {
    const runTask = await deployRunTask(stage);
    const event = runTaskEvent();
    const [first, copy] = messagesOf([event, event]);
    await runTask.deliver([first]);
    runTask.lines.clear();
    await runTask.deliver([copy, first]);
    expect(runTask.lines.totals).toEqual({ RunTaskCalls: 1, TasksPlaced: 1 });
  });

  test('by tries that share a client token counts as calls, and its tasks once: Amazon ECS answers a second try with the tasks of the first', async () => {
    const runTask = await deployRunTask(stage);
    const calls = [
      refusedCall('ThrottlingException', undefined, { clientToken: 'c' }),
      runTaskEvent({ clientToken: 'c' }),
      runTaskEvent({ clientToken: 'c' }),
    ];
    for (const call of calls) await runTask.deliverEvents(call);
    await runTask.deliverEvents(...calls);
    expect(runTask.lines.totals).toEqual({ RunTaskCalls: 3, TasksPlaced: 1, TasksNotPlaced: 1 });
  });
});

test('calls whose client token CloudTrail hides have none in common', async () => {
  const runTask = await deployRunTask(stage);
  for (const eventId of ['h1', 'h2']) await runTask.deliverEvents(runTaskEvent({ eventId, clientToken: 'HIDDEN_DUE_TO_SECURITY_REASONS' }));
  expect(runTask.lines.totals).toEqual({ RunTaskCalls: 2, TasksPlaced: 2 });
});

describe('a message that fails', () => {
  test('is handed back where it cannot be read, with the field and no value, and the rest is counted', async () => {
    const runTask = await deployRunTask(stage);
    const poison = messagesOf([runTaskEvent({ detail: { requestParameters: { clientToken: 4711 } } }), 's3cr3t']);
    expect(await runTask.deliver([...poison, ...messagesOf([runTaskEvent()])])).toEqual(poison.map(({ id }) => id));
    expect(runTask.lines.ofType('event-rejected')).toMatchObject([
      { MessageId: poison[0].id, Field: 'detail.requestParameters.clientToken', Problem: 'expected a string, got a number' },
      { Problem: 'is not JSON' },
    ]);
    expect(runTask.lines.raw.join('\n')).not.toMatch(/4711|s3cr3t/);
    expect(runTask.lines.totals).toEqual({ RunTaskCalls: 1, TasksPlaced: 1 });
  });

  test('is counted without a field that cannot be read, which is recorded once for the batch and not at a redelivery', async () => {
    const runTask = await deployRunTask(stage);
    const messages = messagesOf([4711, {}].map((cluster) => runTaskEvent({ detail: { requestParameters: { cluster } } })));
    expect(await runTask.deliver(messages)).toEqual([]);
    const noted = [{ Count: 2, Fields: ['detail.requestParameters.cluster'], Events: [2] }];
    expect(runTask.lines.ofType('fields-unread')).toMatchObject(noted);
    expect(runTask.lines.totals).toEqual({ RunTaskCalls: 2, TasksPlaced: 2 });
    await runTask.deliver(messages.map((message) => ({ ...message, received: 2 })));
    const rejected = runTaskEvent({ detail: { requestParameters: { cluster: 4711 }, eventTime: 'never' } });
    expect(await runTask.deliverEvents(rejected)).toHaveLength(1);
    expect(runTask.lines.ofType('fields-unread')).toMatchObject(noted);
  });

  test('fails alone where it cannot be written, with all copies, and loses and doubles nothing when it comes again', async () => {
    // GIVEN
    const runTask = await deployRunTask(stage);
    const event = runTaskEvent({ eventId: 'bad' });
    const bad = messagesOf([event, event]);
    stage.dynamodb.answer = ({ body }) => (body.includes('"bad"') ? answerError('AccessDeniedException') : undefined);
    // WHEN
    expect(await runTask.deliver([...bad, ...messagesOf([runTaskEvent()])])).toEqual(bad.map(({ id }) => id));
    // THEN
    expect(runTask.lines.totals).toEqual({ RunTaskCalls: 1, TasksPlaced: 1 });
    expect(runTask.lines.ofType('processing-failed')).toEqual([
      { RecordType: 'processing-failed', Subject: 'bad', Problem: 'AccessDeniedException' },
    ]);
    // WHEN
    stage.dynamodb.reset();
    expect(await runTask.deliver(bad)).toEqual([]);
    // THEN
    expect(runTask.lines.totals).toEqual({ RunTaskCalls: 2, TasksPlaced: 2 });
  });

  test('counts once where its write had to be tried again', async () => {
    const runTask = await deployRunTask(stage);
    const [message] = messagesOf([runTaskEvent()]);
    await runTask.deliver([message]);
    runTask.lines.clear();
    let tries = 0;
    stage.dynamodb.answer = () => (++tries === 1 ? 'hang up' : undefined);
    expect(await runTask.deliver([message])).toEqual([]);
    expect(runTask.lines.totals).toEqual({ RunTaskCalls: 1, TasksPlaced: 1 });
  });
});
