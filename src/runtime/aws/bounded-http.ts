import { Agent as HttpAgent, ClientRequest, IncomingHttpHeaders, IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Watch } from './watch';
import { Deadline } from '../deadline';

/** The connections of a client. Further requests wait until one is free. */
export const MAX_CONNECTIONS = 50;

/** The name of the error of a request that was not sent, because the invocation ends too soon. */
export const NO_TIME_LEFT = 'NoTimeLeft';
export const noTimeLeft = (): Error => Object.assign(new Error(), { name: NO_TIME_LEFT });

export interface HttpRequest {
  /** @default 'POST' */
  readonly method?: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the request. */
  readonly signal?: AbortSignal;
  /**
   * How long the server may need to respond.
   *
   * @default - some seconds
   */
  readonly idleMillis?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const CONNECTIONS = { keepAlive: true, maxSockets: MAX_CONNECTIONS };

/** An HTTP client that keeps its connections, and whose requests end before the deadline. */
export class BoundedHttp {
  private readonly plain = new HttpAgent(CONNECTIONS);
  private readonly secure = new HttpsAgent(CONNECTIONS);

  constructor(private readonly deadline: Deadline) {}

  async send(sent: HttpRequest): Promise<HttpAnswer> {
    if (this.deadline.millis === 0) throw noTimeLeft();
    return new Promise((resolve, reject) => {
      const request = this.open(sent);
      const watch = new Watch(request, this.deadline, reject, sent.idleMillis);
      request.on('response', (response) => void readAll(response, watch).then(resolve, reject));
      request.on('error', reject);
      request.end(sent.body);
    });
  }

  private open({ method = 'POST', url, headers, signal }: HttpRequest): ClientRequest {
    const options = { method, headers, signal };
    return url.protocol === 'http:'
      ? httpRequest(url, { ...options, agent: this.plain })
      : httpsRequest(url, { ...options, agent: this.secure });
  }
}

/** Throws if the connection breaks before the end of the response. */
async function readAll(response: IncomingMessage, watch: Watch): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  watch.noteProgress();
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    watch.noteProgress();
  }
  const { statusCode, headers } = response;
  return { status: statusCode as number, headers, body: Buffer.concat(chunks).toString('utf8') };
}
