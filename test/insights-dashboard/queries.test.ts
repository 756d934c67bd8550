import { Duration } from 'aws-cdk-lib';
import { RenderedWidget, StandInCollector, newStack, render, renderAll } from './dashboard-fixture';
import { FIELDS_OF_RECORDS, fieldsOf, recordTypesOf } from './record-fields';
import { runInsightsQuery } from '../../lab/aws/insights/index';
import { DashboardSection } from '../../src/insights-dashboard';
import { LevelOfDetail } from '../../src/level-of-detail';

const logCharts = (widgets: readonly RenderedWidget[]): RenderedWidget[] => widgets.filter(({ type }) => type === 'log');
// What is a metric at a higher level is a query at this one.
const charts = logCharts(renderAll(LevelOfDetail.TOTALS).widgets);
const titled = charts.map((chart): [string, string] => [chart.properties.title ?? '', chart.properties.query ?? '']);
const COMMANDS = ['fields', 'filter', 'parse', 'stats', 'sort', 'limit', 'display', 'dedup'];
const commandsOf = (query: string): string[] =>
  query
    .split(/\s\| /)
    .slice(1)
    .map((line) => line.split(' ')[0]);

const ofJobs = titled.filter(([, query]) => recordTypesOf(query).includes('job'));
const LOG_OF: Readonly<Record<string, string>> = {
  'in-flight': 'in-flight-log',
  instance: 'instances-log',
  'run-task-failure': 'run-task-log',
};

describe('every query', () => {
  test.each(titled)('%s reads fields that its records have, and no misspelt one', (_title, query) => {
    const fields = recordTypesOf(query).flatMap((type) => FIELDS_OF_RECORDS[type]);
    expect(fieldsOf(query).filter((field) => !fields.includes(field))).toEqual([]);
  });

  test.each(titled)('%s asks the log that has its records', (_title, query) => {
    const [type] = recordTypesOf(query);
    expect(query.startsWith(`SOURCE '${LOG_OF[type] ?? 'insights-log'}' | filter RecordType = "${type}"`)).toBe(true);
  });

  test.each(ofJobs.filter(([title]) => !title.startsWith('Latest failures')))(
    '%s counts no array parents and no nodes',
    (_title, query) => {
      expect(query).toMatch(/^[^\n]*RecordType = "job" and not ispresent\(ArraySize\) and not ispresent\((NodeParentId|NodeCount)\)\)?\n/);
    },
  );

  test.each(titled.filter(([, query]) => query.includes('dedup')))('%s has nothing but a limit behind dedup', (_title, query) => {
    expect(query).toMatch(/\| dedup \w+\n\| limit \d+$/);
  });

  test.each(titled)('%s uses only commands that Logs Insights has, and at most two stats', (_title, query) => {
    const commands = commandsOf(query);
    expect(commands.filter((command) => !COMMANDS.includes(command))).toEqual([]);
    expect(commands.filter((command) => command === 'stats').length).toBeLessThanOrEqual(2);
    expect(query.length).toBeLessThan(10_000);
  });

  test.each(titled)('%s shows a bounded number of rows', (title, query) => {
    const grouped = /by (Status|FailureCategory|AttemptCount|bin\(1h\))(\n|$)/.test(query);
    expect(title && (grouped || /\n\| limit \d{2,3}(\n|$)/.test(query))).toBe(true);
  });
});

const GRAPHS = ['bar', 'pie', 'timeSeries'];
const BAR_GROUPS = /\| limit (\d+)$/;

describe('what the console draws of a query', () => {
  const graphs = charts.filter(({ properties }) => GRAPHS.includes(properties.view ?? ''));

  test('a graph has nothing but an order and a limit behind its stats: no other command is documented to leave one', () => {
    expect(graphs.length).toBeGreaterThan(10);
    graphs.forEach(({ properties }) => {
      const commands = commandsOf(properties.query ?? '');
      expect(commands.slice(commands.indexOf('stats') + 1).filter((command) => !['sort', 'limit'].includes(command))).toEqual([]);
    });
  });

  test.each(
    graphs.filter(({ properties }) => properties.view === 'bar').map(({ properties }) => [properties.title, properties.query ?? '']),
  )('%s has at most 100 bars', (_title, query) => {
    const [, stats] = /\| stats (.*) by /.exec(query) ?? [];
    const bars = stats.split(/ as \w+(?:, )?/).filter(Boolean).length;
    expect(bars * Number(BAR_GROUPS.exec(query)?.[1])).toBeLessThanOrEqual(100);
  });

  test('no query parses a field that it computed', () => {
    const parsed = titled.flatMap(([, query]) => /\| parse (\S+)/.exec(query)?.[1] ?? []);
    expect(new Set(parsed)).toEqual(new Set(['JobDefinition']));
  });
});

test.each([
  [Duration.hours(3), '2026-01-01T10:50'],
  [Duration.hours(6), '2026-01-01T10:50'],
  [Duration.days(1), '2026-01-01T10:00'],
  [Duration.days(2), '2026-01-01T10:00'],
  [Duration.days(7), '2026-01-01'],
  [Duration.days(31), '2026-01-01'],
])('tables by time take periods that suit the range, by the time of the event: of %s %s', (defaultInterval, Time) => {
  const sections = [DashboardSection.TRANSITIONS_BY_GROUP, DashboardSection.INSTANCES_BY_GROUP];
  const byTime = logCharts(renderAll(LevelOfDetail.TOTALS, { defaultInterval, sections }).widgets).filter(({ properties }) =>
    / by time (and|\()/.test(properties.title ?? ''),
  );
  expect(byTime).toHaveLength(6);
  const place = { InstanceType: 't', AvailabilityZone: 'z', ComputeEnvironment: 'c', JobQueue: 'q', JobDefinition: 'd:1' };
  const lines = [
    { RecordType: 'job', Status: 'FAILED', StoppedAt: '2026-01-01T10:59:59.999Z' },
    { RecordType: 'transitions', At: '2026-01-01T10:50:00.000Z', JobsRunning: 1 },
    { RecordType: 'instance', Change: 'registered', At: '2026-01-01T10:50:00.000Z' },
  ].map((record) => ({ timestamp: Date.parse('2026-01-04T00:00:00Z'), message: JSON.stringify({ ...place, ...record }) }));
  byTime.forEach(({ properties }) => {
    const query = (properties.query ?? '').replace(/^SOURCE '[^']*' \| /, '');
    expect(runInsightsQuery(query, lines, { start: 0, end: Date.parse('2026-01-05T00:00:00Z') }).rows).toEqual([
      expect.objectContaining({ Time }),
    ]);
  });
});

test.each([
  [Duration.hours(6), '15m'],
  [Duration.days(1), '1h'],
  [Duration.days(7), '6h'],
  [Duration.days(31), '1d'],
])('time series from the log take periods that suit the range: of %s %s', (defaultInterval, bin) => {
  const stack = newStack();
  const collector = new StandInCollector(stack, 'Queues', { dimensionSets: [['JobQueue']] });
  const [first] = logCharts(render({ collector, defaultInterval, sections: [DashboardSection.TRANSITIONS] }, stack).widgets);
  expect(first.properties.query).toContain(`by bin(${bin})`);
});

describe('two clocks', () => {
  const everything = renderAll(LevelOfDetail.TOTALS).widgets;
  const stack = newStack();
  const withoutTotals = render(
    { collector: new StandInCollector(stack, 'Queues', { dimensionSets: [['JobQueue']] }), sections: [DashboardSection.TRANSITIONS] },
    stack,
  ).widgets;

  test.each([
    ['all sections', everything, ['Failed jobs by kind of cause over time (jobs per hour by time of ingestion)']],
    ['a collector without totals', withoutTotals, ['Jobs entering each state (jobs per period by time of ingestion)']],
  ])(
    'what goes by the time of ingestion, of %s, is only what Logs Insights draws in no other way, and its title says so',
    (_name, widgets, titles) => {
      const byIngestion = logCharts(widgets).filter(({ properties }) => /bin\(|@timestamp|@ingestionTime/.test(properties.query ?? ''));
      expect(byIngestion.map(({ properties }) => properties.title)).toEqual(titles);
      byIngestion.forEach((chart) => {
        expect(chart.properties).toMatchObject({ view: 'timeSeries' });
      });
    },
  );

  test('a table by time names its clock', () => {
    const byTime = logCharts(everything).filter(({ properties }) => / by time (and|\()/.test(properties.title ?? ''));
    expect(byTime.length).toBeGreaterThan(1);
    byTime.forEach(({ properties }) => expect(properties.title).toContain('event time'));
  });

  test('the headline names what chooses the lines of a range', () => {
    expect(everything[0].properties.markdown).toMatch(/Metrics go by the event's time; charts over logs read all that was ingested/);
  });
});

test('a collector without totals has its states over all from the log', () => {
  const stack = newStack();
  const collector = new StandInCollector(stack, 'Queues', { dimensionSets: [['JobQueue']] });
  const [first] = logCharts(render({ collector, sections: [DashboardSection.TRANSITIONS] }, stack).widgets);
  expect(first.properties).toMatchObject({
    title: 'Jobs entering each state (jobs per period by time of ingestion)',
    view: 'timeSeries',
    stacked: true,
  });
});

test('a misspelt field would be noticed', () => {
  expect(fieldsOf("SOURCE 'x' | fields fJobQueue | stats avg(TotalRunningSeconds) as Average by JobQueue")).toEqual([
    'fJobQueue',
    'TotalRunningSeconds',
    'JobQueue',
  ]);
});

describe('over a few records', () => {
  const job = { RecordType: 'job', Region: 'us-east-1', JobQueue: 'main', JobDefinition: 'render:3', AttemptCount: 1, LostSeconds: 0 };
  const ran = { RunnableAt: 'r', StartingAt: 's', StartedAt: 't', QueuedSeconds: 0 };
  const records = [
    {
      ...job,
      ...ran,
      Status: 'SUCCEEDED',
      StoppedAt: '2026-01-01T10:00:00.000Z',
      TotalRunnableSeconds: 60,
      TotalStartingSeconds: 30,
      TotalRunningSeconds: 90_000,
    },
    {
      ...job,
      ...ran,
      Status: 'SUCCEEDED',
      StoppedAt: '2026-01-01T11:00:00.000Z',
      TotalRunnableSeconds: 120,
      TotalStartingSeconds: 30,
      TotalRunningSeconds: 30_000,
    },
    {
      ...job,
      Status: 'FAILED',
      StoppedAt: '2026-01-01T09:00:00.000Z',
      FailureCategory: 'CANCELLED',
      StatusReason: 'No longer needed',
      RunnableAt: 'r',
      TotalRunnableSeconds: 600,
      TotalStartingSeconds: 0,
      TotalRunningSeconds: 0,
      AttemptCount: 0,
    },
    {
      ...job,
      ...ran,
      JobDefinition: 'render:4',
      JobId: '1f2e',
      Status: 'FAILED',
      StoppedAt: '2026-01-01T12:00:00.000Z',
      FailureCategory: 'OUT_OF_MEMORY',
      StatusReason: 'Essential container exited',
      Reason: 'OutOfMemoryError: Container killed',
      Vcpus: 4,
      TotalRunnableSeconds: 60,
      TotalStartingSeconds: 60,
      TotalRunningSeconds: 3_600,
      AttemptCount: 2,
      LostSeconds: 3_600,
      SpotInterruptions: 1,
      LogGroup: '/aws/batch/job',
      LogStream: 'render/default/1',
    },
    { RecordType: 'job', JobQueue: 'main', JobDefinition: 'render:3', Status: 'FAILED', ArraySize: 4, FailureCategory: 'UNKNOWN' },
    ...['NODE_STOPPED', 'IMAGE_PULL'].map((FailureCategory) => ({
      RecordType: 'job',
      JobQueue: 'main',
      JobDefinition: 'render:3',
      Status: 'FAILED',
      NodeParentId: 'n',
      FailureCategory,
      Reason: FailureCategory,
    })),
    { RecordType: 'queue-blocked', JobQueue: 'main' },
  ];
  const lines = records.map((record, index) => ({ timestamp: index, message: JSON.stringify(record) }));
  const rowsOf = (title: string): unknown => {
    const chart = charts.find(({ properties }) => properties.title?.startsWith(title)) as RenderedWidget;
    const query = (chart.properties.query ?? '').replace(/^SOURCE '[^']*' \| /, '');
    return runInsightsQuery(query, lines, { start: 0, end: 10 }).rows;
  };

  test('the success rate is of runs, in per cent, beside the failed ones', () => {
    expect(rowsOf('Jobs by job queue')).toEqual([expect.objectContaining({ JobQueue: 'main', Jobs: 4, Failed: 2, SuccessRate: 50 })]);
  });

  test('durations longer than a day are whole, in minutes', () => {
    expect(rowsOf('Jobs by job queue')).toEqual([expect.objectContaining({ RunningAvg: 686.67, RunningP95: expect.any(Number) })]);
  });

  test('a job that never started does not pull the averages down', () => {
    expect(rowsOf('Jobs by job queue')).toEqual([expect.objectContaining({ StartingAvg: 0.67, RunnableAvg: 3.5 })]);
  });

  test('revisions of a job definition are one row in a table and apart in another', () => {
    expect(rowsOf('Jobs by job definition')).toEqual([expect.objectContaining({ DefinitionName: 'render', SuccessRate: 50 })]);
    expect(rowsOf('Jobs by revision of job definition')).toEqual([
      expect.objectContaining({ JobDefinition: 'render:3', Jobs: 3, SuccessRate: 66.7 }),
      expect.objectContaining({ JobDefinition: 'render:4', Jobs: 1, SuccessRate: 0 }),
    ]);
  });

  test('the history is in the order in which jobs stopped, not that in which their records arrived', () => {
    expect((rowsOf('Latest jobs') as { StoppedAt: string }[]).map(({ StoppedAt }) => StoppedAt.slice(11, 13))).toEqual([
      '12',
      '11',
      '10',
      '09',
    ]);
  });

  test('a failure links to the log of its last attempt', () => {
    expect(rowsOf('Latest failures')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          LogLink:
            'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEventViewer:group=/aws/batch/job;stream=render/default/1',
        }),
      ]),
    );
  });

  test("a failure without a log has no link, the container's words go before the job's, and nodes that failed are listed", () => {
    const rows = rowsOf('Latest failures') as Record<string, unknown>[];
    expect(rows.map(({ FailureReason }) => FailureReason)).toEqual([
      'OutOfMemoryError: Container killed',
      'No longer needed',
      'IMAGE_PULL',
    ]);
    expect(rows.map(({ LogLink }) => LogLink !== undefined)).toEqual([true, false, false]);
  });

  test('what people cancelled is no common reason', () => {
    expect(rowsOf('Most common reasons')).toEqual([
      { FailureReason: 'OutOfMemoryError: Container killed', FailureCategory: 'OUT_OF_MEMORY', FailedJobs: 1 },
    ]);
  });

  test('a job links to the console of AWS Batch, and without an id to nothing', () => {
    expect((rowsOf('Latest jobs') as { JobLink?: string }[]).map(({ JobLink }) => JobLink)).toEqual([
      'https://console.aws.amazon.com/batch/home?region=us-east-1#jobs/detail/1f2e',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('retries, losses and vCPU-hours are added up by job definition; vCPU-hours count failed attempts', () => {
    expect(rowsOf('Retries and vCPU-hours')).toEqual([
      { DefinitionName: 'render', Jobs: 4, RetriedJobs: 1, Attempts: 4, Interruptions: 1, LostHours: 1, LostVcpuHours: 4, VcpuHours: 4 },
    ]);
  });
});
