import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignedRequests } from '../../src/runtime/aws/signed-request';
import { Deadline } from '../../src/runtime/deadline';

/** A service that begins a response and never ends it. */
const halfway: Server = createServer((_, response) => {
  response.writeHead(200);
  response.write('{');
});
let endpoint: string;

beforeAll(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' });
  await new Promise<void>((done) => halfway.listen(0, '127.0.0.1', done));
  endpoint = `http://127.0.0.1:${(halfway.address() as AddressInfo).port}`;
});
afterAll(async () => {
  halfway.closeAllConnections();
  await new Promise((done) => halfway.close(done));
});

const requestsWith = (millis?: number): SignedRequests => {
  const end = Date.now() + (millis ?? 0);
  const deadline = new Deadline();
  if (millis !== undefined) deadline.begin(() => Math.max(0, end - Date.now()));
  return new SignedRequests('eu-west-1', deadline);
};
const call = () => ({ service: 'sqs', endpoint, headers: {}, body: '{}' });

test('GIVEN a response that stops halfway WHEN the time is over THEN the call fails, and may have taken effect', async () => {
  const begun = Date.now();
  const failure = await requestsWith(700)
    .send(call())
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ isPossiblyDone: true });
  expect(Date.now() - begun).toBeGreaterThan(600);
  expect(Date.now() - begun).toBeLessThan(4_000);
});

test('GIVEN no time left WHEN a call is made THEN it is not sent, not tried again, and took no effect', async () => {
  const handle = jest.spyOn(NodeHttpHandler.prototype, 'handle');
  await expect(requestsWith(0).send(call())).rejects.toMatchObject({ code: 'NoTimeLeft', isPossiblyDone: false });
  expect(handle).not.toHaveBeenCalled();
  handle.mockRestore();
});

test.each<[string, number | undefined, number, boolean]>([
  ['less time than a request may take', 3_000, 3_000, true],
  ['more time', 60_000, 5_000, true],
  ['no limit', undefined, 5_000, false],
])('GIVEN %s WHEN a request is made THEN it has a timeout and, if time is limited, a signal', async (_, millis, timeout, hasSignal) => {
  const handle = jest.spyOn(NodeHttpHandler.prototype, 'handle').mockRejectedValue(new Error('enough'));
  await expect(requestsWith(millis).send(call())).rejects.toThrow('Error');
  const [, options] = handle.mock.calls[0];
  handle.mockRestore();
  expect(options?.requestTimeout).toBeLessThanOrEqual(timeout);
  expect(options?.requestTimeout).toBeGreaterThan(timeout - 1_500);
  expect(options?.abortSignal !== undefined).toBe(hasSignal);
});
