import * as fc from 'fast-check';
import { attemptCost, PricedAttempt, priceNeeds } from '../../../src/domain/cost/attempt-cost';
import { PriceBook, PriceRow } from '../../../src/domain/cost/price-book';
import { fargateKey, instanceTypeKey, spotKey } from '../../../src/domain/cost/price-keys';
import { runs } from '../../property-runs';

const START = Date.UTC(2026, 1, 25, 6);
const HOUR = 3_600_000;
const TYPE: PriceRow = { readAtMillis: START, vcpus: 2, memoryMiB: 8192, gpus: 0, onDemandUsdPerHour: 0.0979 };
const SPOT: PriceRow = {
  readAtMillis: START + HOUR,
  spotPrices: [
    { atMillis: START - 30 * HOUR, usdPerHour: 0.05 },
    { atMillis: START - HOUR, usdPerHour: 0.0311 },
    { atMillis: START + 1, usdPerHour: 0.9 },
  ],
};
const FARGATE: PriceRow = {
  readAtMillis: START,
  vcpuUsdPerHour: 0.04,
  gibUsdPerHour: 0.005,
  spotVcpuUsdPerHour: 0.012,
  spotGibUsdPerHour: 0.0015,
};

const book = (rows: Record<string, PriceRow> = {}): PriceBook =>
  new PriceBook(
    new Map(
      Object.entries({
        [instanceTypeKey('m6i.large')]: TYPE,
        [spotKey('m6i.large', 'eu-west-1a', START)]: SPOT,
        [fargateKey('x86_64')]: FARGATE,
        ...rows,
      }),
    ),
  );
const attempt = (more: Partial<PricedAttempt> = {}): PricedAttempt => ({
  purchaseOption: 'ON_DEMAND',
  instanceType: 'm6i.large',
  availabilityZone: 'eu-west-1a',
  startedAtMillis: START,
  runningSeconds: 3600,
  ...more,
});
const WHOLE = { vcpus: 2, memoryMiB: 8192 };
/** 0.9 × 1 + 0.1 × 2 of 0.9 × 2 + 0.1 × 8. */
const PART = { vcpus: 1, memoryMiB: 2048 };
const PART_SHARE = 1.1 / 2.6;

test('an attempt that requests the whole instance costs the price of the instance for its time', () => {
  expect(attemptCost(attempt(), WHOLE, book())).toEqual({ usd: 0.0979, onDemandUsd: 0.0979, spotUsd: 0.0311 });
  expect(attemptCost(attempt({ runningSeconds: 90 }), WHOLE, book()).usd).toBe(0.0024475);
});

test('eight attempts side by side cost one instance, not eight', () => {
  const eighth = { vcpus: 0.25, memoryMiB: 1024 };
  const cost = attemptCost(attempt(), eighth, book()).usd as number;
  expect(cost * 8).toBeCloseTo(0.0979, 7);
});

test('a Spot attempt costs the Spot price of its zone when it started, not a later or an earlier one', () => {
  const cost = attemptCost(attempt({ purchaseOption: 'SPOT' }), PART, book());
  expect(cost.usd).toBe(Math.round(0.0311 * PART_SHARE * 1e8) / 1e8);
  expect(cost.usd).toBe(cost.spotUsd);
  expect(cost.onDemandUsd).toBe(Math.round(0.0979 * PART_SHARE * 1e8) / 1e8);
});

test.each([
  ['exactly when a price comes into force', START - HOUR, 0.0311],
  ['a moment before', START - HOUR - 1, 0.05],
])('an attempt that starts %s has the price of that moment', (_when, startedAtMillis, usd) => {
  const row = book({ [spotKey('m6i.large', 'eu-west-1a', startedAtMillis)]: SPOT });
  expect(attemptCost(attempt({ purchaseOption: 'SPOT', startedAtMillis }), WHOLE, row).usd).toBe(usd);
});

test('prices need not be in order', () => {
  const reversed = book({ [spotKey('m6i.large', 'eu-west-1a', START)]: { ...SPOT, spotPrices: [...(SPOT.spotPrices ?? [])].reverse() } });
  expect(reversed.spotUsdPerHour('m6i.large', 'eu-west-1a', START)).toBe(0.0311);
});

test('GPUs weigh ten times as much as vCPUs', () => {
  const row = { ...TYPE, vcpus: 8, memoryMiB: 32_768, gpus: 1, onDemandUsdPerHour: 1 };
  const cost = attemptCost(
    attempt({ instanceType: 'g5.2xlarge' }),
    { vcpus: 4, memoryMiB: 8192, gpus: 1 },
    book({ [instanceTypeKey('g5.2xlarge')]: row }),
  );
  expect(cost.usd).toBe(Math.round((13.4 / 19.4) * 1e8) / 1e8);
});

test('Fargate is paid by vCPU and GiB', () => {
  const onFargate = {
    purchaseOption: 'FARGATE_SPOT',
    fargateArchitecture: 'x86_64',
    startedAtMillis: START,
    runningSeconds: 1800,
  } as const;
  expect(attemptCost(onFargate, { vcpus: 2, memoryMiB: 4096 }, book())).toEqual({ usd: 0.015, onDemandUsd: 0.05, spotUsd: 0.015 });
  expect(attemptCost({ ...onFargate, purchaseOption: 'FARGATE' }, { vcpus: 2, memoryMiB: 4096 }, book()).usd).toBe(0.05);
  expect(attemptCost({ ...onFargate, fargateArchitecture: 'arm64' }, { vcpus: 2, memoryMiB: 4096 }, book())).toEqual({});
});

describe('what is not known is absent, never zero', () => {
  test.each<[string, PricedAttempt, Parameters<typeof attemptCost>[1]]>([
    ['the instance type', attempt({ instanceType: undefined }), WHOLE],
    ['the price of the type', attempt({ instanceType: 'm6i.xlarge' }), WHOLE],
    ['the duration', attempt({ runningSeconds: undefined }), WHOLE],
    ['the vCPUs', attempt(), { memoryMiB: 8192 }],
    ['the memory', attempt(), { vcpus: 2 }],
    ['the place of an attempt that never started', { startedAtMillis: undefined, runningSeconds: 0 }, WHOLE],
  ])('%s', (_what, unknown, requested) => expect(attemptCost(unknown, requested, book())).toEqual({}));

  test('the zone: only Spot prices depend on it', () => {
    expect(attemptCost(attempt({ availabilityZone: undefined }), WHOLE, book())).toEqual({ usd: 0.0979, onDemandUsd: 0.0979 });
    expect(attemptCost(attempt({ availabilityZone: undefined, purchaseOption: 'SPOT' }), WHOLE, book()).usd).toBeUndefined();
  });

  test.each(['CAPACITY_BLOCK', undefined] as const)('the price of %s, but not what else it would have cost', (purchaseOption) => {
    expect(attemptCost(attempt({ purchaseOption }), WHOLE, book())).toEqual({ onDemandUsd: 0.0979, spotUsd: 0.0311 });
  });

  test('the Spot price of a type that has none', () => {
    const none = book({ [spotKey('m6i.large', 'eu-west-1a', START)]: { readAtMillis: START, spotPrices: [] } });
    expect(attemptCost(attempt(), WHOLE, none)).toEqual({ usd: 0.0979, onDemandUsd: 0.0979 });
  });

  test.each(['us-west-2-lax-1a', 'us-east-1-wl1-bos-wlz-1', 'eu-west-1'])(
    'the list price in %s, which has prices of its own',
    (availabilityZone) => {
      const spot = {
        [spotKey('m6i.large', availabilityZone, START)]: { readAtMillis: START, spotPrices: [{ atMillis: START, usdPerHour: 0.05 }] },
      };
      expect(attemptCost(attempt({ availabilityZone }), WHOLE, book(spot))).toEqual({ spotUsd: 0.05 });
    },
  );

  test('the share of GPUs on an instance type that is not known to have any', () => {
    expect(attemptCost(attempt(), { ...WHOLE, gpus: 1 }, book())).toEqual({});
  });

  test.each(['vcpuUsdPerHour', 'gibUsdPerHour'])('the price of Fargate without its %s', (unknown) => {
    const onFargate = attempt({ purchaseOption: 'FARGATE', instanceType: undefined, fargateArchitecture: 'x86_64' });
    const half = { [fargateKey('x86_64')]: { ...FARGATE, [unknown]: undefined } };
    expect(attemptCost(onFargate, WHOLE, book(half))).toEqual({ spotUsd: 0.036 });
  });

  test('the share of an instance type without any capacity', () => {
    const empty = { [instanceTypeKey('m6i.large')]: { ...TYPE, vcpus: 0, memoryMiB: 0 } };
    expect(attemptCost(attempt(), WHOLE, book(empty))).toEqual({});
  });
});

test('an attempt that never started cost nothing, at any price', () => {
  const never = attempt({ startedAtMillis: undefined, runningSeconds: 0 });
  expect(attemptCost(never, WHOLE, new PriceBook(new Map()))).toEqual({ usd: 0, onDemandUsd: 0, spotUsd: 0 });
});

const amount = fc.integer({ min: 1, max: 1000 });

test('attempts that fit on an instance side by side never cost more than the instance', () => {
  const sizes = fc.array(fc.record({ vcpus: amount, memoryMiB: amount, gpus: fc.integer({ min: 0, max: 8 }) }), {
    minLength: 1,
    maxLength: 50,
  });
  const price = fc.double({ min: 1e-4, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(sizes, price, (parts, onDemandUsdPerHour) => {
      const sum = (of: 'vcpus' | 'memoryMiB' | 'gpus') => parts.reduce((total, part) => total + part[of], 0);
      const row = { ...TYPE, vcpus: sum('vcpus'), memoryMiB: sum('memoryMiB'), gpus: sum('gpus'), onDemandUsdPerHour };
      const prices = book({ [instanceTypeKey('m6i.large')]: row });
      const total = parts.reduce((usd, part) => usd + (attemptCost(attempt(), part, prices).usd as number), 0);
      // Each of the costs is rounded to 8 decimals.
      expect(Math.abs(total - onDemandUsdPerHour)).toBeLessThan(parts.length * 1e-8 + onDemandUsdPerHour * 1e-12);
    }),
    { numRuns: runs(400) },
  );
});

test('costs grow with time and price, and stay finite for numbers of any size', () => {
  const big = fc.double({ min: 0, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(big, big, big, (vcpus, runningSeconds, onDemandUsdPerHour) => {
      const prices = book({ [instanceTypeKey('m6i.large')]: { ...TYPE, onDemandUsdPerHour } });
      const cost = attemptCost(attempt({ runningSeconds }), { vcpus, memoryMiB: 1 }, prices).usd as number;
      const exact = (onDemandUsdPerHour * (0.9 * vcpus + 0.1 / 1024) * runningSeconds) / 2.6 / 3600;
      expect(Math.abs(cost - exact)).toBeLessThanOrEqual(1e-8 + exact * 1e-12);
    }),
    { numRuns: runs(400) },
  );
});

describe('the prices that an attempt needs', () => {
  test('are those of its type, and of its zone on the day of its start', () => {
    expect(priceNeeds(attempt())).toEqual([
      { key: 'instance-type/m6i.large', atMillis: START },
      { key: 'spot/m6i.large/eu-west-1a/2026-02-25', atMillis: START },
    ]);
    expect(priceNeeds(attempt({ availabilityZone: undefined }))).toEqual([{ key: 'instance-type/m6i.large', atMillis: START }]);
    // What is no name keeps no other price from being asked for.
    expect(priceNeeds(attempt({ instanceType: 'M6I large' }))).toEqual([]);
    expect(priceNeeds(attempt({ availabilityZone: 'eu/west' }))).toEqual([{ key: 'instance-type/m6i.large', atMillis: START }]);
    expect(priceNeeds(attempt({ instanceType: undefined, fargateArchitecture: 'arm64' }))).toEqual([
      { key: 'fargate/arm64', atMillis: START },
    ]);
  });

  test.each<[string, PricedAttempt]>([
    ['never started', attempt({ startedAtMillis: undefined, runningSeconds: 0 })],
    ['has no known duration', attempt({ runningSeconds: undefined })],
    ['has no known place', attempt({ instanceType: undefined })],
  ])('are none if it %s', (_why, needless) => expect(priceNeeds(needless)).toEqual([]));
});

describe('a row that was read too early', () => {
  const need = { key: instanceTypeKey('m6i.large'), atMillis: START };
  const spotNeed = { key: spotKey('m6i.large', 'eu-west-1a', START), atMillis: START };
  const missing = (rows: Record<string, PriceRow>) => book(rows).missing([need, spotNeed]);

  test('of Spot prices does not have the price of a later start', () => {
    expect(missing({ [spotNeed.key]: { ...SPOT, readAtMillis: START - 1 } })).toEqual([spotNeed]);
    expect(missing({ [spotNeed.key]: { ...SPOT, readAtMillis: START } })).toEqual([]);
  });
  test('holds for a day if it has a list price', () => {
    expect(missing({ [need.key]: { ...TYPE, readAtMillis: START - 24 * HOUR } })).toEqual([]);
    expect(missing({ [need.key]: { ...TYPE, readAtMillis: START - 24 * HOUR - 1 } })).toEqual([need]);
  });
  test('holds for an hour if it reports that there are no Spot prices', () => {
    expect(missing({ [spotNeed.key]: { readAtMillis: START - HOUR, spotPrices: [] } })).toEqual([]);
    expect(missing({ [spotNeed.key]: { readAtMillis: START - HOUR - 1, spotPrices: [] } })).toEqual([spotNeed]);
  });
  test('is missing as one that is not there is', () =>
    expect(new PriceBook(new Map()).missing([need, spotNeed])).toEqual([need, spotNeed]));
});
