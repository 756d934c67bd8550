import { createServer, IncomingMessage, request, RequestListener, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

export interface Proxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** Listens on a free port of this machine only. */
export async function startProxy(handle: RequestListener): Promise<Proxy> {
  const server = createServer(handle);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = (): Promise<void> =>
    new Promise((stopped) => {
      server.close(() => stopped());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

/** Forwards a request to a server, and its response when it may be sent. */
export function forward(
  to: string,
  incoming: IncomingMessage,
  answer: ServerResponse,
  maySend: () => Promise<unknown> = () => Promise.resolve(),
): void {
  const onward = request(to, { method: incoming.method, path: incoming.url, headers: incoming.headers }, (answered) => {
    void maySend().then(() => answered.pipe(answer.writeHead(answered.statusCode ?? 502, answered.headers)));
  });
  onward.on('error', () => answer.destroy());
  incoming.pipe(onward);
}
