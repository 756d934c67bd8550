import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { escapeUri, queryString } from '../../src/runtime/aws/query-string';
import { sha256, Signer, UnsignedRequest } from '../../src/runtime/aws/signer';
import { runs } from '../property-runs';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** The same request, signed by the SDK. */
async function signedBySdk(
  region: string,
  { method = 'POST', service, host, path, query = '', headers, body }: UnsignedRequest,
  signingDate: Date,
  sessionToken?: string,
) {
  const credentials = { ...CREDENTIALS, ...(sessionToken && { sessionToken }) };
  const isS3 = service === 's3';
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256, applyChecksum: isS3, uriEscapePath: !isS3 });
  const unsigned = { method, protocol: 'https:', hostname: host, path, query: Object.fromEntries(new URLSearchParams(query)), body };
  const request = new HttpRequest({ ...unsigned, headers: { ...headers, host } });
  return (await signer.sign(request, { signingDate })).headers;
}

function useCredentials(sessionToken?: string): void {
  process.env.AWS_ACCESS_KEY_ID = CREDENTIALS.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = CREDENTIALS.secretAccessKey;
  if (sessionToken) process.env.AWS_SESSION_TOKEN = sessionToken;
  else delete process.env.AWS_SESSION_TOKEN;
}

const REQUEST: UnsignedRequest = {
  service: 'dynamodb',
  host: 'dynamodb.eu-west-1.amazonaws.com',
  path: '/',
  headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem', 'content-type': 'application/x-amz-json-1.0' },
  body: '{}',
};
const word = fc.stringMatching(/^[a-z0-9-]{1,20}$/);

describe('a signature', () => {
  test('and all other headers are the same as those of the SDK', async () => {
    const requests = fc.record({
      service: fc.constantFrom('dynamodb', 'sqs', 'ec2'),
      host: word.map((name) => `${name}.amazonaws.com:8080`),
      path: fc.constantFrom('/', '/v1/describecomputeenvironments'),
      headers: fc.dictionary(
        word.map((name) => `x-${name}`),
        fc.stringMatching(/^[!-~]{1,20}$/),
      ),
      body: fc.string({ unit: 'binary' }),
    });
    const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(word, requests, dates, fc.option(word, { nil: undefined }), async (region, request, date, token) => {
        useCredentials(token);
        expect(new Signer(region).sign(request, date)).toEqual(await signedBySdk(region, request, date, token));
      }),
      { numRuns: runs(300) },
    );
  });

  test('of a request to S3 is the same as that of the SDK, with a key and a query of any characters', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const requests = fc.record({
      method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
      key: fc.array(text, { minLength: 1, maxLength: 4 }).map((parts) => `/bucket/${parts.map(escapeUri).join('/')}`),
      query: fc.dictionary(word, fc.oneof(text, fc.constant(''))).map(queryString),
      body: fc.string({ unit: 'binary' }),
    });
    useCredentials('token');
    const date = new Date('2026-11-20T10:00:00Z');
    await fc.assert(
      fc.asyncProperty(requests, async ({ key, ...rest }) => {
        const request = {
          ...rest,
          service: 's3',
          host: 's3.eu-west-1.amazonaws.com',
          path: key,
          headers: { 'x-amz-content-sha256': sha256(rest.body) },
        };
        expect(new Signer('eu-west-1').sign(request, date)).toEqual(await signedBySdk('eu-west-1', request, date, 'token'));
      }),
      { numRuns: runs(300) },
    );
  });

  test('stays right when the day, the service or the request changes', async () => {
    useCredentials('token');
    const signer = new Signer('eu-west-1');
    const other = { ...REQUEST, service: 'sqs' };
    for (const [request, time] of [
      [REQUEST, '2026-11-20T23:59:59.999Z'],
      [{ ...REQUEST, body: '{"a":1}' }, '2026-11-20T23:59:59.999Z'],
      [other, '2026-11-20T23:59:59.999Z'],
      [other, '2026-11-21T00:00:00.000Z'],
      [REQUEST, '2026-11-21T00:00:00.000Z'],
    ] as const) {
      const date = new Date(time);
      expect(signer.sign(request, date)).toEqual(await signedBySdk('eu-west-1', request, date, 'token'));
    }
  });

  test('derives its key once per day and service', () => {
    useCredentials();
    const signer = new Signer('eu-west-1');
    const { keys } = signer as unknown as { keys: Map<string, Buffer> };
    const sign = (service: string, time: string) => signer.sign({ ...REQUEST, service }, new Date(time));
    sign('sqs', '2026-11-20T10:00:00Z');
    const [key] = keys.values();
    sign('sqs', '2026-11-20T11:00:00Z');
    expect([...keys.values()]).toEqual([key]);
    expect([...keys.values()][0]).toBe(key);
    sign('sqs', '2026-11-21T10:00:00Z');
    expect(keys.size).toBe(2);
  });

  test('is of the present time', () => {
    useCredentials();
    const { 'x-amz-date': time } = new Signer('eu-west-1').sign(REQUEST);
    const instant = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
    expect(Math.abs(Date.now() - instant)).toBeLessThan(60_000);
  });
});
