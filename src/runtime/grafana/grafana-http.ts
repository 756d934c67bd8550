import { BoundedHttp, HttpAnswer } from '../aws/bounded-http';
import { pauseBeforeRetry } from '../aws/pause';
import { Deadline } from '../deadline';

/** Gives a token for the HTTP API of a workspace; another one each time. */
export type NewToken = () => Promise<string>;

export interface GrafanaRequest {
  /** @default 'GET' */
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** What the request is for, in an error: it completes "Grafana refused to". */
  readonly purpose: string;
  /**
   * The statuses of failure that the caller handles.
   *
   * @default - none: they are errors
   */
  readonly handled?: readonly number[];
}

export interface GrafanaAnswer {
  readonly status: number;
  /** The body of the response, or an empty object if it is not JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A workspace that was just created answers after a minute or two. Pauses double, up to three minutes in all. */
const MAX_TRIES = 11;
/** A token may have expired, or not be known to all servers of the workspace yet. */
const MAX_TOKENS = 3;
const MAX_SHOWN = 300;
/** A plug-in is downloaded while the request waits. */
const IDLE_MILLIS = 60_000;

/** The HTTP API of a Grafana workspace. It retries what can succeed later, and asks for another token when the one it has is refused. */
export class GrafanaHttp {
  private readonly http: BoundedHttp;
  private token?: string;
  private tokens = 0;

  /** @param origin `https://host` */
  constructor(
    private readonly origin: string,
    private readonly newToken: NewToken,
    private readonly deadline: Deadline,
  ) {
    this.http = new BoundedHttp(deadline);
  }

  async send(request: GrafanaRequest): Promise<GrafanaAnswer> {
    for (let tried = 1; ; tried++) {
      this.token ??= await this.renew();
      const answer = await this.sendOnce(request, this.token);
      if (isSuccess(answer) || request.handled?.includes(answer.status)) return { status: answer.status, body: readBody(answer.body) };
      if (tried === MAX_TRIES || this.deadline.millis === 0 || !this.mayRetry(answer)) throw failure(request, answer, tried);
      await pauseBeforeRetry(tried, this.deadline.millis);
    }
  }

  private async renew(): Promise<string> {
    this.tokens++;
    return this.newToken();
  }

  private mayRetry({ status }: Pick<HttpAnswer, 'status'>): boolean {
    if (status !== 401) return status === 0 || status === 429 || status >= 500;
    this.token = undefined;
    return this.tokens < MAX_TOKENS;
  }

  /** A connection that breaks, or that cannot be made, has the status 0. So has a page instead of what was asked for: it must not pass for "nothing found". */
  private async sendOnce({ method, path, body }: GrafanaRequest, token: string): Promise<Pick<HttpAnswer, 'status' | 'body'>> {
    const text = body ? JSON.stringify(body) : '';
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) } : {}),
    };
    try {
      const url = new URL(path, this.origin);
      const answer = await this.http.send({ method: method ?? 'GET', url, headers, body: text, idleMillis: IDLE_MILLIS });
      return method || !isSuccess(answer) || isJson(answer.body) ? answer : NOT_JSON;
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      return { status: 0, body: JSON.stringify({ message: code ?? name }) };
    }
  }
}

const NOT_JSON = { status: 0, body: JSON.stringify({ message: 'the response is not JSON' }) };
const isSuccess = ({ status }: Pick<HttpAnswer, 'status'>): boolean => status >= 200 && status < 300;

/** The error of a request that Grafana refused, with as much of its message as helps. */
export const refusal = (purpose: string, { status, body }: GrafanaAnswer, tries = ''): Error =>
  new Error(`Grafana refused to ${purpose}: ${status} ${reasonOf(body)}${tries}`);

function failure({ purpose }: GrafanaRequest, { status, body: text }: Pick<HttpAnswer, 'status' | 'body'>, tried: number): Error {
  const body = readBody(text);
  const tries = tried > 1 ? ` (${tried} tries)` : '';
  if (status !== 0) return refusal(purpose, { status, body }, tries);
  return new Error(`Grafana did not respond to the request to ${purpose}: ${reasonOf(body)}${tries}`);
}

const reasonOf = ({ message }: GrafanaAnswer['body']): string =>
  typeof message === 'string' && message ? message.slice(0, MAX_SHOWN) : 'no message';

const readBody = (body: string): GrafanaAnswer['body'] => (isJson(body) ? ((JSON.parse(body) as GrafanaAnswer['body'] | null) ?? {}) : {});

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}
