import { eventOf, replayEvents } from './fixtures/replay-fixture';
import { JsonObject } from '../../../lab/aws/json';
import { extractMetrics } from '../../../lab/replay/logs/embedded-metrics';

jest.setTimeout(30_000);

const NOW = Date.parse('2026-11-20T12:00:00Z');

const documentOf = (changes: JsonObject = {}, values: JsonObject = {}): JsonObject => ({
  _aws: {
    Timestamp: NOW,
    CloudWatchMetrics: [
      { Namespace: 'Test', Dimensions: [[], ['JobQueue']], Metrics: [{ Name: 'Waits', Unit: 'Seconds' }, { Name: 'Jobs' }], ...changes },
    ],
  },
  JobQueue: 'high',
  Waits: [1, 2.5, 1],
  Jobs: 3,
  ...values,
});

const violationsOf = (document: JsonObject, bytes = 100): readonly string[] => extractMetrics(document, bytes, NOW).violations;

describe('embedded metrics', () => {
  test('give a data point per metric and dimension set, values counted', () => {
    expect(extractMetrics(documentOf(), 100, NOW)).toEqual({
      violations: [],
      dataPoints: [
        { Namespace: 'Test', Name: 'Waits', Dimensions: {}, Timestamp: NOW, Values: [1, 2.5], Counts: [2, 1], Unit: 'Seconds' },
        {
          Namespace: 'Test',
          Name: 'Waits',
          Dimensions: { JobQueue: 'high' },
          Timestamp: NOW,
          Values: [1, 2.5],
          Counts: [2, 1],
          Unit: 'Seconds',
        },
        { Namespace: 'Test', Name: 'Jobs', Dimensions: {}, Timestamp: NOW, Values: [3], Counts: [1], Unit: 'None' },
        { Namespace: 'Test', Name: 'Jobs', Dimensions: { JobQueue: 'high' }, Timestamp: NOW, Values: [3], Counts: [1], Unit: 'None' },
      ],
    });
  });

  test.each([
    ['an unknown unit', documentOf({ Metrics: [{ Name: 'Waits', Unit: 'Fortnights' }] }), /must be equal to one of the allowed values/],
    ['no dimension set at all', documentOf({ Dimensions: [] }), /Dimensions must NOT have fewer than 1 items/],
    ['an empty namespace', documentOf({ Namespace: '' }), /Namespace must NOT have fewer than 1 characters/],
    [
      'more than 30 dimensions',
      documentOf({ Dimensions: [Array.from({ length: 31 }, (_, index) => `d${index}`)] }),
      /must NOT have more than 30 items/,
    ],
    ['a dimension without a value', documentOf({}, { JobQueue: '' }), /dimension JobQueue has the value ""/],
    ['a dimension beyond ASCII', documentOf({}, { JobQueue: 'größte' }), /1 to 1024 characters of ASCII/],
    ['a metric without a value', documentOf({ Metrics: [{ Name: 'Other' }] }), /metric Other has the value undefined/],
    ['a metric that is text', documentOf({}, { Jobs: '3' }), /metric Jobs has the value "3"/],
    [
      'more than 100 values',
      documentOf({}, { Waits: Array.from({ length: 101 }, () => 1) }),
      /metric Waits has 101 values; 100 are allowed/,
    ],
    [
      'a time more than two weeks ago',
      { ...documentOf(), _aws: { Timestamp: NOW - 15 * 86_400_000, CloudWatchMetrics: [] } },
      /more than 14 days old/,
    ],
    ['a time hours ahead', { ...documentOf(), _aws: { Timestamp: NOW + 3 * 3_600_000, CloudWatchMetrics: [] } }, /more than 2 hours ahead/],
  ])('are refused for %s', (_, document, violation) => {
    expect(violationsOf(document as JsonObject).join()).toMatch(violation);
    expect(extractMetrics(document as JsonObject, 100, NOW).dataPoints).toEqual([]);
  });

  test('are refused above one megabyte', () => {
    expect(violationsOf(documentOf(), 1_100_000)).toEqual(['EMF: a document of 1100000 bytes is larger than 1 MB']);
  });

  test('of a replay are written where CloudWatch accepts them, and reported where it does not', async () => {
    const measure = (metric: JsonObject, value: JsonObject['']): JsonObject =>
      eventOf('test.queued', {
        do: 'measure',
        document: { _aws: { CloudWatchMetrics: [{ Namespace: 'Test', Dimensions: [[]], Metrics: [metric] }] }, values: { Jobs: value } },
      });
    const { summary, lines } = await replayEvents([
      measure({ Name: 'Jobs', Unit: 'Count' }, 2),
      measure({ Name: 'Jobs', Unit: 'Count' }, 'two'),
    ]);
    expect(lines('metrics.ndjson')).toEqual([
      {
        Namespace: 'Test',
        Name: 'Jobs',
        Dimensions: {},
        Timestamp: expect.any(Number),
        Values: [2],
        Counts: [1],
        Unit: 'Count',
      },
    ]);
    expect(summary).toMatchObject({
      metricViolations: 1,
      rejectedDocuments: { WorkerLogs: 1 },
      dataPoints: 1,
      errorMessages: ['EMF: metric Jobs has the value "two"'],
    });
  });
});
