import { Agent, createServer, IncomingHttpHeaders, IncomingMessage, request, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Answer } from './answer';
import { CUT, Interrupted } from './interference';
import { messageOf } from '../replay-problem';

/** A server's address, with connections that are kept open. */
export class HttpConnection {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly port: number) {}

  post(headers: IncomingHttpHeaders, body: string, path = '/'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { connection: _connection, 'transfer-encoding': _encoding, ...kept } = headers;
      const outgoing = request(
        {
          agent: this.agent,
          host: '127.0.0.1',
          port: this.port,
          path,
          method: 'POST',
          headers: { ...kept, 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          readBody(response).then((text) => resolve({ status: response.statusCode ?? 500, headers: response.headers, body: text }), reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

export async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export interface HttpEndpoint {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on a free port of this machine only. */
export async function listen(answer: (message: IncomingMessage, body: string) => Promise<Interrupted>): Promise<HttpEndpoint> {
  const server = createServer((message, response) => {
    readBody(message)
      .then((body) => answer(message, body))
      .then(
        (given) => (given === CUT ? response.destroy() : send(response, given.status, given.headers, given.body)),
        (error: unknown) => send(response, 500, {}, JSON.stringify({ __type: 'InternalFailure', message: messageOf(error) })),
      );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

function send(response: ServerResponse, status: number, headers: IncomingHttpHeaders, body: string): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}
