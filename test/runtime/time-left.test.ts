import { deployRunTask } from './run-task/deployed-run-task';
import { messagesOf } from './stage/deliveries';
import { deployCollector, deployCollectorWithRegistry } from './stage/deployed-collector';
import { deployRegistry } from './stage/deployed-registry';
import { instanceArn, instanceEvent, lookUp } from './stage/instance-events';
import { Invocation, TIMEOUT } from './stage/invocation';
import { jobLife } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerError } from './stage/wire';
import { runTaskEvent } from '../domain/run-task/run-task-events';

const stage = useStage();

/** A step begins with at least half a second, and a tenth of the invocation is kept for its end. */
const TOO_SHORT = 550;
const LONG_ENOUGH = 560;

const idsOf = (messages: readonly { readonly id: string }[]): string[] => messages.map(({ id }) => id);

describe('without time left', () => {
  test('the registry begins nothing, and hands its messages back', async () => {
    const registry = await deployRegistry(stage);
    stage.dynamodb.reset();
    const messages = messagesOf([instanceEvent('a'), instanceEvent('a', { version: 4 }), instanceEvent('b'), lookUp([instanceArn('c')])]);
    expect(await new Invocation(TOO_SHORT).deliver(registry, messages)).toEqual(idsOf(messages));
    expect([...stage.dynamodb.requests, ...stage.ecs.requests]).toEqual([]);
    expect(registry.lines.all).toEqual([
      { RecordType: 'processing-failed', Subject: 'the batch', Problem: 'no time left to begin 4 messages' },
    ]);
  });

  test('the registry hands back what comes after the messages that it had time for', async () => {
    const registry = await deployRegistry(stage);
    const invocation = new Invocation();
    stage.dynamodb.answer = () => {
      invocation.left = 0;
      return undefined;
    };
    const messages = messagesOf([lookUp([instanceArn('c')]), instanceEvent('a')]);
    expect(await invocation.deliver(registry, messages)).toContain(messages[0].id);
    expect(registry.lines.ofType('processing-failed')).toContainEqual(
      expect.objectContaining({ Problem: 'no time left to begin 1 messages' }),
    );
    expect(stage.ecs.requests).toEqual([]);
  });

  test('the counter of calls begins nothing, and hands back each message of a call', async () => {
    const runTask = await deployRunTask(stage);
    stage.dynamodb.reset();
    const messages = messagesOf([runTaskEvent({ eventId: 'e' }), runTaskEvent({ eventId: 'e' })]);
    expect(await new Invocation(TOO_SHORT).deliver(runTask, messages)).toEqual(idsOf(messages));
    expect(stage.dynamodb.requests).toEqual([]);
    expect(runTask.lines.all).toEqual([
      { RecordType: 'processing-failed', Subject: 'the batch', Problem: 'no time left to begin 1 calls' },
    ]);
  });

  test('the collector reads no placements: its jobs wait for them', async () => {
    // GIVEN an invocation that is shorter than what reads keep and half a second
    const collector = await deployCollectorWithRegistry(stage);
    const deliver = (left: number) => new Invocation(left).deliver(collector, messagesOf(jobLife('a').all()));
    expect(await deliver(1_999)).toEqual([]);
    expect(stage.dynamodb.of('BatchGetItem')).toEqual([]);
    expect(collector.waiting).not.toEqual([]);
    expect(collector.lines.ofType('processing-failed')).toEqual([]);
    // WHEN there is more time
    await deliver(2_000);
    expect(stage.dynamodb.of('BatchGetItem')).toHaveLength(1);
  });

  test('the collector sends nothing: what it wrote is taken back, and was never emitted', async () => {
    const collector = await deployCollector(stage);
    const invocation = new Invocation();
    stage.dynamodb.answer = ({ operation }) => {
      if (operation === 'UpdateItem') invocation.left = Math.min(invocation.left, TIMEOUT / 5 + 490);
      return undefined;
    };
    const messages = messagesOf([jobLife('a').end()]);
    expect(await invocation.deliver(collector, messages)).toEqual(idsOf(messages));
    expect(stage.sqs.of('SendMessageBatch')).toEqual([]);
    expect(collector.lines.ofType('processing-failed')).toEqual([expect.objectContaining({ Subject: 'a', Problem: 'NoTimeLeft' })]);
    const item = await collector.item('a');
    expect(Object.keys(item ?? {}).filter((name) => /^Ended|^told:/.test(name))).toEqual([]);
    // WHEN it comes again THEN it has no mark
    stage.dynamodb.reset();
    await collector.deliver(messages);
    expect(JSON.stringify(collector.waiting)).not.toContain('redelivered');
  });

  test('the collector does not try again to take back', async () => {
    const collector = await deployCollector(stage);
    const invocation = new Invocation();
    stage.sqs.answer = () => answerError('AccessDenied');
    stage.dynamodb.answer = ({ body }) => {
      if (!body.includes('REMOVE')) return undefined;
      invocation.left = 0;
      return answerError('InternalServerError', 500);
    };
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.999);
    const messages = messagesOf([jobLife('a').end()]);
    const begun = Date.now();
    expect(await invocation.deliver(collector, messages)).toEqual(idsOf(messages));
    // The pauses alone would be 1.4 seconds.
    expect(Date.now() - begun).toBeLessThan(1_300);
    expect(stage.dynamodb.requests.filter(({ body }) => body.includes('REMOVE'))).toHaveLength(1);
    random.mockRestore();
  });
});

describe('with just enough time', () => {
  test('the registry and the counter begin', async () => {
    const registry = await deployRegistry(stage);
    const runTask = await deployRunTask(stage);
    expect(await new Invocation(LONG_ENOUGH).deliver(registry, messagesOf([instanceEvent('a')]))).toEqual([]);
    expect(await new Invocation(LONG_ENOUGH).deliver(runTask, messagesOf([runTaskEvent()]))).toEqual([]);
  });
});
