import { IncomingMessage } from 'node:http';
import { setImmediate as soon } from 'node:timers/promises';
import { Injector } from '../../../lab/chaos/injector';
import { Journal } from '../../../lab/chaos/journal';
import { Plan, planOf } from '../../../lab/chaos/plan';
import { Tally } from '../../../lab/chaos/tally';
import { FunctionRunner } from '../../../lab/replay/functions/function-runner';
import { Answer } from '../../../lab/replay/servers/answer';
import { accessKeyIdOf } from '../../../lab/replay/servers/caller';
import { CUT } from '../../../lab/replay/servers/interference';
import { ReceivedMessage } from '../../../lab/replay/servers/sqs-connection';

const FUNCTION = { functionId: 'Collector', environment: 1 };
const REQUEST = {
  headers: { authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyIdOf(FUNCTION)}/x`, 'x-amz-target': 'DynamoDB_20120810.UpdateItem' },
} as unknown as IncomingMessage;
const BODY = JSON.stringify({ TableName: 'Jobs', Key: { JobId: { S: 'a' } } });
const MESSAGE = {
  MessageId: 'message',
  Body: '{"detail-type":"Batch Job State Change"}',
  Attributes: { ApproximateReceiveCount: '1' },
} as unknown as ReceivedMessage;
const ANSWER: Answer = { status: 200, headers: {}, body: '{}' };

/** An invocation that has begun, of a plan in which nothing goes wrong. */
function begun(more: Partial<Plan> = {}): Injector {
  const injector = new Injector({ ...planOf(1), requests: 0, crashes: 0, ...more }, new Journal(), new Tally());
  injector.runners = [{ definition: { id: FUNCTION.functionId }, invocationOf: () => 'invocation' } as unknown as FunctionRunner];
  injector.begin({ functionId: FUNCTION.functionId, id: 'invocation', messages: [MESSAGE], attempt: 1 });
  return injector;
}

test('GIVEN a request that a handler which was killed had made WHEN the invocation ends THEN it has taken effect before anything is delivered again', async () => {
  const injector = begun();
  let takeEffect: (answer: Answer) => void = () => undefined;
  const asked = injector.interfere(
    'dynamodb',
    REQUEST,
    BODY,
    () =>
      new Promise((resolve) => {
        takeEffect = resolve;
      }),
  );
  let isOver = false;
  const ended = injector.end('invocation', { error: { errorType: 'Runtime.ExitError', errorMessage: 'killed' }, failed: [] }).then(() => {
    isOver = true;
  });
  await soon();
  expect(isOver).toBe(false);
  takeEffect(ANSWER);
  await ended;
  expect(await asked).toBe(ANSWER);
});

test('GIVEN an invocation that is over WHEN a request of it comes all the same THEN it does not reach the service, and those of the next try do', async () => {
  const injector = begun();
  await injector.end('invocation', { failed: [] });
  expect(await injector.interfere('dynamodb', REQUEST, BODY, async () => ANSWER)).toBe(CUT);
  injector.begin({ functionId: FUNCTION.functionId, id: 'invocation', messages: [], attempt: 2 });
  expect(await injector.interfere('dynamodb', REQUEST, BODY, async () => ANSWER)).toBe(ANSWER);
});

test('GIVEN services that do not respond WHEN an invocation does not end by itself THEN that is no excuse, and no request takes effect', async () => {
  const injector = begun({ hangs: 1 });
  const forwarded = jest.fn(async () => ANSWER);
  const asked = ['sqs', 'dynamodb'].map((service) => injector.interfere(service as 'dynamodb' | 'sqs', REQUEST, BODY, forwarded));
  await injector.end('invocation', { error: { errorType: 'Sandbox.Timedout', errorMessage: 'late' }, failed: [] });
  expect(await Promise.all(asked)).toContain(CUT);
  expect(forwarded).toHaveBeenCalledTimes(1);
  expect(injector.unexplained).toEqual(['Collector: Sandbox.Timedout: late']);
});

test('GIVEN a handler that was killed WHEN its messages are redriven THEN job events come back, each once', async () => {
  const injector = begun({ seed: 6, crashes: 1, redrives: 1 });
  await injector.end('invocation', { error: { errorType: 'Runtime.ExitError', errorMessage: 'killed' }, failed: [MESSAGE] });
  expect(injector.isRedriven(MESSAGE)).toBe(true);
  injector.redriven(MESSAGE, 'other');
  expect(injector.isRedriven(MESSAGE)).toBe(false);
});
