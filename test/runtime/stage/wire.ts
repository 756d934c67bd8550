import { createServer, IncomingMessage, request as httpRequest, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The operation, without the service's prefix. */
  readonly operation: string;
  readonly body: string;
}

/** What to answer; `hang up` breaks the connection, `lose` does so when the server behind has done what it was asked; nothing leaves the request to that server. */
export type Answer =
  { readonly status: number; readonly body: string; readonly headers?: Record<string, string> } | 'hang up' | 'lose' | undefined;

/** A local endpoint of an AWS service: records what comes, answers as told, or passes on to a server behind it. */
export class Wire {
  readonly requests: WireRequest[] = [];
  private readonly server: Server = createServer((incoming, outgoing) => void this.serve(incoming, outgoing));

  /** @param behind the port of the server behind it, if there is one */
  constructor(private readonly behind?: number) {}

  answer: (request: WireRequest) => Answer | Promise<Answer> = () => undefined;

  async listen(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The requests of one operation. */
  of(operation: string): WireRequest[] {
    return this.requests.filter((request) => request.operation === operation);
  }

  reset(): void {
    this.requests.length = 0;
    this.answer = () => undefined;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    this.requests.push(request);
    const answer = await this.answer(request);
    if (answer === 'hang up') outgoing.destroy();
    else if (answer === 'lose') this.passOn(request, outgoing, () => outgoing.destroy());
    else if (answer) outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    else if (this.behind) this.passOn(request, outgoing);
    else outgoing.writeHead(404).end('{}');
  }

  private passOn({ method, path, headers, body }: WireRequest, outgoing: ServerResponse, instead?: () => void): void {
    const { 'transfer-encoding': _, ...kept } = headers;
    httpRequest(
      { host: '127.0.0.1', port: this.behind, method, path, headers: { ...kept, 'content-length': Buffer.byteLength(body) } },
      (answer) => {
        if (instead) return instead();
        outgoing.writeHead(answer.statusCode as number, answer.headers);
        answer.pipe(outgoing);
      },
    )
      .on('error', () => outgoing.destroy())
      .end(body);
  }
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const target = incoming.headers['x-amz-target'];
  return {
    method: incoming.method as string,
    path: incoming.url as string,
    headers: incoming.headers,
    operation: typeof target === 'string' ? target.replace(/^.*\./, '') : (incoming.url as string),
    body: Buffer.concat(pieces).toString('utf8'),
  };
}

/** The answer of an AWS service that speaks JSON. */
export const answerJson = (body: object, status = 200): Answer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/x-amz-json-1.0' },
});

/** An error of an AWS service that speaks JSON. */
export const answerError = (code: string, status = 400): Answer => answerJson({ __type: `com.amazonaws#${code}`, message: 'No.' }, status);

/** What a test has a server do with a request instead of answering it; nothing leaves the request to the server. */
export type Fault = (request: WireRequest, number: number) => Answer;

/** Answers unless there is a fault; one that loses the response has done what was asked. */
export function answerUnless(failure: Answer, answer: () => Answer): Answer {
  if (failure !== 'lose') return failure ?? answer();
  answer();
  return 'hang up';
}
