import { compareCosts } from '../../../lab/compare/compare-costs';
import { compareRecords, withoutCosts } from '../../../lab/compare/compare-records';

const record = (CostUsd: number | undefined, more: object = {}) =>
  JSON.parse(JSON.stringify({ JobId: 'a', JobQueue: 'render', CostUsd, Attempts: [{ Number: 1, CostUsd }], ...more }));

test('amounts of money are equal to a millionth, and only these', () => {
  const differencesOf = (found: object) => compareRecords([record(1, { LostSeconds: 5 })], [JSON.parse(JSON.stringify(found))]).differences;
  expect(differencesOf(record(1.000_000_9, { LostSeconds: 5 }))).toEqual([]);
  expect(differencesOf(record(1.000_001_1, { LostSeconds: 5 }))).toEqual([
    'a CostUsd: expected 1, found 1.0000011',
    'a Attempts[0].CostUsd: expected 1, found 1.0000011',
  ]);
  expect(differencesOf(record(1, { LostSeconds: 5.000_000_1 }))).toHaveLength(1);
});

test('an amount that is missing, or is zero instead, differs', () => {
  expect(compareRecords([record(1)], [record(undefined)]).differences).toHaveLength(2);
  expect(compareRecords([record(undefined)], [record(0)]).differences).toHaveLength(2);
});

test('a record without costs has none in its attempts either', () => {
  expect(withoutCosts(record(1, { LostCostUsd: 0 }))).toEqual({ JobId: 'a', JobQueue: 'render', Attempts: [{ Number: 1 }] });
  expect(withoutCosts({ JobId: 'a', Attempts: ['odd'] })).toEqual({ JobId: 'a', Attempts: ['odd'] });
  expect(withoutCosts({ JobId: 'a' })).toEqual({ JobId: 'a' });
});

test('totals are compared in all, by job queue and by compute environment', () => {
  const expected = [record(1), record(2, { JobQueue: 'etl', ComputeEnvironment: 'fargate', SpotCostUsd: 0.5 })];
  expect(compareCosts(expected, expected)).toEqual({ expected: 7, equal: 7, differences: [] });
  const { differences } = compareCosts(expected, [
    expected[0],
    record(2, { JobQueue: 'etl', ComputeEnvironment: 'spot', SpotCostUsd: 0.5 }),
  ]);
  expect(differences.map((difference) => difference.split(':')[0])).toEqual([
    'CostUsd ComputeEnvironment=fargate',
    'SpotCostUsd ComputeEnvironment=fargate',
    'CostUsd ComputeEnvironment=spot',
    'SpotCostUsd ComputeEnvironment=spot',
  ]);
});
