import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '../../../lab/aws/json';
import { compareWithTruth, isEqual } from '../../../lab/compare/compare';
import { describeComparison } from '../../../lab/compare/describe-comparison';

const lines = (values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

const point = (Name: string, Values: number[], Counts: number[], Unit = 'Seconds', Dimensions = {}): object => ({
  Namespace: 'BatchInsights',
  Name,
  Dimensions,
  Timestamp: 1,
  Values,
  Counts,
  Unit,
});

interface Given {
  truth?: JsonObject[];
  totals?: object[];
  records?: JsonObject[];
  points?: object[];
  more?: JsonObject[];
  moreTotals?: object[];
}

function compare({ truth = [], totals = [], records = [], points = [], more = [], moreTotals = [] }: Given) {
  const folder = mkdtempSync(join(tmpdir(), 'compare-test-'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('truth.ndjson', lines(truth));
  write('truth-metrics.json', JSON.stringify(totals));
  write('records.ndjson', lines(records));
  write('metrics.ndjson', lines(points));
  write('more.ndjson', lines(more));
  write('more-totals.ndjson', lines(moreTotals));
  const besides = { more: [join(folder, 'more.ndjson')], moreTotals: [join(folder, 'more-totals.ndjson')] };
  return compareWithTruth(folder, folder, { ...besides, required: [] });
}

describe('a comparison of records with the truth', () => {
  test('finds equal records, whatever the order of records and fields', () => {
    const comparison = compare({
      truth: [{ JobId: 'a', Vcpus: 1 }, { JobId: 'b' }],
      more: [{ JobId: 'c' }],
      records: [{ JobId: 'c' }, { JobId: 'b' }, { Vcpus: 1, JobId: 'a' }],
    });
    expect(comparison.records).toMatchObject({ expected: 3, found: 3, equal: 3, differences: [] });
    expect(isEqual(comparison)).toBe(true);
  });

  test('distinguishes missing, extra and duplicate records', () => {
    const comparison = compare({ truth: [{ JobId: 'a' }, { JobId: 'b' }], records: [{ JobId: 'b' }, { JobId: 'b' }, { JobId: 'c' }] });
    expect(comparison.records).toMatchObject({ missing: ['a'], extra: ['c'], duplicate: ['b'], equal: 1 });
    expect(isEqual(comparison)).toBe(false);
    expect(describeComparison(comparison)).toContain('a has no record\nc has a record and should have none\nb has more than one record\n');
  });

  test('names every difference by job and field', () => {
    const { records } = compare({
      truth: [{ JobId: 'a', Vcpus: 1, Gone: true, Attempts: [{ Number: 1, Reason: 'x' }, { Number: 2 }] }],
      records: [{ JobId: 'a', Vcpus: '1', New: null, Attempts: [{ Number: 1, Reason: 'y' }] }],
    });
    expect(records.differences).toEqual([
      'a Vcpus: expected 1, found "1"',
      'a Gone: expected true, found nothing',
      'a Attempts[0].Reason: expected "x", found "y"',
      'a Attempts[1]: expected {"Number":2}, found nothing',
      'a New: expected nothing, found null',
    ]);
  });
});

describe('a comparison of metrics with the truth', () => {
  const total = (Name: string, Count: number, Sum: number, Dimensions = {}): object => ({ Name, Dimensions, Count, Sum });

  test('adds the totals of jobs beside the simulated ones', () => {
    const given = {
      totals: [total('JobsRunning', 2, 2), total('JobsRunning', 2, 2, { JobQueue: 'render' })],
      moreTotals: [total('JobsRunning', 3, 3), total('JobsRunning', 3, 3, { JobQueue: 'nightly' })],
    };
    const points = (all: number): object[] => [
      point('JobsRunning', [all], [1], 'Count'),
      point('JobsRunning', [2], [1], 'Count', { JobQueue: 'render' }),
      point('JobsRunning', [3], [1], 'Count', { JobQueue: 'nightly' }),
    ];
    expect(compare({ ...given, points: points(5) }).metrics).toEqual({ expected: 3, equal: 3, differences: [] });
    expect(compare({ ...given, points: points(2) }).metrics.differences).toHaveLength(1);
  });

  test('adds data points up by metric and dimensions', () => {
    const comparison = compare({
      totals: [total('RunningSeconds', 3, 5.5), total('JobsFailed', 4, 4, { B: 'x', A: 'y' })],
      points: [
        point('RunningSeconds', [1, 2.5], [1, 1]),
        point('RunningSeconds', [2.0000001], [1]),
        point('JobsFailed', [3, 1], [1, 1], 'Count', { A: 'y', B: 'x' }),
      ],
    });
    expect(comparison.metrics).toEqual({ expected: 2, equal: 2, differences: [] });
  });

  test('names sums and counts that differ, and metrics that should not be', () => {
    const { metrics } = compare({
      totals: [total('RunningSeconds', 2, 5), total('LostSeconds', 1, 0, { JobQueue: 'q' })],
      points: [point('RunningSeconds', [5], [1]), point('JobsFailed', [1], [1], 'Count')],
    });
    expect(metrics.differences).toEqual([
      'RunningSeconds: expected 2 with a sum of 5, found 1 with a sum of 5',
      'LostSeconds JobQueue=q: expected 1 with a sum of 0, found 0 with a sum of 0',
      'JobsFailed: expected nothing, found a sum of 1',
    ]);
  });

  test('leaves out the metrics of the collector itself', () => {
    expect(compare({ points: [point('EventsProcessed', [5], [1], 'Count')] }).metrics.differences).toEqual([]);
  });
});

test('a comparison without its files names the missing one', () => {
  expect(() => compareWithTruth('/nowhere', '/nowhere')).toThrow('There is no file /nowhere/truth.ndjson to compare');
});
