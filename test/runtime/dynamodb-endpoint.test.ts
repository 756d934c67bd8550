import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { BoundedHttp } from '../../src/runtime/aws/bounded-http';
import { makeDynamoDb } from '../../src/runtime/aws/dynamodb';
import { dynamoDbEndpoint } from '../../src/runtime/aws/dynamodb-endpoint';
import { SignedRequests } from '../../src/runtime/aws/signed-request';
import { Deadline } from '../../src/runtime/deadline';
import { Environment } from '../../src/runtime/environment';

/** One or two regions of each partition. */
const REGIONS = [
  'us-east-1',
  'eu-central-1',
  'us-gov-west-1',
  'us-gov-east-1',
  'cn-north-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'us-isof-south-1',
  'eu-isoe-west-1',
];
const SWITCHES = [false, true].flatMap((fips) => [false, true].map((dualStack) => ({ fips, dualStack })));
const CASES = REGIONS.flatMap((region) => SWITCHES.map(({ fips, dualStack }) => [region, fips, dualStack] as const));

type Variables = Readonly<Record<string, string>>;
const endpointOf = (variables: Variables): string => dynamoDbEndpoint(new Environment(variables));
const INPUT = { TableName: 'table', Key: { Id: { S: 'a' } } };

/** Where a request goes. */
interface Address {
  readonly url: string;
  readonly host: string;
}

/** Where the handlers send a request. */
async function addressHere(): Promise<Address> {
  const post = jest.spyOn(BoundedHttp.prototype, 'send').mockResolvedValue({ status: 200, headers: {}, body: '{}' });
  await makeDynamoDb(new Environment(process.env), new SignedRequests('eu-west-1', new Deadline())).getItem(INPUT);
  const [[{ url, headers }]] = post.mock.calls;
  post.mockRestore();
  return { url: url.href, host: headers.host };
}

/** Where the SDK sends it. */
async function addressOfSdk(): Promise<Address> {
  const addresses: Address[] = [];
  const requestHandler = {
    handle: async ({ protocol, hostname, port, path, headers }: SdkRequest) => {
      addresses.push({ url: `${protocol}//${hostname}${port ? `:${port}` : ''}${path}`, host: headers.host });
      throw new Error('The address is known');
    },
  };
  await new DynamoDBClient({ requestHandler, maxAttempts: 1 } as object).send(new GetItemCommand(INPUT)).catch((error: Error) => {
    if (addresses.length === 0) throw error;
  });
  return addresses[0];
}

interface SdkRequest extends Record<'protocol' | 'hostname' | 'path', string> {
  readonly port?: number;
  readonly headers: Readonly<Record<string, string>>;
}

describe('the endpoint of DynamoDB', () => {
  test.each(CASES)('is that of the SDK: %s, FIPS %s, dual-stack %s', (region, fips, dualStack) => {
    const { endpointProvider } = new DynamoDBClient({ region }).config;
    const { url } = endpointProvider({ Region: region, UseFIPS: fips, UseDualStack: dualStack });
    const variables = { AWS_REGION: region, AWS_USE_FIPS_ENDPOINT: String(fips), AWS_USE_DUALSTACK_ENDPOINT: String(dualStack) };
    expect(`${endpointOf(variables)}/`).toBe(url.href);
  });

  test('needs no more than the region', () => {
    expect(endpointOf({ AWS_REGION: 'eu-west-1' })).toBe('https://dynamodb.eu-west-1.amazonaws.com');
    expect(() => endpointOf({})).toThrow('AWS_REGION');
  });
});

describe('the environment variables of the SDKs', () => {
  const { env } = process;
  const use = (variables: Variables): void => {
    process.env = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', ...variables };
  };
  afterEach(() => {
    process.env = env;
  });

  test.each<[string, Variables]>([
    ['none', {}],
    ['an endpoint of all services', { AWS_ENDPOINT_URL: 'http://127.0.0.1:8000' }],
    ['an endpoint of DynamoDB', { AWS_ENDPOINT_URL_DYNAMODB: 'https://vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com' }],
    ['both', { AWS_ENDPOINT_URL: 'http://127.0.0.1:8000', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8001' }],
    ['an empty endpoint', { AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_DYNAMODB: '' }],
    ['an endpoint that is ignored', { AWS_ENDPOINT_URL: 'http://127.0.0.1:8000', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }],
    ['an endpoint that is not ignored', { AWS_ENDPOINT_URL: 'http://127.0.0.1:8000', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }],
    ['an IPv6 address', { AWS_ENDPOINT_URL: 'http://[::1]:8000' }],
    ['an endpoint with a path', { AWS_ENDPOINT_URL: 'http://127.0.0.1:8000/tables' }],
    ['an endpoint with a path that ends', { AWS_ENDPOINT_URL: 'http://127.0.0.1:8000/all/tables/' }],
    ['FIPS and dual-stack', { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
    ['FIPS and dual-stack that are off', { AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: 'false' }],
  ])('lead to the address to which they lead the SDK: %s', async (_, variables) => {
    use(variables);
    expect(await addressHere()).toEqual(await addressOfSdk());
  });

  test.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])('are an error if %s has no effect, as for the SDK', async (name) => {
    use({ AWS_ENDPOINT_URL: 'http://127.0.0.1:8000', [name]: 'true' });
    await expect(addressHere()).rejects.toThrow(name);
    await expect(addressOfSdk()).rejects.toThrow('custom endpoint');
  });
});
