import { BoundedHttp, NO_TIME_LEFT } from './bounded-http';
import { pauseBeforeRetry } from './pause';
import { Signer } from './signer';
import { Deadline } from '../deadline';

/** An HTTP request to an AWS API. */
export interface AwsCall {
  /** @default 'POST' */
  readonly method?: string;
  readonly service: string;
  /** `https://host`. Its own path is not used: `path` is. */
  readonly endpoint: string;
  /**
   * As the URL has it, with its query if there is one, in the form in which it is signed. Only Amazon S3 has escaped characters in its paths.
   *
   * @default '/'
   */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /**
   * The body for a retry after a try that may have taken effect.
   *
   * @default - `body`
   */
  readonly retryBody?: () => string;
  /** @default 4 */
  readonly maxTries?: number;
  /**
   * How long the service may need to respond.
   *
   * @default - some seconds
   */
  readonly idleMillis?: number;
  /** Ends the call, also between two tries. */
  readonly signal?: AbortSignal;
}

const MAX_TRIES = 4;
const UNREADABLE_RESPONSE = 'UnreadableResponse';

/** What a successful response contains. */
interface Success<Result> {
  readonly value: Result;
}

/** An error response, or the lack of a response that can be read. */
interface Failure {
  /** Absent if there was no response, or none that can be read. */
  readonly status?: number;
  /** The error code. */
  readonly code: string;
}

/** Reads the body of a response. An error means that the body is torn. */
type Read<Result> = (body: string) => Result;

/** A call that failed after all retries, or with an error that is not retryable. The message does not quote AWS's error message, which can quote the request. */
export class AwsCallFailed extends Error {
  /** The error code, after the status of the response if there was one. */
  readonly code: string;
  /** The error code that AWS or Node.js reported. */
  readonly reported: string;

  constructor(
    { service }: AwsCall,
    { status, code }: Failure,
    tried: number,
    readonly isPossiblyDone: boolean,
    /** Whether the same call may succeed later. */
    readonly isPassing: boolean,
  ) {
    const full = status === undefined ? code : `${status} ${code}`;
    super(`The call to ${service} failed: ${full}${tried > 1 ? ` (${tried} tries)` : ''}`);
    this.code = full;
    this.reported = code;
  }
}

/** Whether the call may have taken effect. */
const isUnknown = ({ status }: Failure): boolean => status === undefined || status >= 500;
const isRetryable = (failure: Failure): boolean =>
  isUnknown(failure) || failure.status === 429 || /Throttl|RequestLimitExceeded|TooManyRequests|ThroughputExceeded/.test(failure.code);

/** Calls AWS APIs with signed requests. The SDK clients of the services that the handlers call would add 26 to 500 kB each to the code that a cold start loads. */
export class SignedRequests {
  private readonly http: BoundedHttp;
  private readonly signer: Signer;

  constructor(
    region: string,
    readonly deadline: Deadline,
  ) {
    this.http = new BoundedHttp(deadline);
    this.signer = new Signer(region);
  }

  /**
   * Sends a call and returns the body of the response. It retries throttled calls, server errors, broken connections and torn responses with
   * exponential backoff. Broken connections are common: a connection that stays open while Lambda freezes the function is often closed by the server.
   */
  send(call: AwsCall): Promise<string> {
    return this.sendWithRetries(call, (body) => body);
  }

  /** The same for a service that responds with JSON. */
  sendJson<Result>(call: AwsCall): Promise<Result> {
    return this.sendWithRetries(call, (body) => JSON.parse(body) as Result);
  }

  private async sendWithRetries<Result>(call: AwsCall, read: Read<Result>, tried = 1, mayBeDone = false): Promise<Result> {
    const answer = await this.sendOnce(call, read);
    if ('value' in answer) return answer.value;
    if (answer.code === NO_TIME_LEFT) throw new AwsCallFailed(call, answer, tried, mayBeDone, true);
    const isPossiblyDone = mayBeDone || isUnknown(answer);
    if (!isRetryable(answer) || tried === (call.maxTries ?? MAX_TRIES) || call.signal?.aborted) {
      throw new AwsCallFailed(call, answer, tried, isPossiblyDone, isRetryable(answer));
    }
    await pauseBeforeRetry(tried, this.deadline.millis);
    const again = isUnknown(answer) && call.retryBody ? { ...call, body: call.retryBody() } : call;
    return this.sendWithRetries(again, read, tried + 1, isPossiblyDone);
  }

  private async sendOnce<Result>(
    { method, service, endpoint, path = '/', headers, body, signal, idleMillis }: AwsCall,
    read: Read<Result>,
  ): Promise<Success<Result> | Failure> {
    const url = new URL(path, endpoint);
    const signed = this.signer.sign({ method, service, host: url.host, path: url.pathname, query: url.search.slice(1), headers, body });
    try {
      const answer = await this.http.send({ method, url, headers: signed, body, signal, idleMillis });
      if (answer.status < 300) return readResult(answer.body, read);
      return { status: answer.status, code: errorCode(answer.headers['x-amzn-errortype'], answer.body) };
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      return { code: code ?? name };
    }
  }
}

function readResult<Result>(body: string, read: Read<Result>): Success<Result> | Failure {
  try {
    return { value: read(body) };
  } catch {
    return { code: UNREADABLE_RESPONSE };
  }
}

/** The error code from a header (REST), JSON or XML, without prefix and suffix: `com.amazonaws.sqs#Some.Code`, `SomeCode:http://…`. */
function errorCode(header: string | string[] | undefined, body: string): string {
  const reported = header ?? /"__type"\s*:\s*"([^"]+)"|<Code>([^<]+)<\/Code>/.exec(body)?.slice(1).find(Boolean);
  return reported?.toString().split('#').at(-1)?.split(':')[0] ?? 'no error code';
}
