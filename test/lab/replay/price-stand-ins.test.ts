import { PriceStandIn } from '../../../lab/replay/standins/prices';
import { World } from '../../../lab/replay/standins/world';

const WORLD: World = {
  Account: '123456789012',
  Region: 'eu-west-1',
  ComputeEnvironments: [],
  Instances: [],
  Prices: {
    InstanceTypes: [
      { InstanceType: 'm6i.large', Vcpus: 2, MemoryMiB: 8192, OnDemandUsdPerHour: 0.1 },
      { InstanceType: 'p5.4xlarge', Vcpus: 16, MemoryMiB: 262_144, Gpus: 1 },
    ],
    Spot: [
      { InstanceType: 'm6i.large', AvailabilityZone: 'eu-west-1a', At: '2026-03-01T00:00:00Z', UsdPerHour: 0.03 },
      { InstanceType: 'm6i.large', AvailabilityZone: 'eu-west-1a', At: '2026-03-02T12:00:00Z', UsdPerHour: 0.04 },
    ],
  },
};
const standIn = new PriceStandIn(WORLD);
const products = (request: object) => {
  const { status, body } = standIn.getProducts(JSON.stringify({ ServiceCode: 'AmazonEC2', ...request }));
  return { status, ...(JSON.parse(String(body)) as { PriceList?: string[]; NextToken?: string; message?: string }) };
};
const filter = (Field: string, Value: string, Type = 'TERM_MATCH') => ({ Type, Field, Value });
const spotPrices = (form: Record<string, string>): string[] =>
  [...String(standIn.describeSpotPriceHistory(new URLSearchParams(form)).body).matchAll(/<spotPrice>([^<]+)/g)].map(([, price]) => price);

test('without filters, the list has products that are not what AWS Batch starts', () => {
  const { PriceList = [] } = products({ Filters: [filter('instanceType', 'm6i.large')] });
  expect(PriceList.length).toBeGreaterThan(3);
  expect(PriceList.some((text) => text.includes('"operatingSystem":"Windows"'))).toBe(true);
  expect(PriceList.some((text) => text.includes('"USD":"0.0000000000"'))).toBe(true);
});

test('filters are all to match, and pages follow each other', () => {
  const Filters = [filter('instanceType', 'm6i.large,p5.4xlarge', 'ANY_OF'), filter('operatingSystem', 'Linux', 'EQUALS')];
  const first = products({ Filters, MaxResults: 2 });
  expect(first).toMatchObject({ PriceList: [expect.any(String), expect.any(String)], NextToken: '2' });
  expect(products({ Filters, NextToken: first.NextToken }).NextToken).toBeUndefined();
  expect(products({ ServiceCode: 'AmazonECS' }).PriceList).toEqual([]);
});

test.each([{ MaxResults: 101 }, { MaxResults: 0 }, { Filters: [filter('a', 'b', 'LIKE')] }])('%j is refused', (request) =>
  expect(products(request).status).toBe(400),
);

test('the history of Spot prices has the change before the time, and those in it', () => {
  const day = { StartTime: '2026-03-02T00:00:00Z', EndTime: '2026-03-02T23:59:59Z' };
  expect(spotPrices(day)).toEqual(['0.040000', '0.030000']);
  expect(spotPrices({ ...day, EndTime: '2026-03-02T11:59:59Z' })).toEqual(['0.030000']);
  expect(spotPrices({ ...day, 'InstanceType.1': 'c7g.large' })).toEqual([]);
  expect(standIn.describeSpotPriceHistory(new URLSearchParams({ StartTime: day.EndTime, EndTime: day.StartTime })).status).toBe(400);
});

test('a world without prices has none', () => {
  const { Prices: _, ...poor } = WORLD;
  const none = new PriceStandIn(poor);
  expect(JSON.parse(String(none.getProducts('{"ServiceCode":"AmazonEC2"}').body))).toMatchObject({ PriceList: [] });
  expect(String(none.describeSpotPriceHistory(new URLSearchParams()).body)).toContain('<spotPriceHistorySet></spotPriceHistorySet>');
});
