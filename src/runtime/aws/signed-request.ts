import { fromEnv } from '@aws-sdk/credential-provider-env';

import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { BoundedHttp, NO_TIME_LEFT } from './bounded-http';
import { Sha256 } from './native-checksum';
import { pauseBeforeRetry } from './pause';
import { Deadline } from '../deadline';

/** An HTTP request to an AWS API. */
export interface AwsCall {
  readonly service: string;
  /** `https://host`, without a path. */
  readonly endpoint: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /**
   * The body for a retry after a try that may have taken effect.
   *
   * @default - `body`
   */
  readonly retryBody?: () => string;
}

const TRIES = 4;

/** A call that failed after all retries, or with an error that is not retryable. The message does not quote AWS's error message, which can quote the request. */
export class AwsCallFailed extends Error {
  constructor(
    service: string,
    readonly code: string,
    readonly isPossiblyDone: boolean,
  ) {
    super(`The call to ${service} failed: ${code} (not retryable, or ${TRIES} tries failed)`);
  }
}

interface Answer {
  /** Absent if there was no response. */
  readonly status?: number;
  readonly body: string;
  /** The error code if the call failed. */
  readonly code: string;
}

/**
 * Calls AWS APIs with the SDK's signer and HTTP client. The handlers make a few calls to five services besides
 * DynamoDB. The SDK clients of those services would add 26 to 500 kB each to the code that a cold start loads.
 */
export class SignedRequests {
  private readonly http: BoundedHttp;

  constructor(
    private readonly region: string,
    readonly deadline = new Deadline(),
  ) {
    this.http = new BoundedHttp(deadline);
  }

  /**
   * Sends a call and returns the body of the response. It retries throttled calls, server errors and broken connections with exponential
   * backoff. Broken connections are common: a connection that stays open while Lambda freezes the function is often closed by the server.
   */
  async send(call: AwsCall, tried = 1, isPossiblyDone = false): Promise<string> {
    const { status, body, code } = await this.sendOnce(await this.sign(call));
    if (status !== undefined && status < 300) return body;
    if (code === NO_TIME_LEFT) throw new AwsCallFailed(call.service, code, isPossiblyDone);
    const isUnknown = status === undefined || status >= 500;
    const passing = isUnknown || status === 429 || /Throttl|RequestLimitExceeded|TooManyRequests/.test(code);
    if (!passing || tried === TRIES) {
      throw new AwsCallFailed(call.service, status === undefined ? code : `${status} ${code}`, isPossiblyDone || isUnknown);
    }
    await pauseBeforeRetry(tried);
    return this.send(isUnknown && call.retryBody ? { ...call, body: call.retryBody() } : call, tried + 1, isPossiblyDone || isUnknown);
  }

  private async sign({ service, endpoint, path = '/', headers, body }: AwsCall): Promise<HttpRequest> {
    const url = new URL(path, endpoint);
    const request = new HttpRequest({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      port: url.port ? Number(url.port) : undefined,
      path: url.pathname,
      headers: { ...headers, host: url.host, 'content-length': String(Buffer.byteLength(body)) },
      body,
    });
    const signer = new SignatureV4({ service, region: this.region, credentials: fromEnv(), sha256: Sha256 });
    return (await signer.sign(request)) as HttpRequest;
  }

  private async sendOnce(request: HttpRequest): Promise<Answer> {
    try {
      const { response } = await this.http.handle(request);
      const body = await text(response.body);
      return { status: response.statusCode, body, code: errorCode(response.headers['x-amzn-errortype'], body) };
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      return { body: '', code: code ?? name };
    }
  }
}

async function text(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The error code from a header (REST), JSON or XML, without prefix and suffix: `com.amazonaws.sqs#Some.Code`, `SomeCode:http://…`. */
function errorCode(header: string | undefined, body: string): string {
  const reported = header ?? /"__type"\s*:\s*"([^"]+)"|<Code>([^<]+)<\/Code>/.exec(body)?.slice(1).find(Boolean);
  return reported?.replace(/^.*#/, '').replace(/:.*$/, '') ?? 'no error code';
}
