import { fromEnv } from '@aws-sdk/credential-provider-env';
import { Sha256Node } from '@smithy/core/checksum';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';

/** A call of an AWS API, as it goes over the wire. */
export interface AwsCall {
  readonly service: string;
  /** `https://host`, without a path. */
  readonly endpoint: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const TRIES = 4;
const FIRST_PAUSE_MILLIS = 100;

/**
 * Calls AWS with the SDK's own signer and HTTP client. The handlers make five calls of four services besides
 * DynamoDB's; their SDK clients would add 26 to 500 kB each to what every cold start loads.
 */
export class SignedRequests {
  private readonly http = new NodeHttpHandler({ connectionTimeout: 1_000, requestTimeout: 5_000 });

  constructor(private readonly region: string) {}

  /** Returns the body of the answer. Throttled calls and server errors are tried again, with growing pauses. */
  async send(call: AwsCall): Promise<string> {
    for (let tried = 1; ; tried++) {
      const { status, body } = await this.sendOnce(call);
      if (status < 300) return body;
      const passing = status >= 500 || status === 429 || /Throttl|RequestLimitExceeded|TooManyRequests/.test(body);
      if (!passing || tried === TRIES) throw new Error(`${call.service} answered with status ${status}: ${errorCode(body)}`);
      await pause(FIRST_PAUSE_MILLIS * 2 ** tried * Math.random());
    }
  }

  private async sendOnce({ service, endpoint, path = '/', headers, body }: AwsCall): Promise<{ status: number; body: string }> {
    const url = new URL(path, endpoint);
    const request = new HttpRequest({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      port: url.port ? Number(url.port) : undefined,
      path: url.pathname,
      headers: { ...headers, 'host': url.host, 'content-length': String(Buffer.byteLength(body)) },
      body,
    });
    const signer = new SignatureV4({ service, region: this.region, credentials: fromEnv(), sha256: Sha256Node });
    const { response } = await this.http.handle(await signer.sign(request) as HttpRequest);
    return { status: response.statusCode, body: await text(response.body) };
  }
}

async function text(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The error's code alone: messages of AWS can repeat what was sent. */
const errorCode = (body: string): string => /"__type"\s*:\s*"([^"]+)"|<Code>([^<]+)<\/Code>/.exec(body)?.slice(1).find(Boolean) ?? 'no error code';

const pause = (millis: number): Promise<void> => new Promise(resolve => setTimeout(resolve, millis));
