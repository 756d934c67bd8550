import { fromEnv } from '@aws-sdk/credential-provider-env';
import { Sha256Node } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { pauseBeforeRetry } from './pause';

/** A call of an AWS API, as it goes over the wire. */
export interface AwsCall {
  readonly service: string;
  /** `https://host`, without a path. */
  readonly endpoint: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /**
   * The body of a further try, where one before may have taken effect.
   *
   * @default - the same
   */
  readonly bodyAgain?: () => string;
}

const TRIES = 4;

/** A call that failed for good. Its message holds no words of AWS, which can repeat what was sent. */
export class AwsCallFailed extends Error {
  constructor(
    service: string,
    readonly code: string,
    readonly mayHaveTakenEffect: boolean,
  ) {
    super(`The call of ${service} failed ${TRIES} times, or for good: ${code}`);
  }
}

interface Answer {
  /** Absent where none came. */
  readonly status?: number;
  readonly body: string;
  /** What went wrong, where something did. */
  readonly code: string;
}

/**
 * Calls AWS with the SDK's own signer and HTTP client. The handlers make a few calls of five services besides
 * DynamoDB's; their SDK clients would add 26 to 500 kB each to what every cold start loads.
 */
export class SignedRequests {
  private readonly http = new NodeHttpHandler({ connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true });

  constructor(private readonly region: string) {}

  /**
   * Returns the body of the answer. Throttled calls, server errors and broken connections are tried again, with growing
   * pauses: a connection that was kept open while the function was frozen is often dead.
   */
  async send(call: AwsCall, tried = 1, mayBeDone = false): Promise<string> {
    const { status, body, code } = await this.sendOnce(await this.sign(call));
    if (status !== undefined && status < 300) return body;
    const isUnknown = status === undefined || status >= 500;
    const passing = isUnknown || status === 429 || /Throttl|RequestLimitExceeded|TooManyRequests/.test(code);
    if (!passing || tried === TRIES) {
      throw new AwsCallFailed(call.service, status === undefined ? code : `${status} ${code}`, mayBeDone || isUnknown);
    }
    await pauseBeforeRetry(tried);
    return this.send(isUnknown && call.bodyAgain ? { ...call, body: call.bodyAgain() } : call, tried + 1, mayBeDone || isUnknown);
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
    const signer = new SignatureV4({ service, region: this.region, credentials: fromEnv(), sha256: Sha256Node });
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

/** The error's code alone, from a header (REST), JSON or XML: `com.amazonaws.sqs#Some.Code`, `SomeCode:http://…`. */
function errorCode(header: string | undefined, body: string): string {
  const told = header ?? /"__type"\s*:\s*"([^"]+)"|<Code>([^<]+)<\/Code>/.exec(body)?.slice(1).find(Boolean);
  return told?.replace(/^.*#/, '').replace(/:.*$/, '') ?? 'no error code';
}
