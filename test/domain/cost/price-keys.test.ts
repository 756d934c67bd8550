import { fargateKey, hasListPrice, instanceTypeKey, readPriceKey, spotDayKey, spotKey } from '../../../src/domain/cost/price-keys';

test('keys are read back as they were written', () => {
  expect(readPriceKey(instanceTypeKey('u-6tb1.112xlarge'))).toEqual({ kind: 'instance-type', instanceType: 'u-6tb1.112xlarge' });
  expect(readPriceKey(fargateKey('arm64'))).toEqual({ kind: 'fargate', architecture: 'arm64' });
  expect(readPriceKey(spotKey('m6i.large', 'us-west-2-lax-1a', Date.UTC(2026, 1, 25, 23, 59)))).toEqual({
    kind: 'spot',
    instanceType: 'm6i.large',
    availabilityZone: 'us-west-2-lax-1a',
    day: '2026-02-25',
  });
});

test.each([
  '',
  'instance-type/',
  'instance-type/m6i.large/x',
  'instance-type/m6i.large,m6i.xlarge',
  'instance-type/M6I',
  `instance-type/${'a'.repeat(65)}`,
  'fargate/ppc64',
  'spot/m6i.large/eu-west-1a',
  spotDayKey('m6i.large', 'eu-west-1a', '2026-02-30'),
  spotDayKey('m6i large', 'eu-west-1a', '2026-02-25'),
  ' instance-type/m6i.large',
  'constructor',
])('%j is no key', (key) => expect(readPriceKey(key)).toBeUndefined());

test.each<[string, boolean]>([
  ['eu-west-1a', true],
  ['us-gov-west-1b', true],
  ['us-west-2-lax-1a', false],
  ['us-east-1-wl1-bos-wlz-1', false],
  ['us-west-2-lake-tahoe-1a', false],
  ['us-east-1a-edge-1', false],
  ['use1-az1', false],
])('capacity in the zone %s has the list price of its Region: %s', (zone, expected) => expect(hasListPrice(zone)).toBe(expected));
