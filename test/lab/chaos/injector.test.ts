import { IncomingMessage } from 'node:http';
import { setImmediate as soon } from 'node:timers/promises';
import { Injector } from '../../../lab/chaos/injector';
import { Journal } from '../../../lab/chaos/journal';
import { planOf } from '../../../lab/chaos/plan';
import { Tally } from '../../../lab/chaos/tally';
import { FunctionRunner } from '../../../lab/replay/functions/function-runner';
import { Answer } from '../../../lab/replay/servers/answer';
import { accessKeyIdOf } from '../../../lab/replay/servers/caller';
import { CUT } from '../../../lab/replay/servers/interference';

const FUNCTION = { functionId: 'Collector', environment: 1 };
const REQUEST = {
  headers: { authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyIdOf(FUNCTION)}/x`, 'x-amz-target': 'DynamoDB_20120810.UpdateItem' },
} as unknown as IncomingMessage;
const BODY = JSON.stringify({ TableName: 'Jobs', Key: { JobId: { S: 'a' } } });
const ANSWER: Answer = { status: 200, headers: {}, body: '{}' };

/** An invocation that has begun, of a plan in which nothing goes wrong. */
function begun(): Injector {
  const injector = new Injector({ ...planOf(1), requests: 0, crashes: 0 }, new Journal(), new Tally());
  injector.runners = [{ definition: { id: FUNCTION.functionId }, invocationOf: () => 'invocation' } as unknown as FunctionRunner];
  injector.begin({ functionId: FUNCTION.functionId, id: 'invocation', messages: [], attempt: 1 });
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
