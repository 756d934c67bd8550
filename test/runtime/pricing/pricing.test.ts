import { DeployedPricing } from './deployed-pricing';
import { WorldPrices } from '../../../lab/replay/standins/world';
import { priceLookup } from '../../../src/domain/cost/price-request';
import { PRICE_REFRESH } from '../../../src/domain/names/price-refresh';
import { messagesOf } from '../stage/deliveries';
import { NOW, useStage } from '../stage/stage';
import { answerError, answerJson, Wire } from '../stage/wire';

const stage = useStage();
let list: Wire;
beforeAll(async () => {
  list = await new Wire().listen();
});
beforeEach(() => list.reset());
afterAll(() => list.stop());

const HOUR = 3_600_000;
const TODAY = '2026-11-20';
const PRICES: WorldPrices = {
  InstanceTypes: [
    { InstanceType: 'm6i.large', Vcpus: 2, MemoryMiB: 8192, OnDemandUsdPerHour: 0.107 },
    { InstanceType: 'u-6tb1.56xlarge', Vcpus: 224, MemoryMiB: 6_291_456, Gpus: 0, OnDemandUsdPerHour: 46.4 },
    { InstanceType: 'g5.2xlarge', Vcpus: 8, MemoryMiB: 32_768, Gpus: 1, OnDemandUsdPerHour: 1.353 },
  ],
  Spot: [
    { InstanceType: 'm6i.large', AvailabilityZone: 'eu-west-1a', At: '2026-11-18T03:00:00Z', UsdPerHour: 0.04 },
    { InstanceType: 'm6i.large', AvailabilityZone: 'eu-west-1a', At: '2026-11-19T03:00:00Z', UsdPerHour: 0.041 },
    { InstanceType: 'm6i.large', AvailabilityZone: 'eu-west-1a', At: '2026-11-20T09:00:00Z', UsdPerHour: 0.042 },
    { InstanceType: 'm6i.large', AvailabilityZone: 'eu-west-1a', At: '2026-11-20T13:00:00Z', UsdPerHour: 0.9 },
    { InstanceType: 'm6i.large', AvailabilityZone: 'eu-west-1b', At: '2026-11-01T00:00:00Z', UsdPerHour: 0.05 },
  ],
  Fargate: {
    x86_64: { VcpuUsdPerHour: 0.04048, GibUsdPerHour: 0.004445, SpotVcpuUsdPerHour: 0.0121, SpotGibUsdPerHour: 0.0013 },
    arm64: { VcpuUsdPerHour: 0.03238, GibUsdPerHour: 0.00356 },
  },
};
const need = (key: string, atMillis = NOW - HOUR) => ({ key, atMillis });
const spot = (zone: string, type = 'm6i.large', day = TODAY) => `spot/${type}/${zone}/${day}`;
const deploy = (variables?: Record<string, string>) => DeployedPricing.deploy(stage, list, PRICES, variables);
const secondsFromNow = (days: number) => String(NOW / 1000 + days * 86_400);

describe('prices of instance types', () => {
  test('are those of Linux on shared tenancy, of several types by one signed call', async () => {
    const pricing = await deploy();
    expect(
      await pricing.deliver(
        priceLookup([need('instance-type/m6i.large'), need('instance-type/g5.2xlarge'), need('instance-type/u-6tb1.56xlarge')]),
      ),
    ).toEqual([]);
    expect(await pricing.row('instance-type/m6i.large')).toEqual({
      PriceKey: 'instance-type/m6i.large',
      ReadAt: String(NOW),
      Vcpus: '2',
      MemoryMiB: '8192',
      Gpus: '0',
      OnDemandUsdPerHour: '0.107',
      InUseUntil: secondsFromNow(14),
      ExpiresAt: secondsFromNow(30),
    });
    expect(await pricing.row('instance-type/g5.2xlarge')).toMatchObject({ Gpus: '1', OnDemandUsdPerHour: '1.353' });
    expect(await pricing.row('instance-type/u-6tb1.56xlarge')).toMatchObject({ MemoryMiB: '6291456' });
    expect(list.requests).toHaveLength(1);
    expect(list.requests[0].headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSPriceListService.GetProducts',
      authorization: expect.stringContaining('/eu-central-1/pricing/aws4_request'),
    });
    expect(JSON.parse(list.requests[0].body)).toMatchObject({ ServiceCode: 'AmazonEC2', MaxResults: 100, FormatVersion: 'aws_v1' });
    expect(pricing.lines.all).toEqual([]);
  });

  test('are read page by page, and thirty types a call', async () => {
    const names = Array.from({ length: 31 }, (_, index) => `c${index}.large`);
    const InstanceTypes = names.map((InstanceType) => ({ InstanceType, Vcpus: 2, MemoryMiB: 4096, OnDemandUsdPerHour: 0.1 }));
    const pricing = await DeployedPricing.deploy(stage, list, { InstanceTypes });
    await pricing.deliver(priceLookup(names.map((name) => need(`instance-type/${name}`))));
    expect(list.requests).toHaveLength(2);
    expect(await pricing.row('instance-type/c30.large')).toMatchObject({ OnDemandUsdPerHour: '0.1' });
  });

  test('follow the token of a page', async () => {
    const pricing = await deploy();
    const answer = list.answer;
    list.answer = (request) => answer({ ...request, body: request.body.replace('"MaxResults":100', '"MaxResults":1') });
    await pricing.deliver(priceLookup([need('instance-type/m6i.large'), need('instance-type/g5.2xlarge')]));
    expect(list.requests.length).toBe(2);
    expect(await pricing.row('instance-type/g5.2xlarge')).toMatchObject({ Vcpus: '8' });
  });

  test('that never end are given up, and the log says so', async () => {
    const pricing = await deploy();
    list.answer = () => answerJson({ PriceList: [], NextToken: 'more' });
    expect(await pricing.deliver(priceLookup([need('instance-type/m6i.large')]))).toHaveLength(1);
    expect(await pricing.row('instance-type/m6i.large')).toBeUndefined();
    expect(list.requests).toHaveLength(20);
    expect(pricing.lines.raw.join()).toContain('more than 20 pages');
  });

  test('that the list does not have leave a row without prices, so that they are not asked for again', async () => {
    const pricing = await deploy();
    const lookup = priceLookup([need('instance-type/x9.huge')]);
    await pricing.deliver(lookup);
    expect(await pricing.row('instance-type/x9.huge')).toEqual({
      PriceKey: 'instance-type/x9.huge',
      ReadAt: String(NOW),
      InUseUntil: secondsFromNow(14),
      ExpiresAt: secondsFromNow(30),
    });
    await pricing.deliver(lookup);
    expect(list.requests).toHaveLength(1);
  });

  test('that are no longer listed are removed', async () => {
    const pricing = await deploy();
    await pricing.deliver(priceLookup([need('instance-type/m6i.large')]));
    list.answer = () => ({ status: 200, body: '{"PriceList":[]}' });
    stage.now = NOW + 1;
    await pricing.deliver(PRICE_REFRESH);
    expect(await pricing.row('instance-type/m6i.large')).not.toHaveProperty('OnDemandUsdPerHour');
  });

  test('that are listed twice with different prices are unknown', async () => {
    const pricing = await deploy();
    const answer = list.answer;
    list.answer = async (request) => {
      const { body } = (await answer(request)) as { body: string };
      const page = JSON.parse(body) as { PriceList: string[] };
      return {
        status: 200,
        body: JSON.stringify({ PriceList: [...page.PriceList, page.PriceList[0].replace('0.1070000000', '0.2000000000')] }),
      };
    };
    await pricing.deliver(priceLookup([need('instance-type/m6i.large')]));
    expect(await pricing.row('instance-type/m6i.large')).not.toHaveProperty('OnDemandUsdPerHour');
  });

  test.each([
    ['a price in another currency', '"USD":"0.1070000000"', '"CNY":"0.1070000000"'],
    ['a price of zero', '0.1070000000', '0.0000000000'],
    ['the price of a Capacity Block', '"marketoption":"OnDemand"', '"marketoption":"CapacityBlock"'],
    ['the price of Windows, which the filters exclude', '"operatingSystem":"Linux"', '"operatingSystem":"Windows"'],
  ])('are not taken from %s', async (_what, from, to) => {
    const pricing = await deploy();
    const answer = list.answer;
    list.answer = async (request) => {
      const { body } = (await answer(request)) as { body: string };
      const page = JSON.parse(body) as { PriceList: string[] };
      return { status: 200, body: JSON.stringify({ PriceList: page.PriceList.map((text) => text.replace(from, to)) }) };
    };
    await pricing.deliver(priceLookup([need('instance-type/m6i.large')]));
    expect(await pricing.row('instance-type/m6i.large')).not.toHaveProperty('OnDemandUsdPerHour');
  });
});

describe('Spot prices', () => {
  test('are those in force in the day until now, of each zone', async () => {
    const pricing = await deploy();
    await pricing.deliver(priceLookup([need('instance-type/m6i.large'), need(spot('eu-west-1a')), need(spot('eu-west-1b'))]));
    expect(await pricing.row(spot('eu-west-1a'))).toEqual({
      PriceKey: spot('eu-west-1a'),
      ReadAt: String(NOW),
      SpotPrices: `[[${Date.parse('2026-11-20T09:00:00Z')},0.042],[${Date.parse('2026-11-19T03:00:00Z')},0.041]]`,
      ExpiresAt: secondsFromNow(30),
    });
    expect(await pricing.row(spot('eu-west-1b'))).toMatchObject({ SpotPrices: `[[${Date.parse('2026-11-01T00:00:00Z')},0.05]]` });
    expect(stage.ec2.requests).toHaveLength(1);
  });

  test('of a day that is over have its whole day', async () => {
    const pricing = await deploy();
    await pricing.deliver(priceLookup([need(spot('eu-west-1a', 'm6i.large', '2026-11-19'), NOW - 30 * HOUR)]));
    expect(await pricing.row(spot('eu-west-1a', 'm6i.large', '2026-11-19'))).toMatchObject({
      SpotPrices: `[[${Date.parse('2026-11-19T03:00:00Z')},0.041],[${Date.parse('2026-11-18T03:00:00Z')},0.04]]`,
    });
    expect(new URLSearchParams(stage.ec2.requests[0].body).get('EndTime')).toBe('2026-11-19T23:59:59.999Z');
  });

  test('of a day to come are not asked for', async () => {
    const pricing = await deploy();
    expect(await pricing.deliver(priceLookup([need(spot('eu-west-1a', 'm6i.large', '2026-11-21'), NOW + 13 * HOUR)]))).toEqual([]);
    expect(stage.ec2.requests).toEqual([]);
  });

  test('follow tokens, and end with an empty one', async () => {
    const pricing = await deploy();
    const answer = stage.ec2.answer;
    stage.ec2.answer = (request) => answer({ ...request, body: request.body.replace('MaxResults=1000', 'MaxResults=1') });
    await pricing.deliver(priceLookup([need(spot('eu-west-1a')), need(spot('eu-west-1b'))]));
    expect(stage.ec2.requests).toHaveLength(3);
    expect(await pricing.row(spot('eu-west-1b'))).toMatchObject({ SpotPrices: expect.stringContaining('0.05') });
  });

  test('that never end are given up, and no part of them is written', async () => {
    const pricing = await deploy();
    const answer = stage.ec2.answer;
    stage.ec2.answer = async (request) => {
      const { body } = (await answer(request)) as { body: string };
      return { status: 200, body: body.replace('<nextToken></nextToken>', '<nextToken>more</nextToken>') };
    };
    expect(await pricing.deliver(priceLookup([need(spot('eu-west-1a'))]))).toHaveLength(1);
    expect(await pricing.row(spot('eu-west-1a'))).toBeUndefined();
    expect(stage.ec2.requests).toHaveLength(30);
  });

  test('of several types in a zone are not mixed up', async () => {
    const change = { AvailabilityZone: 'eu-west-1a', At: '2026-11-20T09:00:00Z' };
    const Spot = [
      { ...change, InstanceType: 'm6i.large', UsdPerHour: 0.04 },
      { ...change, InstanceType: 'g5.2xlarge', UsdPerHour: 0.6 },
    ];
    const pricing = await DeployedPricing.deploy(stage, list, { Spot });
    await pricing.deliver(priceLookup([need(spot('eu-west-1a')), need(spot('eu-west-1a', 'g5.2xlarge'))]));
    const at = Date.parse(change.At);
    expect(await pricing.row(spot('eu-west-1a'))).toMatchObject({ SpotPrices: `[[${at},0.04]]` });
    expect(await pricing.row(spot('eu-west-1a', 'g5.2xlarge'))).toMatchObject({ SpotPrices: `[[${at},0.6]]` });
  });

  test('of a day that begins at this moment are those of the day before', async () => {
    const pricing = await deploy();
    stage.now = Date.parse(TODAY);
    await pricing.deliver(priceLookup([need(spot('eu-west-1a'), stage.now)]));
    expect(await pricing.row(spot('eu-west-1a'))).toMatchObject({ SpotPrices: `[[${Date.parse('2026-11-19T03:00:00Z')},0.041]]` });
  });

  test('of a type without Spot capacity leave an empty row', async () => {
    const pricing = await deploy();
    await pricing.deliver(priceLookup([need(spot('eu-west-1a', 'p5.4xlarge'))]));
    expect(await pricing.row(spot('eu-west-1a', 'p5.4xlarge'))).toMatchObject({ SpotPrices: '[]' });
  });

  test('are asked for once, although a hundred jobs wait for them', async () => {
    const pricing = await deploy();
    const lookup = priceLookup([need(spot('eu-west-1a'))]);
    await pricing.deliver(...Array.from({ length: 100 }, () => lookup));
    await pricing.deliver(lookup);
    expect(stage.ec2.requests).toHaveLength(1);
  });

  test('are read again for a start after the last reading', async () => {
    const pricing = await deploy();
    await pricing.deliver(priceLookup([need(spot('eu-west-1a'))]));
    stage.now = NOW + 2 * HOUR;
    await pricing.deliver(priceLookup([need(spot('eu-west-1a'), NOW + 1)]));
    expect(await pricing.row(spot('eu-west-1a'))).toMatchObject({ SpotPrices: expect.stringContaining('0.9') });
  });
});

test('prices of Fargate are those of Linux by architecture, absent where the list has none', async () => {
  const pricing = await deploy();
  await pricing.deliver(priceLookup([need('fargate/x86_64'), need('fargate/arm64')]));
  expect((JSON.parse(list.requests[0].body) as { Filters: object[] }).Filters).toContainEqual({
    Type: 'CONTAINS',
    Field: 'usagetype',
    Value: 'Fargate',
  });
  expect(await pricing.row('fargate/x86_64')).toMatchObject({
    VcpuUsdPerHour: '0.04048',
    GibUsdPerHour: '0.004445',
    SpotVcpuUsdPerHour: '0.0121',
    SpotGibUsdPerHour: '0.0013',
  });
  const arm = await pricing.row('fargate/arm64');
  expect(arm).toMatchObject({ VcpuUsdPerHour: '0.03238', GibUsdPerHour: '0.00356' });
  expect(arm).not.toHaveProperty('SpotVcpuUsdPerHour');
  expect(list.requests).toHaveLength(1);
});

describe('prices of Fargate', () => {
  const hour = (usagetype: string | undefined, USD?: string) => ({
    product: { attributes: { usagetype } },
    terms: USD && { OnDemand: { term: { priceDimensions: { rate: { pricePerUnit: { USD } } } } } },
  });
  const rowOf = async (...products: readonly object[]) => {
    const pricing = await deploy();
    list.answer = () => answerJson({ PriceList: products.map((product) => JSON.stringify(product)) });
    expect(await pricing.deliver(priceLookup([need('fargate/x86_64')]))).toEqual([]);
    return pricing.row('fargate/x86_64');
  };

  test('may be listed without a Region, and beside products without a price', async () => {
    const row = await rowOf(hour('Fargate-GB-Hours', '0.004'), hour('Fargate-GB-Hours'), hour(undefined, '7'));
    expect(row).toMatchObject({ GibUsdPerHour: '0.004' });
  });

  test.each(['EUW1-Fargate-GB-Hours-Windows', 'EUW1-Other-Fargate-GB-Hours', 'EUW1-Fargate-EphemeralStorage-GB-Hours'])(
    'are not those of %s',
    async (usagetype) => expect(await rowOf(hour(usagetype, '7'))).not.toHaveProperty('GibUsdPerHour'),
  );
});

describe('the schedule', () => {
  test('reads prices in use again, of today, and no others', async () => {
    const pricing = await deploy();
    await pricing.deliver(priceLookup([need('instance-type/m6i.large'), need(spot('eu-west-1a')), need('fargate/x86_64')]));
    stage.now = NOW + 24 * HOUR;
    expect(await pricing.deliver(PRICE_REFRESH)).toEqual([]);
    expect(await pricing.row('instance-type/m6i.large')).toMatchObject({ ReadAt: String(stage.now), InUseUntil: secondsFromNow(14) });
    expect(await pricing.row('fargate/x86_64')).toMatchObject({ ReadAt: String(stage.now) });
    expect(await pricing.row(spot('eu-west-1a', 'm6i.large', '2026-11-21'))).toMatchObject({ SpotPrices: expect.stringContaining('0.9') });
    expect(await pricing.row(spot('eu-west-1a'))).toMatchObject({ ReadAt: String(NOW) });
  });

  test('is served in the batch of a lookup', async () => {
    const pricing = await deploy();
    await pricing.deliver(priceLookup([need('instance-type/m6i.large')]));
    stage.now = NOW + 24 * HOUR;
    await pricing.deliver(priceLookup([need('instance-type/g5.2xlarge')]), PRICE_REFRESH);
    expect(await pricing.row('instance-type/m6i.large')).toMatchObject({ ReadAt: String(stage.now) });
  });

  test('reads prices of all pages of the table, and skips a row whose key has no meaning', async () => {
    const pricing = await deploy();
    await pricing.deliver(priceLookup([need('instance-type/m6i.large')]));
    stage.now = NOW + 24 * HOUR;
    const scanned = ['no key', 'instance-type/g5.2xlarge'].map((key) => ({
      PriceKey: { S: key },
      InUseUntil: { N: secondsFromNow(2) },
      AvailabilityZones: { SS: ['eu-west-1a'] },
    }));
    stage.dynamodb.answer = ({ operation, body }) => {
      if (operation !== 'Scan') return undefined;
      const isFirst = !body.includes('ExclusiveStartKey');
      return answerJson(isFirst ? { Items: [scanned[0]], LastEvaluatedKey: { PriceKey: { S: 'no key' } } } : { Items: [scanned[1]] });
    };
    expect(await pricing.deliver(PRICE_REFRESH)).toEqual([]);
    expect(await pricing.row('instance-type/g5.2xlarge')).toMatchObject({ OnDemandUsdPerHour: '1.353' });
    expect(stage.ec2.requests).toHaveLength(1);
  });

  test('asks nothing of AWS if no job needed a price for two weeks, or ever', async () => {
    const pricing = await deploy();
    await pricing.deliver(PRICE_REFRESH);
    expect(list.requests).toEqual([]);
    await pricing.deliver(priceLookup([need('instance-type/m6i.large'), need(spot('eu-west-1a'))]));
    stage.now = NOW + 14 * 24 * HOUR;
    await pricing.deliver(PRICE_REFRESH);
    expect([list.requests.length, stage.ec2.requests.length]).toEqual([1, 1]);
  });
});

describe('a price list of another form', () => {
  const price = (USD: string) => ({ OnDemand: { term: { priceDimensions: { rate: { pricePerUnit: { USD } } } } } });
  const attributes = {
    ...{ instanceType: 'm6i.large', operatingSystem: 'Linux', tenancy: 'Shared', preInstalledSw: 'NA', capacitystatus: 'Used' },
    ...{ vcpu: '2', memory: '8 GiB' },
  };
  const rowOf = async (...products: readonly object[]) => {
    const pricing = await deploy();
    list.answer = () => ({ status: 200, body: JSON.stringify({ PriceList: products.map((product) => JSON.stringify(product)) }) });
    expect(await pricing.deliver(priceLookup([need('instance-type/m6i.large'), need('fargate/arm64')]))).toEqual([]);
    return pricing.row('instance-type/m6i.large');
  };

  test.each<[string, object]>([
    ['no attributes', { product: {}, terms: price('0.1') }],
    ['no product', { terms: price('0.1') }],
    ['no terms', { product: { attributes } }],
    ['no price dimensions', { product: { attributes }, terms: { OnDemand: { term: {} } } }],
    ['a price in another currency', { product: { attributes }, terms: { OnDemand: { term: { priceDimensions: { rate: {} } } } } }],
    ['a capacity block', { product: { attributes: { ...attributes, marketoption: 'CapacityBlock' } }, terms: price('0.1') }],
  ])('has no price if a product has %s', async (_, product) => {
    expect(await rowOf(product)).not.toHaveProperty('OnDemandUsdPerHour');
  });

  test.each([
    ['8,192 MiB', '2'],
    ['.,. GiB', '2'],
    ['up to 8 GiB', '2'],
    ['8 GiB or more', '2'],
    [undefined, 'many'],
    [undefined, undefined],
  ])('has a price, and no size that cannot be read: %s, %s', async (memory, vcpu) => {
    const row = await rowOf({ product: { attributes: { ...attributes, memory, vcpu } }, terms: price('0.1') });
    expect(row).toMatchObject({ OnDemandUsdPerHour: '0.1' });
    expect(row).not.toHaveProperty('MemoryMiB');
    expect(row?.Vcpus).toBe(vcpu === '2' ? '2' : undefined);
  });

  test('has the price of a product that is also listed without one', async () => {
    expect(await rowOf({ product: { attributes } }, { product: { attributes }, terms: price('0.1') })).toMatchObject({
      OnDemandUsdPerHour: '0.1',
    });
  });

  test('has no products', async () => {
    const pricing = await deploy();
    list.answer = () => ({ status: 200, body: '{}' });
    expect(await pricing.deliver(priceLookup([need('instance-type/m6i.large')]))).toEqual([]);
    expect(await pricing.row('instance-type/m6i.large')).not.toHaveProperty('OnDemandUsdPerHour');
  });
});

test('Spot prices of nothing, or of no time, are left out', async () => {
  const pricing = await deploy();
  const answer = stage.ec2.answer;
  stage.ec2.answer = async (request) => {
    const { body } = (await answer(request)) as { body: string };
    return {
      status: 200,
      body: body
        .replace(/<spotPrice>[^<]*/, '<spotPrice>0')
        .replace(/<timestamp>[^<]*(?=<\/timestamp>(?![\s\S]*<timestamp>))/, '<timestamp>never'),
    };
  };
  await pricing.deliver(priceLookup([need(spot('eu-west-1a'))]));
  const row = await pricing.row(spot('eu-west-1a'));
  expect(String(row?.SpotPrices)).not.toContain(',0]');
});

test('a table whose pages are empty has no prices in use', async () => {
  const pricing = await deploy();
  stage.dynamodb.answer = (request) => (request.operation === 'Scan' ? answerJson({}) : undefined);
  expect(await pricing.deliver(PRICE_REFRESH)).toEqual([]);
  expect(list.requests).toEqual([]);
});

describe('failures', () => {
  test('of one API leave what the other has, and the message comes again', async () => {
    const pricing = await deploy();
    list.answer = () => answerError('AccessDeniedException');
    const lookup = priceLookup([need('instance-type/m6i.large'), need(spot('eu-west-1a'))]);
    expect(await pricing.deliver(lookup)).toHaveLength(1);
    expect(await pricing.row(spot('eu-west-1a'))).toBeDefined();
    expect(await pricing.row('instance-type/m6i.large')).toBeUndefined();
    expect(pricing.lines.all).toEqual([expect.objectContaining({ RecordType: 'processing-failed', Subject: 'pricing' })]);
  });

  test('by throttling are tried again', async () => {
    const pricing = await deploy();
    const answer = list.answer;
    list.answer = (request) => (list.requests.length < 3 ? answerError('ThrottlingException') : answer(request));
    expect(await pricing.deliver(priceLookup([need('instance-type/m6i.large')]))).toEqual([]);
    expect(list.requests).toHaveLength(3);
  });

  test('of the table fail all messages', async () => {
    const pricing = await deploy({ PRICE_TABLE: 'no-such-table' });
    expect(await pricing.deliver(priceLookup([need('instance-type/m6i.large')]), PRICE_REFRESH)).toHaveLength(2);
    expect(pricing.lines.all).toEqual([expect.objectContaining({ Subject: 'the price table' })]);
  });

  test('for lack of time come before any call, and the message comes again', async () => {
    const pricing = await deploy();
    expect(await pricing.deliverMessages(messagesOf([PRICE_REFRESH]), () => 0)).toHaveLength(1);
    expect(stage.dynamodb.of('Scan')).toEqual([]);
  });

  test('are reported for each API that failed', async () => {
    const pricing = await deploy();
    list.answer = () => answerError('AccessDeniedException');
    stage.ec2.answer = () => ({ status: 403, body: '' });
    await pricing.deliver(priceLookup([need('instance-type/m6i.large'), need('fargate/arm64'), need(spot('eu-west-1a'))]));
    expect(pricing.lines.all.map(({ Subject }) => Subject)).toEqual(['pricing', 'pricing', 'ec2']);
  });

  test.each([
    ['a key that is none', priceLookup([need('instance-type/m6i.large,x')])],
    ['a need without a time', { 'detail-type': 'Price Lookup', detail: { needs: [{ key: 'fargate/arm64' }] } }],
    ['another detail type', { 'detail-type': 'Price Listing', detail: {} }],
    ['no detail', { 'detail-type': 'Price Lookup' }],
    ['no object', 'price'],
  ])('%s is rejected, and the others are served', async (_what, message) => {
    const pricing = await deploy();
    const messages = messagesOf([message, priceLookup([need('fargate/arm64')])]);
    expect(await pricing.deliverMessages(messages)).toEqual([messages[0].id]);
    expect(await pricing.row('fargate/arm64')).toBeDefined();
    expect(pricing.lines.all).toEqual([expect.objectContaining({ RecordType: 'event-rejected' })]);
  });

  test('an answer that is torn or of another form fails the message', async () => {
    const pricing = await deploy();
    stage.ec2.answer = () => ({ status: 200, body: '<html>' });
    list.answer = () => ({ status: 200, body: '{"PriceList":["{"]}' });
    expect(await pricing.deliver(priceLookup([need(spot('eu-west-1a')), need('instance-type/m6i.large')]))).toHaveLength(1);
    expect(await pricing.row('instance-type/m6i.large')).toBeUndefined();
  });
});

test('an older reading never overwrites a newer one', async () => {
  const pricing = await deploy();
  const answer = stage.ec2.answer;
  await pricing.deliver(priceLookup([need(spot('eu-west-1a'))]));
  stage.now = NOW - HOUR;
  stage.ec2.answer = answer;
  await pricing.deliver(priceLookup([need(spot('eu-west-1a'), NOW + 1)]));
  expect(await pricing.row(spot('eu-west-1a'))).toMatchObject({ ReadAt: String(NOW) });
});
