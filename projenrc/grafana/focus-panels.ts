/** Charts of the containers and instances of the jobs in focus. */
import { joined } from './chosen-values';
import { CLOUDWATCH } from './data-sources';
import { CELL_PARAMETER, cellLinks } from './links';
import { tablePanel } from './log-panel';
import { lines } from './metric-panel';
import { panelTemplate } from './panel-template';
import { expressionTarget, logTarget } from './targets';
import { CONTAINER_LOGS_VARIABLE, INSTANCE_VARIABLE, TASK_VARIABLE } from './variable-names';
import { PanelTemplate } from '../../src/grafana-dashboards/dashboard-template';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';
import { search } from '../../src/insights-dashboard/plot';
import { MetricChart, Unit } from '../../src/insights-dashboard/section-description';
import { Statistic } from '../../src/insights-dashboard/series-description';
import { titleOf } from '../../src/insights-dashboard/text-widgets';

const CONTAINER_LOGS = `$${CONTAINER_LOGS_VARIABLE}`;
/** Lines of tasks, on instances and on Fargate: Container Insights writes one each minute. */
const TASKS = 'filter Type = "Task"';
const CHOSEN_TASKS = `filter TaskId in ["${joined(TASK_VARIABLE, '","')}"]`;
const PER_MINUTE = ['bin(1m)', 'TaskId'];

const chart = (title: string, unit: Unit, scope: string): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit,
  scope,
  width: 12,
  height: 8,
  series: [],
});

/** What a container reserves, and what it uses of it. */
const ofTasks = (texts: MetricChart, resource: 'Cpu' | 'Memory'): PanelTemplate => {
  const values = `avg(${resource}Reserved) as Reserved, avg(${resource}Utilized) as Used`;
  const query = [TASKS, CHOSEN_TASKS, `stats ${values} by ${PER_MINUTE.join(', ')}`, 'limit 10000'];
  return panelTemplate(lines(texts, false).datasource(CLOUDWATCH), { ...texts, title: titleOf(texts) }, [
    { targets: [logTarget(CONTAINER_LOGS, CONTAINER_LOGS, query, PER_MINUTE)] },
  ]);
};

const CHOSEN_INSTANCES = `(InstanceId="${joined(INSTANCE_VARIABLE, '" OR InstanceId="')}")`;

/** A metric of the chosen instances, one line each. */
const ofInstances = (texts: MetricChart, expression: string): PanelTemplate =>
  panelTemplate(lines(texts, false).datasource(CLOUDWATCH), { ...texts, title: titleOf(texts) }, [
    { targets: [expressionTarget(expression, 'eS1', "${PROP('Dim.InstanceId')}")] },
  ]);

const ofEc2 = (texts: MetricChart, metric: string, statistic: Statistic = 'Average'): PanelTemplate =>
  ofInstances(
    texts,
    search({ namespace: 'AWS/EC2', dimensions: ['InstanceId'], terms: [`MetricName="${metric}"`, CHOSEN_INSTANCES], statistic }),
  );

/** By any dimensions: how the agent is configured decides which there are beside the instance. */
const INSTANCE_MEMORY = `SEARCH('Namespace="CWAgent" MetricName="mem_used_percent" ${CHOSEN_INSTANCES}', 'Average')`;

const PER_PERIOD = 'per period, by instance';
export const FOCUS_PANELS: readonly PanelTemplate[] = [
  ofTasks(chart('Container CPU reserved and used', 'CPU units', 'of 1/1024 vCPU, by ECS task'), 'Cpu'),
  ofTasks(chart('Container memory reserved and used', 'MB', 'by ECS task'), 'Memory'),
  ofEc2(chart('Instance CPU', '%', 'by instance'), 'CPUUtilization'),
  ofInstances(chart('Instance memory', '%', 'by instance, from the CloudWatch agent'), INSTANCE_MEMORY),
  ofEc2(chart('EBS bytes read', 'bytes', PER_PERIOD), 'EBSReadBytes', 'Sum'),
  ofEc2(chart('EBS bytes written', 'bytes', PER_PERIOD), 'EBSWriteBytes', 'Sum'),
  ofEc2(chart('EBS read operations', 'count', PER_PERIOD), 'EBSReadOps', 'Sum'),
  ofEc2(chart('EBS write operations', 'count', PER_PERIOD), 'EBSWriteOps', 'Sum'),
];

const inFocus = (variable: string): string => `/d/${Placeholder.JOBS_UID}?\${__url_time_range}&var-${variable}=${CELL_PARAMETER}`;

/** The tasks that write to Container Insights now: jobs that run are in no record yet. */
export const RUNNING_TASKS: PanelTemplate = panelTemplate(
  tablePanel(CLOUDWATCH)
    .overrideByName('TaskId', [cellLinks(['Put this task in focus', inFocus(TASK_VARIABLE)])])
    .overrideByName('EC2InstanceId', [cellLinks(['Put this instance in focus', inFocus(INSTANCE_VARIABLE)])]),
  { title: 'Running tasks (the latest line of each, EC2 and Fargate)', width: 24, height: 8 },
  [
    {
      targets: [
        logTarget(CONTAINER_LOGS, CONTAINER_LOGS, [
          TASKS,
          'stats latest(@timestamp) as LastSeen, earliest(@timestamp) as FirstSeen, latest(CpuReserved) as CpuReserved, avg(CpuUtilized) as CpuUsed, ' +
            'latest(MemoryReserved) as MemoryReserved, max(MemoryUtilized) as MemoryUsedMax by TaskId, TaskDefinitionFamily, LaunchType, EC2InstanceId, ClusterName',
          'sort LastSeen desc',
          'limit 200',
        ]),
      ],
    },
  ],
);
