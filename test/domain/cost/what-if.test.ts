import * as fc from 'fast-check';
import { jobCost, sumUsd } from '../../../src/domain/cost/job-cost';
import { keptByCheckpoints, lossesByCause, missedUsd, savedUsd } from '../../../src/domain/cost/what-if';

describe('the costs of a job', () => {
  const cost = { usd: 0.1, onDemandUsd: 0.2, spotUsd: 0.1 };

  test('are sums over its attempts; those that failed are lost', () => {
    expect(
      jobCost([
        { cost, failed: true },
        { cost: { usd: 0.2, onDemandUsd: 0.2, spotUsd: 0.1 }, failed: false },
      ]),
    ).toEqual({
      usd: 0.3,
      onDemandUsd: 0.4,
      spotUsd: 0.2,
      lostUsd: 0.1,
    });
  });
  test('are nothing if it had no attempt', () => expect(jobCost([])).toEqual({ usd: 0, onDemandUsd: 0, spotUsd: 0, lostUsd: 0 }));
  test('are absent where one attempt has none', () => {
    const unpriced = { cost: { onDemandUsd: 0.2 }, failed: false };
    expect(jobCost([{ cost, failed: true }, unpriced])).toEqual({ onDemandUsd: 0.4, lostUsd: 0.1 });
    expect(
      jobCost([
        { cost, failed: false },
        { ...unpriced, failed: true },
      ]),
    ).toEqual({ onDemandUsd: 0.4 });
    expect(jobCost([unpriced])).toEqual({ onDemandUsd: 0.2 });
  });
});

test('a sum does not depend on the order of its terms, and its error is below a hundred-millionth', () => {
  const cents = fc.array(fc.integer({ min: 0, max: 1e9 }), { maxLength: 100 });
  fc.assert(
    fc.property(cents, (eighths) => {
      const terms = eighths.map((each) => each / 1e8);
      const exact = eighths.reduce((total, each) => total + each, 0) / 1e8;
      expect(sumUsd(terms)).toBeCloseTo(exact, 8);
      expect(sumUsd([...terms].reverse())).toBe(sumUsd(terms));
    }),
  );
});

test('savings made and missed are differences, and unknown if one side is', () => {
  const costs = { CostUsd: 0.3, OnDemandCostUsd: 0.4, SpotCostUsd: 0.1 };
  expect([savedUsd(costs), missedUsd(costs)]).toEqual([0.1, 0.2]);
  expect([savedUsd({ CostUsd: 0.3 }), missedUsd({ SpotCostUsd: 0.1 })]).toEqual([undefined, undefined]);
  expect(savedUsd({ CostUsd: 0.4, OnDemandCostUsd: 0.3 })).toBe(-0.1);
});

test('each failed attempt is lost once, under its own cause', () => {
  const losses = lossesByCause([
    { Number: 1, FailureCategory: 'SPOT_INTERRUPTION', RunningSeconds: 100, CostUsd: 0.01 },
    { Number: 2, FailureCategory: 'APPLICATION_ERROR', RunningSeconds: 5 },
    { Number: 1, FailureCategory: 'SPOT_INTERRUPTION', RunningSeconds: 20.5, CostUsd: 0.02 },
    { Number: 3, RunningSeconds: 3600, CostUsd: 1 },
  ]);
  expect([...losses]).toEqual([
    ['SPOT_INTERRUPTION', { attempts: 2, seconds: 120.5, usd: 0.03 }],
    ['APPLICATION_ERROR', { attempts: 1, seconds: 5, usd: undefined }],
  ]);
});

describe('a checkpoint every ten minutes', () => {
  test.each([
    [599, {}, { seconds: 0, usd: undefined }],
    [599, { CostUsd: 1 }, { seconds: 0, usd: 0 }],
    [0, { CostUsd: 0 }, { seconds: 0, usd: 0 }],
    [600, { CostUsd: 0.6 }, { seconds: 600, usd: 0.6 }],
    [1500, { CostUsd: 1.5 }, { seconds: 1200, usd: 1.2 }],
  ])('of %d seconds keeps whole intervals', (RunningSeconds, more, kept) =>
    expect(keptByCheckpoints({ Number: 1, RunningSeconds, ...more }, 10)).toEqual(kept),
  );
  test('keeps nothing that is known of an attempt of unknown duration', () => expect(keptByCheckpoints({ Number: 1 }, 10)).toEqual({}));
});
