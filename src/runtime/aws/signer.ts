import { BinaryLike, createHash, createHmac } from 'node:crypto';
import { Credentials, lambdaCredentials } from './lambda-credentials';

export interface UnsignedRequest {
  /** @default 'POST' */
  readonly method?: string;
  readonly service: string;
  readonly host: string;
  /** As the URL has it. Only Amazon S3 has escaped characters in its paths: other services would sign them escaped once more. */
  readonly path: string;
  /**
   * As the URL has it without its `?`: by name, each with its `=`.
   *
   * @default - no query
   */
  readonly query?: string;
  /** By lowercase name, without the host. The values contain no repeated spaces. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: BinaryLike, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * Signs requests with Signature Version 4.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class Signer {
  private credentials?: Credentials;
  /** By day and service: a key takes four of the seven hashes of a signature. */
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly region: string) {}

  /** All headers of the request, including the signature. */
  sign(request: UnsignedRequest, now = new Date()): Record<string, string> {
    this.credentials ??= lambdaCredentials();
    const { accessKeyId, secretAccessKey, sessionToken } = this.credentials;
    const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
    const headers: Record<string, string> = { ...request.headers, host: request.host, 'x-amz-date': time };
    if (sessionToken) headers['x-amz-security-token'] = sessionToken;
    const names = Object.keys(headers).sort();
    const scope = [time.slice(0, 8), this.region, request.service, 'aws4_request'];
    const text = [ALGORITHM, time, scope.join('/'), sha256(canonical(request, headers, names))].join('\n');
    const signature = hmac(this.keyFor(scope, secretAccessKey), text).toString('hex');
    headers.authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope.join('/')}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
    return headers;
  }

  private keyFor(scope: readonly string[], secretAccessKey: string): Buffer {
    const name = scope.join('/');
    const known = this.keys.get(name);
    if (known) return known;
    const key = scope.reduce<BinaryLike>(hmac, `AWS4${secretAccessKey}`) as Buffer;
    this.keys.set(name, key);
    return key;
  }
}

function canonical(
  { method = 'POST', path, query = '', body }: UnsignedRequest,
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): string {
  return [method, path, query, ...names.map((name) => `${name}:${headers[name]}`), '', names.join(';'), sha256(body)].join('\n');
}
