/** A dashboard with a widget of every kind, its body joined from parts as CDK writes it. */

const NAMESPACE = 'BatchInsights';
const LOG_GROUP = '<log group>';
const ALARM = '<alarm>';

const metric = (name: string, options: object = {}): readonly unknown[] => [NAMESPACE, name, options];
const log = (view: string, query: string, options: object = {}): object => ({
  view,
  query: `SOURCE '${LOG_GROUP}' | ${query}`,
  ...options,
});

interface Part {
  readonly type: string;
  readonly size: readonly [width: number, height: number];
  readonly properties: object;
}

const ROWS: ReadonlyArray<readonly Part[]> = [
  [
    {
      type: 'text',
      size: [24, 2],
      properties: {
        markdown:
          '# Shop\nHow the jobs of the shop ran. [button:primary:Runbook](https://example.com/runbook) <b onclick="boom()">raw</b> [bad](javascript:boom())',
      },
    },
  ],
  [
    {
      type: 'metric',
      size: [8, 3],
      properties: {
        view: 'singleValue',
        title: 'Jobs finished (jobs)',
        setPeriodToTimeRange: true,
        metrics: [
          metric('JobsSucceeded', { stat: 'Sum', label: 'Succeeded', color: '#2ca02c' }),
          metric('JobsFailed', { stat: 'Sum', label: 'Failed', color: '#d62728' }),
        ],
      },
    },
    {
      type: 'metric',
      size: [8, 3],
      properties: {
        view: 'gauge',
        title: 'Success rate (%)',
        setPeriodToTimeRange: true,
        yAxis: { left: { min: 0, max: 100 } },
        metrics: [
          [{ expression: '100 * s / (s + f)', label: 'Succeeded', id: 'e1' }],
          metric('JobsSucceeded', { id: 's', stat: 'Sum', visible: false }),
          metric('JobsFailed', { id: 'f', stat: 'Sum', visible: false }),
        ],
      },
    },
    {
      type: 'alarm',
      size: [8, 3],
      properties: { title: 'Alarms', alarms: [ALARM, 'arn:aws:cloudwatch:us-east-1:111111111111:alarm:elsewhere'] },
    },
  ],
  [
    {
      type: 'metric',
      size: [12, 6],
      properties: {
        view: 'timeSeries',
        title: 'Wait in RUNNABLE by queue (minutes)',
        yAxis: { left: { min: 0, label: 'minutes', showUnits: false } },
        annotations: { horizontal: [{ value: 12, label: 'Too long' }] },
        metrics: [
          [
            {
              expression: `SEARCH('{${NAMESPACE},JobQueue} MetricName="RunnableSeconds"', 'p90', 3600) / 60`,
              label: "${PROP('Dim.JobQueue')}",
            },
          ],
        ],
      },
    },
    {
      type: 'metric',
      size: [12, 6],
      properties: {
        view: 'timeSeries',
        stacked: true,
        title: 'Jobs finishing (jobs per hour)',
        period: 3600,
        stat: 'Sum',
        metrics: [
          metric('JobsSucceeded', { label: 'Succeeded', color: '#2ca02c' }),
          metric('JobsFailed', { label: 'Failed', color: '#d62728' }),
        ],
      },
    },
  ],
  [
    {
      type: 'metric',
      size: [8, 6],
      properties: {
        view: 'pie',
        title: 'By outcome',
        setPeriodToTimeRange: true,
        stat: 'Sum',
        metrics: [metric('JobsSucceeded'), metric('JobsFailed')],
      },
    },
    {
      type: 'metric',
      size: [8, 6],
      properties: {
        view: 'bar',
        title: 'Run time by queue (s)',
        setPeriodToTimeRange: true,
        stat: 'Average',
        metrics: [
          [NAMESPACE, 'RunningSeconds', 'JobQueue', 'analysis'],
          ['...', 'nightly'],
          ['.', '.', '.', 'interactive-gpu'],
        ],
      },
    },
    {
      type: 'metric',
      size: [8, 6],
      properties: {
        view: 'table',
        title: 'Waits (s)',
        period: 3600,
        metrics: [metric('RunnableSeconds', { stat: 'p50', label: 'Median' }), metric('RunnableSeconds', { stat: 'p99', label: 'p99' })],
      },
    },
  ],
  [
    {
      type: 'log',
      size: [8, 6],
      properties: log('pie', 'filter RecordType = "job" | stats count(*) as Jobs by Status', { title: 'Succeeded and failed jobs' }),
    },
    {
      type: 'log',
      size: [8, 6],
      properties: log(
        'bar',
        'filter RecordType = "job" | stats avg(TotalRunnableSeconds) as Average, pct(TotalRunnableSeconds, 95) as P95 by JobDefinition',
        { title: 'Wait by job definition (s)' },
      ),
    },
    {
      type: 'log',
      size: [8, 6],
      properties: log(
        'timeSeries',
        'filter Status = "FAILED" | stats sum(FailureCategory = "OUT_OF_MEMORY") as Memory, count(*) as All by bin(2h)',
        { title: 'Failures over time', stacked: true },
      ),
    },
  ],
  [
    {
      type: 'log',
      size: [24, 8],
      properties: log(
        'table',
        'filter RecordType = "job" | fields StoppedAt, Status, JobName, JobQueue, floor(TotalRunningSeconds) as Seconds, concat("https://example.com/", JobId) as LogLink, JobId\n| sort JobName asc | limit 50',
        { title: 'Jobs' },
      ),
    },
  ],
];

/** Widgets over several log groups, and over metrics of AWS's own services. */
const LIVE: ReadonlyArray<readonly Part[]> = [
  [{ type: 'text', size: [24, 2], properties: { markdown: 'NUMBER line' } }],
  [
    {
      type: 'metric',
      size: [8, 4],
      properties: {
        view: 'singleValue',
        sparkline: true,
        title: 'Finished',
        period: 3600,
        metrics: [metric('JobsSucceeded', { stat: 'Sum' })],
      },
    },
    {
      type: 'metric',
      size: [8, 4],
      properties: {
        view: 'gauge',
        title: 'Reserved',
        yAxis: { left: { min: 0, max: 100 } },
        metrics: [
          [{ expression: "AVG(SEARCH('{AWS/ECS,ClusterName} MetricName=\"CPUReservation\"', 'Average'))", label: 'CPU', id: 'e1' }],
        ],
      },
    },
    {
      type: 'metric',
      size: [8, 4],
      properties: {
        view: 'pie',
        title: 'Instances',
        metrics: [
          [{ expression: "SEARCH('{AWS/AutoScaling,AutoScalingGroupName} MetricName=\"GroupInServiceInstances\"', 'Maximum')", id: 'e1' }],
        ],
      },
    },
  ],
  [
    {
      type: 'log',
      size: [12, 4],
      properties: log('table', "SOURCE 'InstanceRecords' | stats count(*) as Records by @log | sort @log", { title: 'Records' }),
    },
    {
      type: 'metric',
      size: [12, 4],
      properties: { title: 'Nothing', metrics: [['ECS/ContainerInsights', 'TaskCount', 'ClusterName', 'none']] },
    },
  ],
];

/** Widgets that cannot be shown: each gives its reason. */
const REFUSED: readonly Part[] = [
  { type: 'log', size: [6, 3], properties: log('table', 'fields a | pattern @message', { title: 'Unknown command' }) },
  { type: 'log', size: [6, 3], properties: { view: 'table', title: 'Unknown group', query: "SOURCE '/elsewhere' | fields a" } },
  {
    type: 'metric',
    size: [6, 3],
    properties: {
      title: 'Unknown function',
      metrics: [[{ expression: 'ANOMALY_DETECTION_BAND(m1)', id: 'e1' }], metric('JobsFailed', { id: 'm1' })],
    },
  },
  { type: 'explorer', size: [6, 3], properties: { title: 'Explorer' } },
];

function place(rows: ReadonlyArray<readonly Part[]>): readonly object[] {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const placed = row.map(({ type, size: [width, height], properties }) => {
      x += width;
      return { type, x: x - width, y, width, height, properties };
    });
    y += row[0].size[1];
    return placed;
  });
}

const NUMBER = {
  id: 'Number',
  label: 'How many',
  type: 'pattern',
  pattern: 'NUMBER',
  inputType: 'select',
  values: [{ value: 'One' }, { value: 'Another', label: 'One more' }],
  defaultValue: 'One',
};

/** Joins the body from text and references, as CDK does where a body has tokens. */
function joined(body: object): object {
  const references: Record<string, object> = { [LOG_GROUP]: { Ref: 'JobRecords' }, [ALARM]: { 'Fn::GetAtt': ['TooManyFailures', 'Arn'] } };
  const parts = JSON.stringify(body)
    .split(/(<log group>|<alarm>)/)
    .map((part) => references[part] ?? part);
  return { 'Fn::Join': ['', parts] };
}

const dashboard = (body: object, name?: string): object => ({
  Type: 'AWS::CloudWatch::Dashboard',
  Properties: { ...(name ? { DashboardName: name } : {}), DashboardBody: joined(body) },
});

export const DASHBOARD_TEMPLATE = {
  Resources: {
    JobRecords: { Type: 'AWS::Logs::LogGroup', Properties: {} },
    TooManyFailures: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        Namespace: NAMESPACE,
        MetricName: 'JobsFailed',
        Statistic: 'Sum',
        Period: 3600,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      },
    },
    Everything: dashboard({ start: '-P1D', widgets: place(ROWS) }, 'Everything'),
    Refused: dashboard({ widgets: place([REFUSED]) }, 'Refused'),
    Live: dashboard({ start: '-P1D', widgets: place(LIVE), variables: [NUMBER] }, 'Live'),
    Broken: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardName: 'Broken', DashboardBody: '{"no":"widgets"}' } },
  },
};
