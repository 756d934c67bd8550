import { WantedPrices } from '../../../src/domain/cost/wanted-prices';

test('prices are ordered by the calls that read them, and a key without a meaning is none', () => {
  const wanted = WantedPrices.ofKeys([
    'instance-type/m6i.large',
    'fargate/arm64',
    'spot/m6i.large/eu-west-1a/2026-11-20',
    'spot/m6i.large/eu-west-1b/2026-11-20',
    'spot/m6i.large/eu-west-1a/2026-11-21',
    'no key',
  ]);
  expect(wanted.instanceTypes).toEqual(['m6i.large']);
  expect(wanted.fargateArchitectures).toEqual(['arm64']);
  expect([...wanted.spotDays.keys()]).toEqual(['2026-11-20', '2026-11-21']);
});

test('zones are those of a type on all days, each once', () => {
  const wanted = WantedPrices.ofKeys([
    'spot/m6i.large/eu-west-1a/2026-11-20',
    'spot/m6i.large/eu-west-1a/2026-11-21',
    'spot/m6i.large/eu-west-1b/2026-11-21',
    'spot/c7g.large/eu-west-1c/2026-11-21',
    'instance-type/m6i.large',
    'instance-type/m6i.large',
  ]);
  expect(wanted.zones()).toEqual([
    ['m6i.large', ['eu-west-1a', 'eu-west-1b']],
    ['c7g.large', ['eu-west-1c']],
  ]);
  expect(wanted.instanceTypes).toEqual(['m6i.large']);
  expect(WantedPrices.ofKeys(['fargate/arm64']).zones()).toEqual([]);
});
