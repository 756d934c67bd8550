import * as fc from 'fast-check';
import { jobCost, sumUsd } from '../../../src/domain/cost/job-cost';
import { savedUsd } from '../../../src/domain/cost/what-if';

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

test('savings are a difference, and unknown if one side is', () => {
  expect(savedUsd({ CostUsd: 0.3, OnDemandCostUsd: 0.4 })).toBe(0.1);
  expect(savedUsd({ CostUsd: 0.4, OnDemandCostUsd: 0.3 })).toBe(-0.1);
  expect([savedUsd({ CostUsd: 0.3 }), savedUsd({ OnDemandCostUsd: 0.3 })]).toEqual([undefined, undefined]);
});
