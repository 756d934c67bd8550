import * as fc from 'fast-check';
import { TimeRange } from '../../../src/domain/cost/hours';
import { instancePriceNeeds, measureInstanceCosts, Service, serviceWithin } from '../../../src/domain/cost/instance-cost';
import { PriceBook, PriceRow, SpotPrice } from '../../../src/domain/cost/price-book';
import { DataPoint } from '../../../src/domain/data-point';
import { KnownInstance } from '../../../src/domain/instance/instance-change';
import { PurchaseOption } from '../../../src/domain/names/records';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (time: string): number => Date.parse(`2026-03-01T${time}Z`);
const host = (more: Partial<KnownInstance> = {}): KnownInstance => ({
  containerInstanceArn: 'arn:host',
  computeEnvironment: 'render',
  instanceType: 'c7g.large',
  availabilityZone: 'eu-west-1a',
  purchaseOption: PurchaseOption.SPOT,
  registeredAt: '2026-03-01T10:00:00.000Z',
  isSettled: false,
  counted: {},
  ...more,
});
const spotRow = (...prices: readonly (readonly [time: string, usdPerHour: number])[]): PriceRow => ({
  readAtMillis: at('23:59:59'),
  spotPrices: prices.map(([time, usdPerHour]) => ({ atMillis: at(time), usdPerHour })),
});
const SPOT_KEY = 'spot/c7g.large/eu-west-1a/2026-03-01';
const LISTED: [string, PriceRow] = ['instance-type/c7g.large', { readAtMillis: 0, onDemandUsdPerHour: 1, vcpus: 2, memoryMiB: 4096 }];
const PRICES = new PriceBook(
  new Map<string, PriceRow>([[SPOT_KEY, spotRow(['00:00:00', 0.1], ['11:30:00', 0.2], ['10:15:00', 0.4])], LISTED]),
);
const during = (instance: KnownInstance, fromMillis: number, toMillis: number): Service[] => {
  const service = serviceWithin(instance, { fromMillis, toMillis });
  return service ? [service] : [];
};
const measured = (instance: KnownInstance, from: string, to: string, prices = PRICES) =>
  measureInstanceCosts(during(instance, at(from), at(to)), { fromMillis: at(from), toMillis: at(to) }, prices);
const valuesOf = (points: readonly DataPoint[], name = 'InstanceCostUsd') =>
  points.filter((point) => point.name === name).map(({ value, atMillis }) => [new Date(atMillis).toISOString().slice(11, -1), value]);

describe('an instance in service', () => {
  test('costs each second at the Spot price that was in force, in the hour of that second', () => {
    expect(valuesOf(measured(host(), '09:00:00', '12:00:00'))).toEqual([
      ['10:59:59.999', 0.325],
      ['11:59:59.999', 0.3],
    ]);
  });

  test('costs the same in whichever order its Spot prices are stored', () => {
    const newestFirst = new PriceBook(new Map([[SPOT_KEY, spotRow(['10:45:00', 0.4], ['10:15:00', 0.2], ['00:00:00', 0.1])], LISTED]));
    expect(valuesOf(measured(host(), '10:00:00', '11:00:00', newestFirst))).toEqual([['10:59:59.999', 0.225]]);
  });

  test('costs the list price where it is On-Demand', () => {
    const points = measured(host({ purchaseOption: PurchaseOption.ON_DEMAND }), '10:30:00', '10:45:00');
    expect(valuesOf(points)).toEqual([['10:44:59.999', 0.25]]);
    expect(points.map(({ dimensions }) => dimensions)).toEqual([{ ComputeEnvironment: 'render' }, { ComputeEnvironment: 'render' }]);
  });

  test('is idle until jobs take off what they used', () => {
    const points = measured(host(), '10:00:00', '12:00:00');
    expect(valuesOf(points, 'IdleCostUsd')).toEqual(valuesOf(points));
    expect(valuesOf(points, 'UnpricedInstanceSeconds')).toEqual([]);
  });

  test('costs nothing before it registered and after it left', () => {
    const left = host({ goneAt: '2026-03-01T10:15:00.000Z' });
    expect(valuesOf(measured(left, '08:00:00', '20:00:00'))).toEqual([['10:59:59.999', 0.025]]);
    expect(measured(left, '08:00:00', '10:00:00')).toEqual([]);
    expect(measured(left, '10:15:00', '20:00:00')).toEqual([]);
    expect(measured(host({ goneAt: '2026-03-01T09:00:00.000Z' }), '08:00:00', '20:00:00')).toEqual([]);
  });

  test('is in service only within an interval that has time of it', () => {
    const interval = { fromMillis: at('10:15:00'), toMillis: at('20:00:00') };
    const leftAt = (time: string) => serviceWithin(host({ goneAt: `2026-03-01T${time}.000Z` }), interval);
    expect([leftAt('10:05:00'), leftAt('10:15:00')]).toEqual([undefined, undefined]);
    expect(leftAt('10:15:01')).toMatchObject({ fromMillis: interval.fromMillis, toMillis: interval.fromMillis + 1000 });
  });

  test('was there before the interval if its registration is not known', () => {
    expect(valuesOf(measured(host({ registeredAt: undefined }), '09:00:00', '10:00:00'))).toEqual([['09:59:59.999', 0.1]]);
  });

  test('shares its hour with others of its compute environment, and counts in total where none is known', () => {
    const quarter = { fromMillis: at('10:00:00'), toMillis: at('10:15:00') };
    const left = host({ goneAt: '2026-03-01T10:05:00.000Z' });
    const services = [host(), left, left, left, host({ computeEnvironment: 'sim' }), host({ computeEnvironment: undefined })].flatMap(
      (each) => during(each, quarter.fromMillis, quarter.toMillis),
    );
    const points = measureInstanceCosts(services, quarter, PRICES).filter(({ name }) => name === 'InstanceCostUsd');
    expect(points.map(({ value, dimensions }) => [value, dimensions])).toEqual([
      [0.05, { ComputeEnvironment: 'render' }],
      [0.025, { ComputeEnvironment: 'sim' }],
      [0.025, {}],
    ]);
  });
});

describe('a price that is not known leaves the time out and counts it, never as 0', () => {
  test.each<[string, Partial<KnownInstance>]>([
    ['of an unknown type', { instanceType: undefined }],
    ['of a type without prices', { instanceType: 'x9.huge' }],
    ['of On-Demand capacity without a list price', { instanceType: 'x9.huge', purchaseOption: PurchaseOption.ON_DEMAND }],
    ['of Spot capacity in an unknown zone', { availabilityZone: undefined }],
    ['of Spot capacity in a zone without prices', { availabilityZone: 'eu-west-1c' }],
    ['of an unknown purchase option', { purchaseOption: undefined }],
    ['of a Capacity Block', { purchaseOption: PurchaseOption.CAPACITY_BLOCK }],
  ])('%s', (_what, more) => {
    const points = measured(host(more), '10:15:00', '11:30:00');
    expect(points.map(({ name, value, dimensions }) => [name, value, dimensions])).toEqual([
      ['UnpricedInstanceSeconds', 2700, {}],
      ['UnpricedInstanceSeconds', 1800, {}],
    ]);
  });

  test('before the first Spot price alone', () => {
    const prices = new PriceBook(new Map([[SPOT_KEY, spotRow(['10:45:00', 0.4])], LISTED]));
    const points = measured(host(), '10:00:00', '11:00:00', prices);
    expect(points.map(({ name, value }) => [name, value])).toEqual([
      ['InstanceCostUsd', 0.1],
      ['IdleCostUsd', 0.1],
      ['UnpricedInstanceSeconds', 2700],
    ]);
  });
});

test('a Spot price whose type has no list price in US dollars is in another currency', () => {
  const prices = new PriceBook(
    new Map<string, PriceRow>([
      [SPOT_KEY, spotRow(['00:00:00', 0.4])],
      ['instance-type/c7g.large', { readAtMillis: 0 }],
    ]),
  );
  expect(measured(host(), '10:00:00', '11:00:00', prices).map(({ name }) => name)).toEqual(['UnpricedInstanceSeconds']);
});

describe('the prices that it needs', () => {
  const needs = (instance: KnownInstance, from: number, to: number) => during(instance, from, to).flatMap(instancePriceNeeds);

  test('are those of each day, read after the last instant of each hour', () => {
    const from = at('23:30:00');
    expect(needs(host(), from, from + HOUR)).toEqual([
      { key: 'instance-type/c7g.large', atMillis: from + HOUR / 2 - 1 },
      { key: SPOT_KEY, atMillis: from + HOUR / 2 - 1 },
      { key: 'instance-type/c7g.large', atMillis: from + HOUR - 1 },
      { key: 'spot/c7g.large/eu-west-1a/2026-03-02', atMillis: from + HOUR - 1 },
    ]);
  });

  test('are the list price of On-Demand capacity, and none where its place is not known or its price is on no list', () => {
    const onDemand = host({ purchaseOption: PurchaseOption.ON_DEMAND });
    expect(needs(onDemand, at('10:00:00'), at('10:30:00'))).toEqual([{ key: 'instance-type/c7g.large', atMillis: at('10:30:00') - 1 }]);
    const unknown = [
      { purchaseOption: PurchaseOption.CAPACITY_BLOCK },
      { instanceType: undefined },
      { instanceType: undefined, purchaseOption: PurchaseOption.ON_DEMAND },
      { availabilityZone: undefined },
    ];
    for (const more of unknown) expect(needs(host(more), at('10:00:00'), at('10:30:00'))).toEqual([]);
  });
});

describe('however time is divided into intervals', () => {
  const START = at('00:00:00');
  const seconds = fc.integer({ min: 0, max: 24 * 3600 - 1 });
  const lives = fc.record({ registered: seconds, gone: fc.option(seconds, { nil: undefined }), isSpot: fc.boolean() });
  const changes = fc.array(fc.record({ at: seconds, usdPerHour: fc.integer({ min: 1, max: 10_000 }) }), { maxLength: 12 });
  const iso = (second: number) => new Date(START + second * 1000).toISOString();
  const bookOf = (prices: readonly SpotPrice[]) =>
    new PriceBook(
      new Map<string, PriceRow>([
        [SPOT_KEY, { readAtMillis: START + 24 * HOUR, spotPrices: prices }],
        ['instance-type/c7g.large', { readAtMillis: START, onDemandUsdPerHour: 0.7 }],
      ]),
    );
  /** The plain sum over seconds. */
  const secondBySecond = (instances: readonly KnownInstance[], prices: readonly SpotPrice[]) => {
    let usd = 0;
    let unpriced = 0;
    for (const { registeredAt = '', goneAt = iso(24 * 3600), purchaseOption } of instances) {
      for (let now = Date.parse(registeredAt); now < Date.parse(goneAt); now += 1000) {
        const current = prices.filter(({ atMillis }) => atMillis <= now).sort((one, other) => one.atMillis - other.atMillis);
        const price = purchaseOption === PurchaseOption.SPOT ? current.at(-1)?.usdPerHour : 0.7;
        if (price === undefined) unpriced++;
        else usd += price / 3600;
      }
    }
    return { usd, unpriced };
  };
  const sums = (ranges: readonly TimeRange[], instances: readonly KnownInstance[], prices: readonly SpotPrice[]) => {
    const points = ranges.flatMap((range) =>
      measureInstanceCosts(
        instances.flatMap((each) => during(each, range.fromMillis, range.toMillis)),
        range,
        bookOf(prices),
      ),
    );
    const sum = (name: string) => points.filter((point) => point.name === name).reduce((total, { value }) => total + value, 0);
    return { usd: sum('InstanceCostUsd'), unpriced: sum('UnpricedInstanceSeconds') };
  };

  test('the sum is that of all seconds in service', () => {
    fc.assert(
      fc.property(fc.array(lives, { maxLength: 4 }), changes, fc.array(seconds, { maxLength: 30 }), (all, priced, cuts) => {
        const instances = all.map(({ registered, gone, isSpot }) =>
          host({
            registeredAt: iso(registered),
            goneAt: gone === undefined ? undefined : iso(gone),
            purchaseOption: isSpot ? PurchaseOption.SPOT : PurchaseOption.ON_DEMAND,
          }),
        );
        const unique = [...new Map(priced.map((change) => [change.at, change])).values()];
        const prices = unique.map((change) => ({ atMillis: START + change.at * 1000, usdPerHour: change.usdPerHour / 1000 }));
        const bounds = [0, ...[...cuts].sort((one, other) => one - other), 24 * 3600].map((second) => START + second * 1000);
        const ranges = bounds.slice(1).map((toMillis, index) => ({ fromMillis: bounds[index], toMillis }));
        const expected = secondBySecond(instances, prices);
        const found = sums(ranges, instances, prices);
        expect(found.usd).toBeCloseTo(expected.usd, 5);
        expect(found.unpriced).toBeCloseTo(expected.unpriced, 6);
      }),
      { numRuns: 25 },
    );
  });
});
