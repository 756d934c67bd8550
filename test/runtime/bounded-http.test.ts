import { EventEmitter } from 'node:events';
import { ClientRequest } from 'node:http';
import https from 'node:https';
import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { BoundedHttp, HttpAnswer } from '../../src/runtime/aws/bounded-http';
import { Watch } from '../../src/runtime/aws/watch';
import { Deadline } from '../../src/runtime/deadline';

let server: Server;
let connections: Socket[];
/** What the server does with a request, which arrives in one piece. */
let answer: (socket: Socket, request: string) => void;

beforeAll(async () => {
  server = createServer((socket) => {
    connections.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (request) => answer(socket, request.toString('utf8')));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
beforeEach(() => {
  connections = [];
});
afterEach(() => connections.forEach((socket) => socket.destroy()));
afterAll(() => server.close());

const url = () => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path`);
const within = (millis: number): Deadline => {
  const deadline = new Deadline();
  const end = Date.now() + millis;
  deadline.begin(() => end - Date.now());
  return deadline;
};
const post = (http: BoundedHttp, signal?: AbortSignal): Promise<HttpAnswer> =>
  http.send({ url: url(), headers: { 'x-name': 'value' }, body: 'bödy', signal });

describe('a request', () => {
  test('is sent and answered over a connection that is kept', async () => {
    const requests: string[] = [];
    answer = (socket, request) => {
      requests.push(request);
      socket.write('HTTP/1.1 201 Created\r\nx-amzn-errortype: Some\r\ncontent-length: 6\r\n\r\nans');
      setTimeout(() => socket.write('wér'.slice(1)), 5);
    };
    const http = new BoundedHttp(new Deadline());
    for (const _ of [1, 2]) {
      expect(await post(http)).toEqual({ status: 201, headers: expect.objectContaining({ 'x-amzn-errortype': 'Some' }), body: 'ansér' });
    }
    expect(connections).toHaveLength(1);
    expect(requests[0]).toMatch(
      /^POST \/path HTTP\/1\.1\r\nx-name: value\r\nHost: 127\.0\.0\.1:\d+\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nbödy$/,
    );
  });

  test('is one of at most fifty at the same time', async () => {
    const respond = (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    const open: Socket[] = [];
    answer = (socket) => open.push(socket);
    const http = new BoundedHttp(new Deadline());
    const all = Promise.all(Array.from({ length: 70 }, () => post(http)));
    while (open.length < 50) await wait(5);
    await wait(50);
    expect(open).toHaveLength(50);
    answer = respond;
    open.forEach(respond);
    expect(await all).toHaveLength(70);
  });

  test('is not sent if there is no time left', async () => {
    await expect(post(new BoundedHttp(within(0)))).rejects.toMatchObject({ name: 'NoTimeLeft' });
    expect(connections).toHaveLength(0);
  });

  test.each<[string, (socket: Socket) => void]>([
    ['never', () => undefined],
    ['with headers alone', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n')],
    ['with half of a body', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf')],
    [
      'a byte at a time',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
        const timer = setInterval(() => socket.write('.'), 10);
        socket.on('close', () => clearInterval(timer));
      },
    ],
  ])('ends at the deadline if the server answers %s, and its connection too', async (_, respond) => {
    const closed = new Promise((done) => {
      answer = (socket) => {
        socket.on('close', done);
        respond(socket);
      };
    });
    const from = Date.now();
    await expect(post(new BoundedHttp(within(150)))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(Date.now() - from).toBeGreaterThanOrEqual(140);
    expect(Date.now() - from).toBeLessThan(2_000);
    await closed;
  });

  test.each<[string, string]>([
    ['before the response', ''],
    ['inside of the response', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'],
  ])('fails if the connection breaks %s', async (_, response) => {
    answer = (socket) => socket.end(response);
    await expect(post(new BoundedHttp(new Deadline()))).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('ends by its signal', async () => {
    const stop = new AbortController();
    answer = () => stop.abort();
    await expect(post(new BoundedHttp(new Deadline()), stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('is encrypted unless its endpoint says otherwise', async () => {
    let first = '';
    answer = (socket, request) => {
      first = request;
      socket.destroy();
    };
    const opened = jest.spyOn(https, 'request');
    const secure = new URL(`https://${url().host}/`);
    const failed = new BoundedHttp(new Deadline()).send({ url: secure, headers: { 'x-name': 'value' }, body: '' });
    await expect(failed).rejects.toMatchObject({ code: 'ECONNRESET' });
    const [call] = opened.mock.calls;
    opened.mockRestore();
    expect(call).toEqual([
      secure,
      expect.objectContaining({ method: 'POST', headers: { 'x-name': 'value' }, agent: expect.any(https.Agent) }),
    ]);
    expect(call[1]).toMatchObject({ agent: { keepAlive: true, maxSockets: 50 } });
    // The first byte of a TLS handshake.
    expect(first.charCodeAt(0)).toBe(0x16);
  });
});

describe('the watch of a request', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const watched = () => {
    const request = Object.assign(new EventEmitter(), { destroy: jest.fn() });
    const fail = jest.fn<void, [Error]>();
    const watch = new Watch(request as unknown as ClientRequest, new Deadline(), fail);
    return { request, fail, watch };
  };
  const socket = (connecting: boolean) => Object.assign(new EventEmitter(), { connecting });

  test('ends one that does not connect within a second', () => {
    const { request, fail } = watched();
    request.emit('socket', socket(true));
    jest.advanceTimersByTime(999);
    expect(fail).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(fail).toHaveBeenCalledWith(expect.objectContaining({ name: 'TimeoutError' }));
    expect(request.destroy).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['has connected', (request: EventEmitter, its: EventEmitter) => its.emit('connect') && request],
    ['has ended', (request: EventEmitter) => request.emit('close')],
  ])('does not wait for the connection of one that %s', (_, happens) => {
    const { request, fail } = watched();
    const connecting = socket(true);
    request.emit('socket', connecting);
    happens(request, connecting);
    jest.advanceTimersByTime(1_000);
    expect(fail).not.toHaveBeenCalled();
  });

  test('ends one without progress for five seconds, also over a connection that is open', () => {
    const { request, fail, watch } = watched();
    request.emit('socket', socket(false));
    jest.advanceTimersByTime(4_999);
    watch.noteProgress();
    jest.advanceTimersByTime(4_999);
    expect(fail).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(fail).toHaveBeenCalledTimes(1);
  });

  test('lets one wait for a connection for a minute, and then for its response', () => {
    const { request, fail } = watched();
    jest.advanceTimersByTime(59_999);
    request.emit('socket', socket(false));
    jest.advanceTimersByTime(4_999);
    expect(fail).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(fail).toHaveBeenCalledTimes(1);
  });

  test('ends one that gets no connection within a minute', () => {
    const { fail } = watched();
    jest.advanceTimersByTime(60_000);
    expect(fail).toHaveBeenCalledTimes(1);
  });

  test('leaves no timer when the request has ended', () => {
    const { request } = watched();
    request.emit('socket', socket(true));
    request.emit('close');
    expect(jest.getTimerCount()).toBe(0);
  });
});
