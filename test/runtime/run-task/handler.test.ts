import { deployRunTask } from './deployed-run-task';
import { CANARY, refusedCall, runTaskEvent } from '../../domain/run-task/run-task-events';
import { delivery, messagesOf } from '../stage/deliveries';
import { useStage } from '../stage/stage';

const stage = useStage();

test('the handler works as it is loaded, from its environment', async () => {
  const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  Object.assign(process.env, (await deployRunTask(stage)).variables);
  const { handler } = jest.requireActual<{ handler: (event: object, context: object) => Promise<unknown> }>(
    '../../../src/run-task-monitoring/run-task.lambda',
  );
  const answer = await handler(delivery(messagesOf([refusedCall('AccessDenied')])), { awsRequestId: 'request' });
  const written = stdout.mock.calls.map(([line]) => line).join('');
  stdout.mockRestore();
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(written).toContain('"RecordType":"run-task-failure"');
});

test('overrides, environment, commands and tags of others are found in no line and no row', async () => {
  // GIVEN calls that tell them in every place, and failures that quote them
  const runTask = await deployRunTask(stage);
  stage.dynamodb.reset();
  const quoting = `container default: cannot use ${CANARY}`;
  const event = runTaskEvent({ failures: [{ reason: quoting, detail: quoting }] });
  expect(JSON.stringify(event)).toContain(CANARY);
  // WHEN
  await runTask.deliverEvents(
    runTaskEvent(),
    event,
    refusedCall('ClientException', quoting),
    runTaskEvent({ detail: { eventID: undefined } }),
  );
  await runTask.deliverEvents(runTaskEvent({ failures: [{ reason: { text: CANARY } }] }));
  // THEN
  expect(runTask.lines.ofType('run-task-failure')).toMatchObject([
    { Reason: 'OTHER', Detail: expect.stringContaining('***') },
    { Reason: 'ClientException' },
    { Reason: 'OTHER' },
  ]);
  expect(runTask.lines.ofType('event-rejected')).toHaveLength(1);
  expect(runTask.lines.ofType('fields-unread')).toMatchObject([{ Fields: ['detail.responseElements.failures[].reason'] }]);
  const everything = [...runTask.lines.raw, ...stage.dynamodb.requests.map(({ body }) => body)].join('\n');
  expect(everything).not.toContain('canary');
});
