import { DataPoint, MetricError, MetricStore, evaluateMetrics } from '../../../../lab/aws/metrics/index';

const MINUTE = 60_000;
const RANGE = { start: 0, end: 5 * MINUTE };

const point = (Name: string, minute: number, Values: number[], more: Partial<DataPoint> = {}): DataPoint => ({
  Namespace: 'Shop',
  Name,
  Dimensions: {},
  Timestamp: minute * MINUTE,
  Values,
  Unit: 'Seconds',
  ...more,
});

const store = new MetricStore([
  point('Wait', 0, [1, 2, 3], { Counts: [1, 1, 2] }),
  point('Wait', 0.5, [10]),
  point('Wait', 2, [4]),
  point('Wait', 4, [6]),
  point('Run', 0, [2]),
  point('Run', 4, [3]),
  point('Wait', 1, [7], { Dimensions: { JobQueue: 'night-shift' } }),
  point('Wait', 1, [9], { Dimensions: [{ Name: 'JobQueue', Value: 'day' }] }),
  point('Run', 1, [5], { Dimensions: { JobQueue: 'day' } }),
]);

const WAIT = ['Shop', 'Wait', { id: 'm1', stat: 'Sum', period: 60, visible: false }];
const RUN = ['Shop', 'Run', { id: 'm2', stat: 'Sum', period: 60, visible: false }];

const evaluate = (...metrics: unknown[]) => evaluateMetrics({ metrics, period: 60, stat: 'Sum' }, store, RANGE);
const valuesOf = (expression: string) =>
  evaluate(WAIT, RUN, [{ expression, id: 'e1' }]).map(({ points }) => points.map(([ms, value]) => [ms / MINUTE, value]));
const single = (expression: string) => valuesOf(expression)[0];

describe('statistics of a period', () => {
  test.each([
    ['Sum', 19],
    ['Average', 3.8],
    ['Minimum', 1],
    ['Maximum', 10],
    ['SampleCount', 5],
    ['p50', 3],
    ['p90', 7.2],
    ['p100', 10],
    ['tm80', 2.25],
    ['avg', 3.8],
  ])('%s', (stat, expected) => {
    const [{ points }] = evaluate(['Shop', 'Wait', { stat }]);
    expect(points[0]).toEqual([0, expect.closeTo(expected, 9)]);
  });

  test('periods begin at their own multiples, and the end of the range is not included', () => {
    const [{ points }] = evaluateMetrics({ metrics: [['Shop', 'Wait']], stat: 'Sum', period: 120 }, store, {
      start: MINUTE / 2,
      end: 4 * MINUTE,
    });
    expect(points).toEqual([
      [0, 10],
      [2 * MINUTE, 4],
    ]);
  });

  test('one period over the whole range gives one value', () => {
    const [{ points }] = evaluateMetrics({ metrics: [['Shop', 'Wait']], stat: 'Sum', forcedPeriod: Infinity }, store, RANGE);
    expect(points).toEqual([[0, 29]]);
  });

  test('a metric without data is a series without points', () => expect(evaluate(['Shop', 'Nothing'])[0].points).toEqual([]));

  test('the number of samples is a count, whatever was sampled', () => {
    expect(evaluate(['Shop', 'Wait', { stat: 'SampleCount' }], ['Shop', 'Wait'])).toMatchObject([{ unit: 'Count' }, { unit: 'Seconds' }]);
  });
});

describe('rows of metrics', () => {
  test('dots repeat the values of the row before', () => {
    const series = evaluate(['Shop', 'Wait', 'JobQueue', 'day'], ['...', 'night-shift'], ['.', 'Run', '.', 'day']);
    expect(series.map(({ points }) => points[0][1])).toEqual([9, 7, 5]);
  });

  test('labels are the dimensions, the name, or the label of the widget, filled in', () => {
    const labelled = (label: string) => ['Shop', 'Wait', 'JobQueue', 'day', { label }];
    const labels = evaluate(
      ['Shop', 'Wait'],
      ['Shop', 'Wait', 'JobQueue', 'day'],
      labelled('Mine'),
      labelled("${PROP('Dim.JobQueue')} of ${PROP('MetricName')}, last ${LAST}, ${ODD}"),
    ).map(({ label }) => label);
    expect(labels).toEqual(['Wait', 'day', 'Mine', 'day of Wait, last 9, ${ODD}']);
  });

  test('what is not visible is not drawn', () => expect(evaluate(WAIT, RUN)).toEqual([]));
});

describe('metric math', () => {
  test.each([
    [
      'm1 / m2',
      [
        [0, 9.5],
        [4, 2],
      ],
    ],
    [
      '100 * m2 / (m1 + m2)',
      [
        [0, expect.closeTo(9.5238, 3)],
        [4, expect.closeTo(33.333, 3)],
      ],
    ],
    [
      '-m2 ^ 2 + 1',
      [
        [0, 5],
        [4, 10],
      ],
    ],
    [
      'SUM(METRICS())',
      [
        [0, 21],
        [2, 4],
        [4, 9],
      ],
    ],
    [
      'SUM([m1, m2])',
      [
        [0, 21],
        [2, 4],
        [4, 9],
      ],
    ],
    [
      'AVG([m1, m2])',
      [
        [0, 10.5],
        [2, 4],
        [4, 4.5],
      ],
    ],
    [
      'MAX(METRICS("m2"))',
      [
        [0, 2],
        [4, 3],
      ],
    ],
    [
      'm1 - MIN(m1)',
      [
        [0, 15],
        [2, 0],
        [4, 2],
      ],
    ],
    [
      'FILL(m2, 0)',
      [
        [0, 2],
        [1, 0],
        [2, 0],
        [3, 0],
        [4, 3],
      ],
    ],
    [
      'FILL(m2, REPEAT)',
      [
        [0, 2],
        [1, 2],
        [2, 2],
        [3, 2],
        [4, 3],
      ],
    ],
    [
      'FILL(m2, LINEAR)',
      [
        [0, 2],
        [1, 2.25],
        [2, 2.5],
        [3, 2.75],
        [4, 3],
      ],
    ],
    [
      'IF(m1 > 5, m1, 0)',
      [
        [0, 19],
        [2, 0],
        [4, 6],
      ],
    ],
    ['IF(m1 > 5 AND m1 < 10, 1)', [[4, 1]]],
    [
      'IF(1 == 1, m2, m1)',
      [
        [0, 2],
        [4, 3],
      ],
    ],
    [
      'DIFF(m1)',
      [
        [2, -15],
        [4, 2],
      ],
    ],
    [
      'RATE(m1)',
      [
        [2, -0.125],
        [4, expect.closeTo(0.016667, 5)],
      ],
    ],
    [
      'RUNNING_SUM(m1)',
      [
        [0, 19],
        [2, 23],
        [4, 29],
      ],
    ],
    [
      'm2 / PERIOD(m2)',
      [
        [0, expect.closeTo(0.03333, 4)],
        [4, 0.05],
      ],
    ],
    [
      'TIME_SERIES(DATAPOINT_COUNT(m1))',
      [
        [0, 3],
        [1, 3],
        [2, 3],
        [3, 3],
        [4, 3],
      ],
    ],
    [
      'CEIL(m2 / 2)',
      [
        [0, 1],
        [4, 2],
      ],
    ],
    [
      'FILL(m2, m1)',
      [
        [0, 2],
        [2, 4],
        [4, 3],
      ],
    ],
    [
      'DIFF_TIME(m1)',
      [
        [2, 120],
        [4, 120],
      ],
    ],
    [
      'MINUTE(m2)',
      [
        [0, 0],
        [4, 4],
      ],
    ],
    [
      'HOUR(m2) + DAY(m2) + DATE(m2) + MONTH(m2) + YEAR(m2)',
      [
        [0, 0 + 4 + 1 + 1 + 1970],
        [4, 0 + 4 + 1 + 1 + 1970],
      ],
    ],
    [
      'EPOCH(m2)',
      [
        [0, 0],
        [4, 240],
      ],
    ],
    [
      'LAST(SORT([m1, m2], SUM, DESC))',
      [
        [0, 2],
        [4, 3],
      ],
    ],
    [
      'FIRST(SORT([m1, m2], SUM, DESC))',
      [
        [0, 19],
        [2, 4],
        [4, 6],
      ],
    ],
    [
      'm1 / (m1 - 4)',
      [
        [0, expect.closeTo(1.26667, 4)],
        [4, 3],
      ],
    ],
  ])('%s', (expression, expected) => expect(single(expression)).toEqual(expected));

  test('lists are sorted, cut and cleared of the empty', () => {
    const search = "SEARCH('{Shop,JobQueue} MetricName=\"Wait\"', 'Sum', 60)";
    expect(valuesOf(`SORT(${search}, MAX, DESC)`)).toEqual([[[1, 9]], [[1, 7]]]);
    expect(valuesOf(`SLICE(SORT(${search}, SUM, ASC), 0, 1)`)).toEqual([[[1, 7]]]);
    expect(valuesOf('REMOVE_EMPTY([m1, FILL(m2, 1)])')).toHaveLength(2);
    expect(valuesOf(`${search} * 10`)).toEqual([[[1, 90]], [[1, 70]]]);
    expect(valuesOf(`RUNNING_SUM(${search})`)).toEqual([[[1, 9]], [[1, 7]]]);
  });

  test("a search without a period takes the widget's", () => {
    const search = "SEARCH('{Shop,JobQueue} MetricName=\"Wait\"', 'Sum')";
    expect(valuesOf(search)).toEqual([[[1, 9]], [[1, 7]]]);
    expect(evaluateMetrics({ metrics: [[{ expression: search, id: 'e1' }]], period: 300 }, store, RANGE)).toMatchObject([
      { label: 'day', period: 300, points: [[0, 9]] },
      { label: 'night-shift', period: 300 },
    ]);
  });

  test('a search is added up to one series, filled and divided; one that finds nothing is no data and no mistake', () => {
    const search = (name: string) => `SEARCH('{Shop,JobQueue} MetricName="${name}"', 'Sum')`;
    expect(valuesOf(`SUM(${search('Wait')})`)).toEqual([[[1, 16]]]);
    expect(valuesOf(`AVG(FILL(${search('Wait')}, 0)) / 2`)).toEqual([
      [
        [0, 0],
        [1, 4],
        [2, 0],
        [3, 0],
        [4, 0],
      ],
    ]);
    expect(valuesOf(`100 * SUM(${search('Run')}) / SUM(${search('Wait')})`)).toEqual([[[1, 31.25]]]);
    expect(valuesOf(`SUM(${search('Nothing')})`)).toEqual([[]]);
    expect(valuesOf(`LAST(${search('Nothing')}) + FIRST(${search('Nothing')})`)).toEqual([[]]);
    expect(valuesOf(`FILL(SUM(${search('Nothing')}), 0)`)).toEqual([
      [
        [0, 0],
        [1, 0],
        [2, 0],
        [3, 0],
        [4, 0],
      ],
    ]);
  });

  test('series of a list keep their names, whatever is made of them', () => {
    const search = "SEARCH('{Shop,JobQueue} MetricName=\"Wait\"', 'Sum')";
    const labels = (expression: string, label?: string) => evaluate(WAIT, [{ expression, id: 'e1', label }]).map((series) => series.label);
    expect(labels(`${search} / 60`)).toEqual(['day', 'night-shift']);
    expect(labels(`FILL(${search}, 0) / FILL(m1, 1)`)).toEqual(['day', 'night-shift']);
    expect(labels(`1 - ${search}`, "${PROP('Dim.JobQueue')} jobs")).toEqual(['day jobs', 'night-shift jobs']);
    expect(labels(search, 'Waits')).toEqual(['Waits day', 'Waits night-shift']);
  });

  test('what is calculated has no unit', () => {
    expect(evaluate(WAIT, [{ expression: 'm1 / 60', id: 'e1' }])[0].unit).toBeUndefined();
  });

  test.each([
    ['{Shop,JobQueue} MetricName="Wait" JobQueue="day"', ['day']],
    ['{Shop,JobQueue} Wait', ['day', 'night-shift']],
    ['{Shop,JobQueue} MetricName="Wait" JobQueue=shift', ['night-shift']],
    ['{Shop,JobQueue} MetricName="Wait" NOT JobQueue="day"', ['night-shift']],
    ['{Shop,JobQueue} MetricName="Wait" JobQueue=("day" OR "night-shift")', ['day', 'night-shift']],
    ['{Shop} MetricName="Wait"', ['Wait']],
    ['{"Shop",JobQueue} MetricName="Run" OR MetricName="Nothing"', ['day']],
    ['Namespace="Elsewhere"', []],
  ])('SEARCH %s', (search, expected) => {
    expect(evaluate([{ expression: `SEARCH('${search}', 'Sum', 60)`, id: 'e1' }]).map(({ label }) => label)).toEqual(expected);
  });
});

describe('what cannot be shown gives the reason', () => {
  test.each([
    ['ANOMALY_DETECTION_BAND(m1)', 'Unsupported metric math function "ANOMALY_DETECTION_BAND"'],
    ['m9 + 1', 'Nothing on this widget has the id "m9"'],
    ['e1 + 1', 'Expression "e1" refers to itself'],
    ['SUM(m1)', 'gives a single value; a chart needs time series'],
    ['m1 +', 'found its end where a value is expected'],
    ['(m1', 'lacks a ")"'],
    ['m1 m2', 'found "m2" after its end'],
    ['m1 ? 2', 'has an unexpected "?"'],
    ['FILL(m1, ASC)', 'FILL takes time series and a number, a time series, REPEAT or LINEAR'],
    ['SORT(m1, ASC)', 'SORT takes series'],
    ['SEARCH(m1)', 'SEARCH takes'],
    ["SEARCH('{Shop} (MetricName=\"a\"', 'Sum')", 'lacks a ")"'],
    ['[m1, m2] + [m1, m2]', '"+" takes one list of time series, not two'],
    ['m1 + "text"', '"+" takes numbers and time series'],
    ['constructor(m1)', 'Unsupported metric math function "constructor"'],
    ['m1 constructor m2', 'found "constructor" after its end'],
  ])('%s', (expression, message) => {
    expect(() => single(expression)).toThrow(MetricError);
    expect(() => single(expression)).toThrow(message);
  });

  test('an unknown statistic, and rows that are no metrics', () => {
    expect(() => evaluate(['Shop', 'Wait', { stat: 'p101' }])).toThrow('Unsupported statistic "p101"');
    expect(() => evaluate(['Shop', 'Wait', 'JobQueue'])).toThrow('Metric 0 needs a namespace, a name, and pairs of dimension and value');
    expect(() => evaluate(['.', 'Wait'])).toThrow('Metric 0 refers with "." to nothing before it');
    expect(() => evaluate('Shop')).toThrow('Metric 0 is no array');
  });
});
