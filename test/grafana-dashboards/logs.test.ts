import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { Dashboard, Panel, everyDashboard, linkOf, panelOf, scopeOf } from './dashboards';
import { LogLine, runInsightsQuery } from '../../lab/aws/insights/index';
import { MetricStore } from '../../lab/aws/metrics/index';
import { runLogs, runMetrics } from '../../lab/grafana/panel-queries';
import { DashboardSection } from '../../src/insights-dashboard';
import { LevelOfDetail } from '../../src/level-of-detail';
import { RenderedWidget, everySource, newStack, render } from '../insights-dashboard/dashboard-fixture';
import { DAY_START, QUEUES, jobRecords, logLines } from '../lab/aws/insights/job-records';

const DAY = { from: DAY_START, to: DAY_START + 86_400_000 };
const { jobs, history, live, details } = everyDashboard();
const LINES = logLines(jobRecords(400));
/** The only log group with job records. */
const recordsOf = (logGroup: string): readonly LogLine[] => (logGroup === 'insights-log' ? LINES : []);

const charts = [history, live, details].flatMap((dashboard) =>
  dashboard.panels.filter(({ targets }) => targets?.[0].queryMode === 'Logs').map((panel) => [panel.title, panel, dashboard] as const),
);

/** The log queries of the dashboards of CloudWatch, limited to job queues. */
function cloudWatchOf(queues?: readonly string[]): ReadonlyMap<string, RenderedWidget> {
  const stack = newStack();
  const jobQueues = queues?.map((name) => JobQueue.fromJobQueueArn(stack, name, `arn:aws:batch:us-east-1:111111111111:job-queue/${name}`));
  const sections = DashboardSection.all();
  const { widgets } = render({ ...everySource(stack, LevelOfDetail.FULL), jobQueues, sections }, stack);
  return new Map(widgets.filter(({ type }) => type === 'log').map((widget) => [widget.properties.title ?? '', widget]));
}

const rowsOf = (panel: Panel, dashboard: Dashboard, chosen?: readonly string[]) =>
  runLogs((panel.targets ?? [])[0], scopeOf(dashboard, DAY, chosen && { JobQueue: chosen }), recordsOf).rows;

describe.each([[undefined], [[QUEUES[0]]], [QUEUES.slice(0, 2)]])('with %j chosen', (chosen) => {
  const cloudWatch = cloudWatchOf(chosen);

  // Periods of a table by time suit the range that a dashboard opens with, which differs.
  const compared = charts.flatMap(([title, panel, dashboard]) => {
    const [, logGroup, query] = /^SOURCE '([^']+)' \| (.*)$/s.exec(cloudWatch.get(title)?.properties.query ?? '') ?? [];
    return logGroup && query && !/substr\(|bin\(/.test(query) ? [{ title, panel, dashboard, logGroup, query }] : [];
  });

  test.each(compared)('"$title" has the rows of the dashboard of CloudWatch', ({ panel, dashboard, logGroup, query }) => {
    const expected = runInsightsQuery(query, recordsOf(logGroup), { start: DAY.from, end: DAY.to });
    expect(rowsOf(panel, dashboard, chosen)).toEqual(expected.rows);
  });

  test('most of them have rows', () => {
    const filled = compared.filter(({ panel, dashboard }) => rowsOf(panel, dashboard, chosen).length > 0);
    expect(filled.length).toBeGreaterThan(12);
  });
});

describe('the containers of the tasks in focus', () => {
  const MINUTE = 60_000;
  const lineOf = (TaskId: string, minute: number, more: object = {}): LogLine => ({
    timestamp: DAY_START + minute * MINUTE,
    message: JSON.stringify({
      Type: 'Task',
      TaskId,
      TaskDefinitionFamily: 'align',
      ClusterName: 'AWSBatch-spot-arm-1234',
      LaunchType: 'EC2',
      EC2InstanceId: `i-of-${TaskId}`,
      CpuReserved: 1024,
      CpuUtilized: 100 + minute,
      MemoryReserved: 2048,
      MemoryUtilized: 500,
      ...more,
    }),
    logStream: 'AgentTelemetry-1',
  });
  const LOGS: readonly LogLine[] = [
    ...[0, 1, 2].flatMap((minute) => [
      lineOf('a', minute),
      lineOf('b', minute, { LaunchType: 'FARGATE', EC2InstanceId: undefined }),
      lineOf('c', minute),
    ]),
    lineOf('a', 1, { Type: 'Container', CpuUtilized: 9999 }),
  ];
  const tasksIn = (chosen: readonly string[]) => {
    const scope = scopeOf(jobs, DAY, { TaskId: chosen, ContainerLogs: ['/aws/ecs/containerinsights/AWSBatch-spot-arm-1234/performance'] });
    const cpu = panelOf(jobs, 'Container CPU reserved and used (CPU units of 1/1024 vCPU, by ECS task)');
    return runLogs((cpu.targets ?? [])[0], scope, () => LOGS).rows.map((row) => [row.TaskId, row.Reserved, row.Used]);
  };

  test('one task: what it reserved and used in each minute', () => {
    expect(tasksIn(['a']).sort()).toEqual([
      ['a', 1024, 100],
      ['a', 1024, 101],
      ['a', 1024, 102],
    ]);
  });

  test('several tasks, on instances and on Fargate', () => {
    const tasks = tasksIn(['a', 'b']).map(([id]) => id);
    expect(tasks.filter((id) => id === 'a')).toHaveLength(3);
    expect(tasks.filter((id) => id === 'b')).toHaveLength(3);
    expect(tasks).not.toContain('c');
  });

  test('lines are drawn by task', () => {
    const memory = panelOf(jobs, 'Container memory reserved and used (MB by ECS task)');
    expect(memory.targets?.[0].statsGroups).toEqual(['bin(1m)', 'TaskId']);
  });

  test('tasks that run now are listed, of jobs that are in no record yet, and lead into focus', () => {
    const running = panelOf(jobs, 'Running tasks (the latest line of each, EC2 and Fargate)');
    const scope = scopeOf(jobs, DAY, { ContainerLogs: ['one', 'two'] });
    const { rows } = runLogs((running.targets ?? [])[0], scope, () => LOGS);
    expect(rows.map(({ TaskId, LaunchType }) => [TaskId, LaunchType]).sort()).toEqual([
      ['a', 'EC2'],
      ['b', 'FARGATE'],
      ['c', 'EC2'],
    ]);
    expect(scope.follow(linkOf(running, 'TaskId'), 'b').choice).toEqual({ TaskId: ['b'] });
    expect(scope.follow(linkOf(running, 'EC2InstanceId'), 'i-of-a').choice).toEqual({ InstanceId: ['i-of-a'] });
  });

  test('their log groups are found by the names of the clusters of AWS Batch, at each opening', () => {
    const { regex = '', query } = jobs.templating.list.find(({ name }) => name === 'ContainerLogs') ?? {};
    expect(query).toMatchObject({ queryType: 'logGroups', logGroupPrefix: '/aws/ecs/containerinsights/' });
    const found = new RegExp(regex.slice(1, -1));
    const groupOf = (cluster: string) => `/aws/ecs/containerinsights/${cluster}/performance`;
    expect(['AWSBatch-spot-arm-640012bd', 'steady_Batch_9dd2c09a'].map(groupOf).filter((name) => found.test(name))).toHaveLength(2);
    expect(['my-web', 'batches'].map(groupOf).filter((name) => found.test(name))).toEqual([]);
  });
});

describe('the instances in focus', () => {
  const point = (Namespace: string, Name: string, InstanceId: string, Value: number, more: Readonly<Record<string, string>> = {}) => ({
    Namespace,
    Name,
    Dimensions: { InstanceId, ...more },
    Timestamp: DAY_START,
    Values: [Value],
    Counts: [1],
  });
  const EC2 = ['CPUUtilization', 'EBSReadBytes', 'EBSWriteBytes', 'EBSReadOps', 'EBSWriteOps'];
  const store = new MetricStore([
    ...EC2.flatMap((name, index) => ['i-1', 'i-2', 'i-3'].map((id, place) => point('AWS/EC2', name, id, 10 * (index + 1) + place))),
    point('CWAgent', 'mem_used_percent', 'i-1', 51),
    // The agent adds dimensions as it is configured.
    point('CWAgent', 'mem_used_percent', 'i-2', 52, { InstanceType: 'm7g.large', ImageId: 'ami-1' }),
  ]);
  const valuesOf = (title: string, InstanceId: readonly string[]) =>
    Object.fromEntries(
      runMetrics(panelOf(jobs, title).targets ?? [], scopeOf(jobs, DAY, { InstanceId }), store, 300).map(({ label, points }) => [
        label,
        points[0][1],
      ]),
    );

  test.each([
    ['Instance CPU (% by instance)', { 'i-1': 10, 'i-2': 11 }],
    ['EBS bytes read (bytes per period, by instance)', { 'i-1': 20, 'i-2': 21 }],
    ['EBS bytes written (bytes per period, by instance)', { 'i-1': 30, 'i-2': 31 }],
    ['EBS read operations (count per period, by instance)', { 'i-1': 40, 'i-2': 41 }],
    ['EBS write operations (count per period, by instance)', { 'i-1': 50, 'i-2': 51 }],
    ['Instance memory (% by instance, from the CloudWatch agent)', { 'i-1': 51, 'i-2': 52 }],
  ])('%s: a line for each chosen instance', (title, expected) => {
    expect(valuesOf(title, ['i-1', 'i-2'])).toEqual(expected);
    expect(Object.keys(valuesOf(title, ['i-1']))).toEqual(['i-1']);
  });

  test('as many as the variable offers fit into a search', () => {
    const InstanceId = Array.from({ length: 20 }, (_, index) => `i-0123456789abcde${String(index).padStart(2, '0')}`);
    const scope = scopeOf(jobs, DAY, { InstanceId });
    for (const title of ['Instance CPU (% by instance)', 'Instance memory (% by instance, from the CloudWatch agent)']) {
      const expression = scope.interpolate(panelOf(jobs, title).targets?.[0].expression ?? '');
      expect(/SEARCH\('(.*)', '/.exec(expression)?.[1].length).toBeLessThanOrEqual(1024);
    }
  });
});
