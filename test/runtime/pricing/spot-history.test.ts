import { SignedRequests } from '../../../src/runtime/aws/signed-request';
import { Deadline } from '../../../src/runtime/deadline';
import { SpotHistory } from '../../../src/runtime/pricing/spot-history';
import { Wire } from '../stage/wire';

const ec2 = new Wire();
beforeAll(() => ec2.listen());
beforeEach(() => {
  ec2.reset();
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' });
});
afterAll(() => ec2.stop());

const item = (price: string, at: string) =>
  `<item><instanceType>m6i.large</instanceType><availabilityZone>eu-west-1a</availabilityZone><spotPrice>${price}</spotPrice><timestamp>${at}</timestamp></item>`;
const page = (items: string, next = '') =>
  `<DescribeSpotPriceHistoryResponse><spotPriceHistorySet>${items}</spotPriceHistorySet><nextToken>${next}</nextToken></DescribeSpotPriceHistoryResponse>`;
const read = () =>
  new SpotHistory(new SignedRequests('eu-west-1', new Deadline()), ec2.url).prices({
    instanceTypes: ['m6i.large', 'c7g.large'],
    availabilityZones: ['eu-west-1a'],
    fromMillis: Date.parse('2026-11-20T00:00:00Z'),
    toMillis: Date.parse('2026-11-21T00:00:00Z'),
  });

test('a signed call names types, zones and the system, and prices that are none are left out', async () => {
  ec2.answer = () => ({
    status: 200,
    body: page(item('0.04', '2026-11-20T03:00:00Z') + item('0', '2026-11-20T04:00:00Z') + item('0.05', 'never')),
  });
  expect(await read()).toEqual([
    { instanceType: 'm6i.large', availabilityZone: 'eu-west-1a', atMillis: Date.parse('2026-11-20T03:00:00Z'), usdPerHour: 0.04 },
  ]);
  const [{ body, headers }] = ec2.requests;
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    Action: 'DescribeSpotPriceHistory',
    Version: '2016-11-15',
    StartTime: '2026-11-20T00:00:00.000Z',
    EndTime: '2026-11-21T00:00:00.000Z',
    'ProductDescription.1': 'Linux/UNIX',
    'Filter.1.Name': 'instance-type',
    'Filter.1.Value.1': 'm6i.large',
    'Filter.1.Value.2': 'c7g.large',
    'Filter.2.Name': 'availability-zone',
    'Filter.2.Value.1': 'eu-west-1a',
    MaxResults: '1000',
  });
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(headers.authorization).toContain('/eu-west-1/ec2/aws4_request');
});

test('pages that never end, and a response of another form, are errors that say so', async () => {
  ec2.answer = () => ({ status: 200, body: page('', 'more') });
  await expect(read()).rejects.toThrow('The history of Spot prices has more than 30 pages');
  ec2.answer = () => ({ status: 200, body: '<SomethingElse/>' });
  await expect(read()).rejects.toThrow('The response to DescribeSpotPriceHistory cannot be read');
});
