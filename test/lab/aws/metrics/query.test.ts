import { DataPoint, evaluateMetrics, MetricStore } from '../../../../lab/aws/metrics/index';
import { isQuery, parseQuery } from '../../../../lab/aws/metrics/query';

const point = (Values: number[], Dimensions: Record<string, string>, more: Partial<DataPoint> = {}): DataPoint => ({
  Namespace: 'Shop',
  Name: 'Wait',
  Dimensions,
  Timestamp: 0,
  Values,
  ...more,
});
const store = new MetricStore([
  point([1, 5], { JobQueue: 'a' }),
  point([2], { JobQueue: 'b' }),
  point([9], {}),
  point([9], { JobQueue: 'a', JobState: 'RUNNABLE' }),
  point([9], { JobQueue: 'a' }, { Name: 'Other' }),
  point([9], { JobQueue: 'a' }, { Namespace: 'Elsewhere' }),
]);
const query = (statistic: string) =>
  `SELECT ${statistic}("Wait") FROM SCHEMA("Shop", "JobQueue") GROUP BY "JobQueue" ORDER BY ${statistic}() DESC`;
const answers = (expression: string) =>
  evaluateMetrics({ metrics: [[{ expression, period: 60 }]] }, store, { start: 0, end: 60_000 }).map(({ label, points }) => [
    label,
    points[0]?.[1],
  ]);

describe('a query of Metrics Insights', () => {
  test.each([
    ['MAX', 5, 2],
    ['MIN', 1, 2],
    ['SUM', 6, 2],
    ['AVG', 3, 2],
    ['COUNT', 2, 1],
  ])('has the %s of each queue, and of no metric with other dimensions', (statistic, ofA, ofB) => {
    expect(answers(query(statistic)).map(([, value]) => value)).toEqual([ofA, ofB]);
    expect(answers(query(statistic)).map(([label]) => label)).toEqual([expect.stringContaining('a'), expect.stringContaining('b')]);
  });

  test('is distinguished from metric math by its first word', () => {
    expect(['SELECT MAX(x)', ' select max(x)', 'SELECTED', 'IF(a, b, c)'].map(isQuery)).toEqual([true, true, false, false]);
  });

  test.each([
    ['SELECT MAX("Wait") FROM SCHEMA("Shop", "JobQueue")', 'is not one that the lab runs'],
    ['SELECT MAX("Wait") FROM "Shop" GROUP BY "JobQueue" ORDER BY MAX() DESC', 'is not one that the lab runs'],
    [query('MAX').replace('GROUP BY "JobQueue"', 'GROUP BY "JobState"'), 'groups by a dimension that is not in its schema'],
    [query('MAX').replace('ORDER BY MAX', 'ORDER BY SUM'), 'is ordered by another function than it selects'],
  ])('%s is an error', (expression, message) => {
    expect(() => parseQuery(expression)).toThrow(message);
  });
});
