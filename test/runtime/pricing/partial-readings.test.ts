import { DeployedPricing } from './deployed-pricing';
import { WorldPrices } from '../../../lab/replay/standins/world';
import { priceLookup } from '../../../src/domain/cost/price-request';
import { PRICE_REFRESH } from '../../../src/domain/names/price-refresh';
import { NOW, useStage } from '../stage/stage';
import { answerError, Wire } from '../stage/wire';

const stage = useStage();
let list: Wire;
beforeAll(async () => {
  list = await new Wire().listen();
});
beforeEach(() => list.reset());
afterAll(() => list.stop());

const types = (count: number) => Array.from({ length: count }, (_, index) => `c${index}.large`);
const pricesOf = (names: readonly string[]): WorldPrices => ({
  InstanceTypes: names.map((InstanceType) => ({ InstanceType, Vcpus: 2, MemoryMiB: 4096, OnDemandUsdPerHour: 0.1 })),
  Spot: names.map((InstanceType) => ({ InstanceType, AvailabilityZone: 'eu-west-1a', At: '2026-11-01T00:00:00Z', UsdPerHour: 0.04 })),
});
const need = (key: string) => ({ key, atMillis: NOW - 3_600_000 });
const spot = (type: string) => `spot/${type}/eu-west-1a/2026-11-20`;
/** The first calls are answered, and all later ones refused until `list` is answered again. */
function refuseAfter(calls: number): () => void {
  const { answer } = list;
  let count = 0;
  list.answer = (request) => ((count += 1) > calls ? answerError('AccessDeniedException') : answer(request));
  return () => {
    list.answer = answer;
  };
}

test('prices that were read before a call failed stay, and the next try reads the others alone', async () => {
  const names = types(61);
  const pricing = await DeployedPricing.deploy(stage, list, pricesOf(names));
  const restore = refuseAfter(2);
  const lookup = priceLookup(names.map((name) => need(`instance-type/${name}`)));
  expect(await pricing.deliver(lookup)).toHaveLength(1);
  expect(await pricing.row('instance-type/c59.large')).toMatchObject({ OnDemandUsdPerHour: '0.1' });
  expect(await pricing.row('instance-type/c60.large')).toBeUndefined();
  restore();
  const before = list.requests.length;
  expect(await pricing.deliver(lookup)).toEqual([]);
  expect(list.requests.slice(before).map(({ body }) => (JSON.parse(body) as { Filters: { Value: string }[] }).Filters[0].Value)).toEqual([
    'c60.large',
  ]);
});

test('fifty types are asked for in a call for Spot prices, and those of a call are written before the next one', async () => {
  const names = types(51);
  const pricing = await DeployedPricing.deploy(stage, list, pricesOf(names));
  const { answer } = stage.ec2;
  stage.ec2.answer = (request) => (request.body.includes('c50.large') ? answerError('UnauthorizedOperation') : answer(request));
  expect(await pricing.deliver(priceLookup(names.map((name) => need(spot(name)))))).toHaveLength(1);
  expect(await pricing.row(spot('c49.large'))).toBeDefined();
  expect(await pricing.row(spot('c50.large'))).toBeUndefined();
});

test('a zone is refreshed on schedule, although the list price of its type was only read at the second try', async () => {
  const pricing = await DeployedPricing.deploy(stage, list, pricesOf(['c0.large']));
  const lookup = priceLookup([need('instance-type/c0.large'), need(spot('c0.large'))]);
  const restore = refuseAfter(0);
  expect(await pricing.deliver(lookup)).toHaveLength(1);
  restore();
  expect(await pricing.deliver(lookup)).toEqual([]);
  expect(await pricing.row('instance-type/c0.large')).toMatchObject({ AvailabilityZones: ['eu-west-1a'] });
});

describe('where AWS has no price list', () => {
  test.each(['us-gov-west-1', 'eusc-de-east-1'])('as in %s, a row without prices says so, and nothing fails', async (region) => {
    const pricing = await DeployedPricing.deploy(stage, list, pricesOf(['c0.large']), { AWS_REGION: region });
    expect(await pricing.deliver(priceLookup([need('instance-type/c0.large'), need('fargate/arm64')]))).toEqual([]);
    expect(await pricing.row('instance-type/c0.large')).toEqual(expect.objectContaining({ ReadAt: String(NOW) }));
    expect(await pricing.row('instance-type/c0.large')).not.toHaveProperty('OnDemandUsdPerHour');
    expect(await pricing.row('fargate/arm64')).not.toHaveProperty('VcpuUsdPerHour');
    expect(await pricing.deliver(PRICE_REFRESH)).toEqual([]);
    expect(list.requests).toEqual([]);
  });
});

test('a type whose GPUs cannot be read has no price: its shares would not be known', async () => {
  const pricing = await DeployedPricing.deploy(stage, list, pricesOf(['c0.large']));
  const { answer } = list;
  list.answer = async (request) => {
    const { body } = (await answer(request)) as { body: string };
    const page = JSON.parse(body) as { PriceList: string[] };
    return {
      status: 200,
      body: JSON.stringify({ PriceList: page.PriceList.map((text) => text.replace('"vcpu":', '"gpu":"NA","vcpu":')) }),
    };
  };
  await pricing.deliver(priceLookup([need('instance-type/c0.large')]));
  expect(await pricing.row('instance-type/c0.large')).not.toHaveProperty('OnDemandUsdPerHour');
});
