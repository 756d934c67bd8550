import { compareNumbers, NumberComparison, Sums } from './compare-numbers';
import { JsonObject } from '../aws/json';

const COSTS = ['CostUsd', 'OnDemandCostUsd', 'SpotCostUsd', 'LostCostUsd'] as const;
const DIMENSIONS = ['JobQueue', 'ComputeEnvironment'] as const;

/** Compares what jobs cost in total, by job queue and by compute environment. */
export const compareCosts = (expected: readonly JsonObject[], found: readonly JsonObject[]): NumberComparison =>
  compareNumbers(totals(expected), totals(found));

function totals(records: readonly JsonObject[]): ReadonlyMap<string, number> {
  const sums = new Sums();
  for (const record of records) {
    for (const cost of COSTS) {
      const usd = record[cost];
      if (typeof usd === 'number') sums.addTo(cost, usd, record, DIMENSIONS);
    }
  }
  return sums.all;
}
