import { changesOf } from '../../../lab/alarms/timeline';
import type { DataPoint } from '../../../lab/aws/metrics/index';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 2);
const point = (Name: string, minute: number, value: number, Dimensions: Record<string, string> = {}): DataPoint => ({
  Namespace: 'Shop',
  Name,
  Dimensions,
  Timestamp: START + minute * MINUTE,
  Values: [value],
});
const errors = (...minutes: number[]): DataPoint[] => minutes.map((minute) => point('Errors', minute, 1));
const ALARM = {
  Namespace: 'Shop',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
};
/** The states that an alarm enters, with the minutes at which it does. */
const statesOf = (alarm: object, points: readonly DataPoint[], minutes = 20): (string | number)[][] =>
  changesOf('alarm', { ...ALARM, ...alarm }, points, { start: START, end: START + minutes * MINUTE }).map(({ At, To }) => [
    (Date.parse(At) - START) / MINUTE,
    To,
  ]);

describe('an alarm on one period', () => {
  test('is in ALARM once the period is over, and OK when data is missing for as long as CloudWatch looks back', () => {
    expect(statesOf({}, errors(5))).toEqual([
      [0, 'OK'],
      [6, 'ALARM'],
      [9, 'OK'],
    ]);
  });

  test('is OK at once where a value says so', () => {
    expect(statesOf({}, [...errors(5), point('Errors', 6, 0)])).toEqual([
      [0, 'OK'],
      [6, 'ALARM'],
      [7, 'OK'],
    ]);
  });

  test.each([
    [
      'missing',
      [
        [6, 'ALARM'],
        [9, 'INSUFFICIENT_DATA'],
      ],
    ],
    ['ignore', [[6, 'ALARM']]],
    ['breaching', [[0, 'ALARM']]],
  ])('treats missing data as %s', (TreatMissingData, expected) => {
    expect(statesOf({ TreatMissingData }, errors(5))).toEqual(expected);
  });

  test.each([
    ['GreaterThanThreshold', 1, false],
    ['GreaterThanThreshold', 0, true],
    ['GreaterThanOrEqualToThreshold', 1, true],
    ['LessThanThreshold', 1, false],
    ['LessThanOrEqualToThreshold', 1, true],
  ])('compares with %s of %d: %s', (ComparisonOperator, Threshold, isInAlarm) => {
    expect(statesOf({ ComparisonOperator, Threshold }, errors(5)).some(([, to]) => to === 'ALARM')).toBe(isInAlarm);
  });

  test('slides: its period ends at the minute at which it is evaluated', () => {
    const zeros = Array.from({ length: 20 }, (_, minute) => point('Errors', minute, 0));
    expect(statesOf({ Period: 300, Threshold: 2 }, [...errors(4, 6), ...zeros])).toEqual([
      [0, 'OK'],
      [7, 'ALARM'],
      [10, 'OK'],
    ]);
  });

  test('enters ALARM again where data is missing and an older period has it', () => {
    expect(statesOf({ Period: 300, Threshold: 2 }, errors(4, 6)).slice(0, 4)).toEqual([
      [0, 'OK'],
      [7, 'ALARM'],
      [10, 'OK'],
      [12, 'ALARM'],
    ]);
  });
});

describe('an alarm on several periods', () => {
  const zeros = (...minutes: number[]) => minutes.map((minute) => point('Errors', minute, 0));

  test('needs as many data points beyond the threshold as it says, of those that it evaluates', () => {
    const points = [...zeros(1, 2, 4, 6, 7, 8, 9, 10), ...errors(3, 5)];
    expect(statesOf({ EvaluationPeriods: 3, DatapointsToAlarm: 2 }, points)).toContainEqual([6, 'ALARM']);
    expect(statesOf({ EvaluationPeriods: 3, DatapointsToAlarm: 2 }, points)).toContainEqual([7, 'OK']);
    expect(statesOf({ EvaluationPeriods: 3, DatapointsToAlarm: 3 }, points)).toEqual([[0, 'OK']]);
  });

  test('needs all of them where it does not say', () => {
    expect(statesOf({ EvaluationPeriods: 3 }, [...zeros(1), ...errors(2, 3, 4), ...zeros(5, 6, 7)])).toEqual([
      [0, 'OK'],
      [5, 'ALARM'],
      [6, 'OK'],
    ]);
  });
});

describe('an alarm on metric math', () => {
  const Metrics = [
    { Id: 'rate', Expression: 'IF(SUM([failed, passed]) >= 4, 100 * failed / SUM([failed, passed]), 0)', ReturnData: true },
    ...[
      ['failed', 'Errors'],
      ['passed', 'Passed'],
    ].map(([Id, MetricName]) => ({
      Id,
      MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' },
      ReturnData: false,
    })),
  ];
  const alarm = { MetricName: undefined, Namespace: undefined, Statistic: undefined, Period: undefined, Metrics, Threshold: 50 };

  test('evaluates the expression alone, of metrics that need not both have data', () => {
    expect(statesOf(alarm, [point('Errors', 5, 4)])).toContainEqual([6, 'ALARM']);
    expect(statesOf(alarm, [point('Errors', 5, 2), point('Passed', 5, 2)])).toContainEqual([6, 'ALARM']);
    expect(statesOf(alarm, [point('Errors', 5, 1), point('Passed', 5, 3)])).toEqual([[0, 'OK']]);
    expect(statesOf(alarm, [point('Errors', 5, 3)])).toEqual([[0, 'OK']]);
    expect(statesOf(alarm, [point('Passed', 5, 9)])).toEqual([[0, 'OK']]);
  });
});

describe('an alarm on a query', () => {
  const Expression = 'SELECT MAX("Oldest") FROM SCHEMA("Shop", "JobQueue") GROUP BY "JobQueue" ORDER BY MAX() DESC';
  const alarm = {
    MetricName: undefined,
    Period: undefined,
    Metrics: [{ Id: 'q', Expression, Period: 60, ReturnData: true }],
    Threshold: 10,
  };

  test('is in ALARM while one of the queues is', () => {
    const quiet = Array.from({ length: 20 }, (_, minute) => point('Oldest', minute, 0, { JobQueue: 'a' }));
    const waits = [12, 15].map((minute) => point('Oldest', minute, 99, { JobQueue: 'b' }));
    expect(statesOf(alarm, [...quiet, ...waits, point('Oldest', 16, 0, { JobQueue: 'b' })])).toEqual([
      [0, 'OK'],
      [13, 'ALARM'],
      [17, 'OK'],
    ]);
    expect(statesOf(alarm, [point('Oldest', 5, 99), point('Oldest', 5, 99, { JobQueue: 'a', State: 'x' })])).toEqual([[0, 'OK']]);
  });
});

test('an alarm of anomaly detection is not run', () => {
  expect(() => statesOf({ ComparisonOperator: 'GreaterThanUpperThreshold' }, [])).toThrow(
    'Alarm alarm: the lab does not run the comparison GreaterThanUpperThreshold',
  );
});
