import * as fc from 'fast-check';
import { LogLines } from './stage/log-lines';
import { NOW } from './stage/stage';
import { DataPoint } from '../../src/domain/data-point';
import { DimensionName, MetricName } from '../../src/domain/names/metrics';
import { MetricDocuments } from '../../src/runtime/output/metric-documents';
import { Output } from '../../src/runtime/output/output';
import { EmbeddedMetrics, packDocuments } from '../../src/runtime/output/pack-documents';

const { JOB_QUEUE, COMPUTE_ENVIRONMENT } = DimensionName;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const point = (name: MetricName, value: number, dimensions: DataPoint['dimensions'] = {}, atMillis = NOW): DataPoint => ({
  name,
  value,
  atMillis,
  dimensions,
});

/** What is written for data points. */
function written(
  points: readonly DataPoint[],
  sets: readonly (readonly DimensionName[])[] = [[], [JOB_QUEUE], [COMPUTE_ENVIRONMENT]],
): LogLines {
  const lines = new LogLines(() => NOW);
  new Output(
    (line) => lines.raw.push(line),
    () => NOW,
    new MetricDocuments('Batch/Jobs', sets),
  ).measure(points);
  return lines;
}

describe('documents in the embedded metric format', () => {
  test('one document holds all values of a minute and place', () => {
    const lines = written([
      point('JobsSucceeded', 1, { JobQueue: 'a' }, NOW + 1_000),
      point('JobsSucceeded', 1, { JobQueue: 'a' }, NOW + 59_999),
      point('RunningSeconds', 12.345, { JobQueue: 'a' }, NOW + 2_000),
      point('RunningSeconds', 7, { JobQueue: 'a' }, NOW + 3_000),
    ]);
    expect(lines.all).toEqual([
      {
        JobQueue: 'a',
        JobsSucceeded: 2,
        RunningSeconds: [12.345, 7],
        _aws: {
          Timestamp: NOW,
          CloudWatchMetrics: [
            {
              Namespace: 'Batch/Jobs',
              Dimensions: [[], ['JobQueue']],
              Metrics: expect.arrayContaining([
                { Name: 'JobsSucceeded', Unit: 'Count' },
                { Name: 'RunningSeconds', Unit: 'Seconds' },
              ]),
            },
          ],
        },
      },
    ]);
  });

  test('memory has no unit of CloudWatch, and is added up where it is counted', () => {
    const instances = ['RegisteredMemoryMiB', 'RegisteredMemoryMiB'].map((name) => ({ ...point('JobsFailed', 4096), name }) as DataPoint);
    expect(written(instances).dataPoints).toEqual([expect.objectContaining({ Name: 'RegisteredMemoryMiB', Values: [8192], Unit: 'None' })]);
  });

  test('another minute or another place has a document of its own', () => {
    const lines = written([
      point('JobsFailed', 1, { JobQueue: 'a' }),
      point('JobsFailed', 1, { JobQueue: 'b' }),
      point('JobsFailed', 1, { JobQueue: 'a' }, NOW - 60_000),
    ]);
    expect(lines.documents).toHaveLength(3);
    expect(lines.total('JobsFailed')).toBe(3);
  });

  test('what does not contradict each other shares a document, each with the sets that it has', () => {
    const lines = written([
      point('JobsRunnable', 3, { JobQueue: 'a' }),
      point('JobsStarting', 2, { JobQueue: 'a', ComputeEnvironment: 'spot' }),
      point('EventsProcessed', 5, {}),
    ]);
    expect(lines.documents).toEqual([
      expect.objectContaining({ JobQueue: 'a', ComputeEnvironment: 'spot', JobsRunnable: 3, JobsStarting: 2, EventsProcessed: 5 }),
    ]);
    expect(lines.dataPoints.map(({ Name, Dimensions }) => [Name, Dimensions])).toEqual([
      ['JobsStarting', {}],
      ['JobsStarting', { JobQueue: 'a' }],
      ['JobsStarting', { ComputeEnvironment: 'spot' }],
      ['JobsRunnable', {}],
      ['JobsRunnable', { JobQueue: 'a' }],
      ['EventsProcessed', {}],
    ]);
  });

  test('what may have been told before stands apart, with the mark of who tells it again', () => {
    const lines = written([
      point('JobsFailed', 1, { JobQueue: 'a' }),
      { ...point('JobsFailed', 1, { JobQueue: 'a' }), redelivered: 'k3f9z' },
    ]);
    expect(lines.documents.map(({ Redelivered, JobsFailed }) => [Redelivered, JobsFailed])).toEqual([
      [undefined, 1],
      ['k3f9z', 1],
    ]);
  });

  test('a metric that two places have stands in two documents, though its value is the same', () => {
    const lines = written([
      point('JobsFailed', 1, { JobQueue: 'a', ComputeEnvironment: 'spot' }),
      point('JobsFailed', 1, { JobQueue: 'a' }),
    ]);
    expect(lines.documents).toHaveLength(2);
    expect(lines.total('JobsFailed')).toBe(2);
  });

  test('sharing documents changes no data point', () => {
    const dimensions = fc.record(
      { JobQueue: fc.constantFrom('a', 'b'), ComputeEnvironment: fc.constantFrom('x', 'y'), InstanceType: fc.constantFrom('t') },
      { requiredKeys: [] },
    );
    const points = fc.array(
      fc.record({
        name: fc.constantFrom<MetricName>('JobsFailed', 'JobsRunnable', 'RunningSeconds', 'EventsProcessed'),
        value: fc.nat({ max: 3 }),
        dimensions,
        atMillis: fc.constantFrom(NOW, NOW - 60_000),
      }),
      { maxLength: 12 },
    );
    const totals = (lines: LogLines) => {
      const sums = new Map<string, number>();
      for (const { Name, Dimensions, Timestamp, Values, Counts } of lines.dataPoints) {
        const key = JSON.stringify([Name, Dimensions, Timestamp]);
        sums.set(key, (sums.get(key) ?? 0) + Values.reduce((sum, value, index) => sum + value * Counts[index], 0));
      }
      return Object.fromEntries([...sums].sort());
    };
    fc.assert(
      fc.property(points, (all) => {
        const apart = new LogLines(() => NOW);
        all.forEach((each) => apart.raw.push(...written([each]).raw));
        expect(totals(written(all))).toEqual(totals(apart));
      }),
    );
  });

  test('of thousands of places only so many are tried for each: nothing is lost, and the time does not grow with their square', () => {
    const document = (JobQueue: string | undefined, ...metrics: string[]): EmbeddedMetrics => ({
      ...(JobQueue && { JobQueue }),
      ...Object.fromEntries(metrics.map((name) => [name, 1])),
      _aws: { Timestamp: NOW, CloudWatchMetrics: [{ Metrics: metrics.map((Name) => ({ Name })) }] },
    });
    const places = Array.from({ length: 150 }, (_, place) => document(`queue-${place}`, 'JobsFailed'));
    const packed = packDocuments([...places, document('queue-99', 'JobsStarting'), document('queue-100', 'JobsStarting')]);
    expect(packed).toHaveLength(151);
    expect(packed[99]).toMatchObject({ JobQueue: 'queue-99', JobsFailed: 1, JobsStarting: 1 });
    expect(packed[150]).toEqual(document('queue-100', 'JobsStarting'));
  });

  test('more values than a metric may have are spread over documents', () => {
    const lines = written(Array.from({ length: 250 }, (_, index) => point('RunningSeconds', index)));
    expect(lines.documents.map(({ RunningSeconds }) => [RunningSeconds].flat().length)).toEqual([100, 100, 50]);
    expect(lines.total('RunningSeconds')).toBe(249 * 125);
  });

  test('a data point goes only to the sets of which every dimension is known', () => {
    const lines = written([point('JobsFailed', 1, { JobQueue: 'a' })], [[JOB_QUEUE, COMPUTE_ENVIRONMENT], [JOB_QUEUE]]);
    expect(lines.dataPoints.map(({ Dimensions }) => Dimensions)).toEqual([{ JobQueue: 'a' }]);
  });

  test('nothing is written for nothing, and for data points that fit no set', () => {
    expect(written([]).raw).toEqual([]);
    expect(written([point('JobsFailed', 1)], [[JOB_QUEUE]]).raw).toEqual([]);
  });

  test('metrics about the collector are written also where no set is empty', () => {
    const lines = written([point('EventsProcessed', 3, {}), point('JobsFailed', 1, { JobQueue: 'a' })], [[JOB_QUEUE]]);
    expect(lines.dataPoints.map(({ Name, Dimensions }) => [Name, Dimensions])).toEqual([
      ['EventsProcessed', {}],
      ['JobsFailed', { JobQueue: 'a' }],
    ]);
  });

  test.each([
    ['empty', ''],
    ['blank', '   '],
    ['a colon in front', ':queue'],
    ['not ASCII', 'größe'],
    ['a line break', 'a\nb'],
    ['too long', 'q'.repeat(1025)],
  ])('a value that CloudWatch refuses leaves its set out: %s', (_, value) => {
    expect(written([point('JobsFailed', 1, { JobQueue: value })]).dataPoints.map(({ Dimensions }) => Dimensions)).toEqual([{}]);
  });

  test.each(['_aws', '__proto__', 'constructor', 'JobsFailed', '"},{"', 'a'.repeat(1024)])(
    'a value that only looks dangerous is kept: %.20s',
    (value) => {
      const lines = written([point('JobsFailed', 1, { JobQueue: value })]);
      expect(lines.dataPoints.map(({ Dimensions }) => Dimensions)).toEqual([{}, { JobQueue: value }]);
    },
  );
});

describe('data points that CloudWatch would refuse', () => {
  test('are left out and counted', () => {
    const lines = written([
      point('JobsFailed', 1, {}, NOW - 14 * DAY),
      point('JobsFailed', 1, {}, NOW - 15 * DAY),
      point('JobsFailed', 1, {}, NOW + 2 * HOUR - 299_999),
      point('JobsFailed', 1),
    ]);
    expect(lines.total('JobsFailed')).toBe(1);
    expect(lines.ofType('metrics-left-out')).toEqual([
      { RecordType: 'metrics-left-out', Count: 3, Oldest: new Date(NOW - 15 * DAY).toISOString() },
    ]);
  });

  test('do not include those that are just within its bounds', () => {
    const lines = written([point('JobsFailed', 1, {}, NOW - 14 * DAY + HOUR), point('JobsFailed', 1, {}, NOW + 2 * HOUR - 300_000)]);
    expect(lines.total('JobsFailed')).toBe(2);
    expect(lines.ofType('metrics-left-out')).toEqual([]);
  });
});

test('a handler without metrics writes none', () => {
  const lines = new LogLines(() => NOW);
  new Output(
    (line) => lines.raw.push(line),
    () => NOW,
  ).measure([point('JobsFailed', 1)]);
  expect(lines.raw).toEqual([]);
});
