import { WantedPrices } from '../../../src/domain/cost/wanted-prices';

test('a day for which no Spot price is wanted has no zones', () => {
  const wanted = WantedPrices.ofKeys(['spot/m6i.large/eu-west-1a/2026-11-20', 'instance-type/m6i.large', 'instance-type/m6i.large']);
  expect(wanted.zonesOf('2026-11-20')).toEqual([['m6i.large', ['eu-west-1a']]]);
  expect(wanted.zonesOf('2026-11-21')).toEqual([]);
  expect(wanted.instanceTypes).toEqual(['m6i.large']);
});
