import { simulate } from '../../../lab/simulate/simulate';

const START = new Date('2026-03-02T00:00:00Z');
const { world, truth } = simulate({ jobs: 300, seed: 4, start: START });
const { Prices: prices } = world;

test('every instance of the site has a type with a price and a size that holds it', () => {
  for (const { InstanceType, Vcpus, MemoryMiB } of world.Instances) {
    const type = prices.InstanceTypes.find((each) => each.InstanceType === InstanceType);
    expect(type?.OnDemandUsdPerHour).toBeGreaterThan(0);
    expect([type?.Vcpus, Number(type?.MemoryMiB) >= MemoryMiB]).toEqual([Vcpus, true]);
  }
});

test('Spot prices change during the day, are below On-Demand, and known before the first job', () => {
  const pairs = new Set(prices.Spot.map(({ InstanceType, AvailabilityZone }) => `${InstanceType} ${AvailabilityZone}`));
  for (const pair of pairs) {
    const changes = prices.Spot.filter((each) => `${each.InstanceType} ${each.AvailabilityZone}` === pair);
    const onDemand = prices.InstanceTypes.find(({ InstanceType }) => InstanceType === changes[0].InstanceType);
    expect(Date.parse(changes[0].At)).toBeLessThan(START.getTime() - 48 * 3_600_000);
    expect(changes.filter(({ At }) => At.startsWith('2026-03-02')).length).toBeGreaterThan(0);
    expect(changes.every(({ UsdPerHour }) => UsdPerHour > 0 && UsdPerHour < Number(onDemand?.OnDemandUsdPerHour))).toBe(true);
  }
});

test('the truth has costs of jobs by every purchase option, and none of those that have no price', () => {
  const optionsOf = (isCosted: boolean) =>
    new Set(
      truth
        .filter(({ CostUsd, TotalRunningSeconds }) => Number(TotalRunningSeconds) > 0 && (CostUsd !== undefined) === isCosted)
        .map(({ PurchaseOption }) => PurchaseOption),
    );
  expect(optionsOf(true)).toEqual(new Set(['ON_DEMAND', 'SPOT', 'FARGATE', 'FARGATE_SPOT']));
  expect([...optionsOf(false)].filter((option) => option !== undefined)).toEqual(['CAPACITY_BLOCK']);
});

test('the same seed has the same prices, and another one has others', () => {
  expect(simulate({ jobs: 20, seed: 4, start: START }).world.Prices).toEqual(prices);
  expect(simulate({ jobs: 20, seed: 5, start: START }).world.Prices.Spot).not.toEqual(prices.Spot);
});
