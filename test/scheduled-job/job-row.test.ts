import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { DAILY, fullScheduledJob, IMAGE, jobIn } from './full-scheduled-job';
import { BatchInsights, OnDemandBatchEnvironment, ScheduledJob, ScheduledJobProps } from '../../src';
import { PLACES, resourcesIn } from '../event-intake/partitions';
import { network } from '../on-demand-batch-environment/full-environment';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly query?: string;
    readonly alarms?: string[];
    readonly params?: object;
    readonly metrics?: unknown[][];
  };
}

/** The widgets of the only dashboard, as they are after a deployment. */
function widgetsOf(build: (stack: Stack) => void): Widget[] {
  const dashboards = Object.values(resourcesIn(PLACES[0], true, build)).filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
  expect(dashboards).toHaveLength(1);
  return (JSON.parse(String(dashboards[0].Properties.DashboardBody)) as { widgets: Widget[] }).widgets;
}
const rowOf = (props: Partial<ScheduledJobProps> = {}): Widget[] => {
  const widgets = widgetsOf((stack) => jobIn(stack, props));
  const start = widgets.findIndex(({ properties }) => properties.markdown?.startsWith('### Nightly'));
  return widgets.slice(start, start + 7);
};
const titled = (widgets: readonly Widget[], title: string): Widget =>
  widgets.find(({ properties }) => properties.title?.startsWith(`Nightly: ${title}`)) as Widget;

describe('the row of a scheduled job', () => {
  const row = rowOf();

  test('says what the job is, when it is due, and how it is submitted by hand', () => {
    const { markdown } = row[0].properties;
    expect(markdown).toMatch(/^### Nightly\nDue every day at 04:00 \(Etc\/UTC\)\. Job definition `Nightly\w+`, latest revision\./);
    expect(markdown).toMatch(
      /\[Jobs of its queue\]\(https:\/\/console\.aws\.amazon\.com\/batch\/.*\)\. Run it now:\n```\naws batch submit-job .*\n```$/,
    );
    expect(rowOf({ enabled: false })[0].properties.markdown).toContain('Its schedule is disabled; it would be due every day');
  });

  test('asks the explorer for the next run', () => {
    expect(titled(row, 'next run').properties.params).toEqual({
      view: 'scheduled-job',
      job: 'Nightly',
      queue: expect.any(String),
      definition: expect.stringMatching(/^Nightly/),
      expression: 'cron(0 4 * * ? *)',
      timeZone: 'Etc/UTC',
    });
  });

  test('passes on when the schedule begins and ends, and that it is disabled', () => {
    const [start, end] = [new Date('2026-12-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')];
    const schedule = ScheduleExpression.rate(Duration.hours(1));
    expect(titled(rowOf({ schedule, start, end, enabled: false }), 'next run').properties.params).toMatchObject({
      expression: 'rate(1 hour)',
      startDate: '2026-12-01T00:00:00.000Z',
      endDate: '2027-01-01T00:00:00.000Z',
      enabled: false,
    });
  });

  test('queries the runs of every revision, as they were submitted', () => {
    for (const title of ['last runs', 'usual duration', 'duration of each run']) {
      const { query } = titled(row, title).properties;
      expect(query).toMatch(/filter JobDefinition like \/\^Nightly\w+:\//);
      expect(query).toContain('not ispresent(ArrayParentId)');
      expect(query).toMatch(/SOURCE '.*'/);
    }
  });

  test('lists what a run did, and no duration twice', () => {
    const { query } = titled(row, 'last runs').properties;
    expect(query).toMatch(/\| fields CreatedAt, StartedAt, Status, .* as Running, .* as Waited, AttemptCount, /);
    expect(query).not.toContain('RunSeconds');
  });

  test('counts submissions of its schedule group, and what is in its dead-letter queue', () => {
    const metrics = titled(row, 'submissions').properties.metrics?.map(([namespace, name]) => `${String(namespace)} ${String(name)}`);
    expect(metrics).toEqual([
      'AWS/Scheduler InvocationAttemptCount',
      'AWS/Scheduler TargetErrorCount',
      'AWS/Scheduler InvocationDroppedCount',
      'AWS/Scheduler InvocationsSentToDeadLetterCount',
      'AWS/SQS ApproximateNumberOfMessagesVisible',
    ]);
    expect(titled(row, 'alarms').properties.alarms).toHaveLength(2);
    expect(titled(rowOf({ silenceAlarmEnabled: false }), 'alarms').properties.alarms).toHaveLength(1);
  });

  test('covers the width of the dashboard without gaps', () => {
    const widths = new Map<number, number>();
    for (const { y, width } of row) widths.set(y, (widths.get(y) ?? 0) + width);
    expect([...widths.values()]).toEqual([24, 24, 24]);
  });
});

test('without an explorer the text has the whole width', () => {
  const widgets = widgetsOf((stack) => {
    const batchEnvironment = new OnDemandBatchEnvironment(stack, 'Batch', {
      vpc: network(stack),
      insights: new BatchInsights(stack, 'Insights', { liveDashboardEnabled: false }),
    });
    jobIn(stack, { batchEnvironment });
  });
  expect(widgets.find(({ properties }) => properties.markdown?.startsWith('### Nightly'))?.width).toBe(24);
  expect(widgets.filter(({ type }) => type === 'custom')).toEqual([]);
});

test('every prop fits into a row', () => {
  expect(() => Template.fromStack(rowsIn(new Stack(new App(), 'Stack')))).not.toThrow();
});
const rowsIn = (stack: Stack): Stack => {
  fullScheduledJob(stack, {}, { insightsEnabled: true });
  return stack;
};

describe('there is no row', () => {
  const hasRow = (build: (stack: Stack) => void): boolean =>
    Object.values(resourcesIn(PLACES[0], true, build)).some(
      ({ Type, Properties }) => Type === 'AWS::CloudWatch::Dashboard' && String(Properties.DashboardBody).includes('Scheduled jobs'),
    );
  const environment = (stack: Stack, props: object) => new OnDemandBatchEnvironment(stack, 'Batch', { vpc: network(stack), ...props });

  test.each<[string, (stack: Stack) => void]>([
    ['where it is not wanted', (stack) => jobIn(stack, { dashboardRowEnabled: false })],
    ['without insights', (stack) => jobIn(stack, { batchEnvironment: environment(stack, { insightsEnabled: false }) })],
    [
      'without a dashboard',
      (stack) =>
        jobIn(stack, {
          batchEnvironment: environment(stack, { insights: new BatchInsights(stack, 'Insights', { dashboardEnabled: false }) }),
        }),
    ],
    ['without a job', (stack) => environment(stack, {})],
  ])('%s', (_, build) => expect(hasRow(build)).toBe(false));

  test('where stacks would need each other, and a warning says so', () => {
    const app = new App();
    const batchEnvironment = environment(new Stack(app, 'Shared'), {});
    const stack = new Stack(app, 'Team');
    new ScheduledJob(stack, 'Nightly', { batchEnvironment, image: IMAGE, schedule: DAILY });
    Annotations.fromStack(stack).hasWarning('/Team/Nightly', Match.stringLikeRegexp('has no row for Team/Nightly'));
    expect(() => app.synth()).not.toThrow();
  });

  test('for the job after the twenty-fifth, and the error says what to do', () => {
    const stack = new Stack(new App(), 'Stack');
    const batchEnvironment = environment(stack, {});
    const add = (index: number) => new ScheduledJob(stack, `Job${index}`, { batchEnvironment, image: IMAGE, schedule: DAILY });
    for (let index = 0; index < 25; index += 1) add(index);
    expect(() => add(25)).toThrow(/scheduled jobs with a row on the dashboard.*26.*Set dashboardRowEnabled to false/s);
  });
});
