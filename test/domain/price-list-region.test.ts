import { PRICE_LIST_REGIONS, priceListRegion } from '../../src/domain/names/price-list-region';

test.each([
  ['us-east-2', 'us-east-1'],
  ['sa-east-1', 'us-east-1'],
  ['eu-west-1', 'eu-central-1'],
  ['me-south-1', 'eu-central-1'],
  ['af-south-1', 'eu-central-1'],
  ['il-central-1', 'eu-central-1'],
  ['ap-northeast-1', 'ap-south-1'],
  ['cn-north-1', 'cn-northwest-1'],
])('%s asks the price list in %s', (region, of) => {
  expect(priceListRegion(region)).toBe(of);
  expect(PRICE_LIST_REGIONS).toContain(of);
});

test.each(['us-gov-west-1', 'us-gov-east-1', 'us-iso-east-1', 'us-isob-east-1', 'us-isof-south-1', 'eu-isoe-west-1', 'eusc-de-east-1'])(
  '%s has no price list',
  (region) => expect(priceListRegion(region)).toBeUndefined(),
);
