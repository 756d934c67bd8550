import { DimensionName, RunTaskMetric } from '../../domain/names/metrics';
import { MAX_GROUPS, RUN_TASK_FAILURES } from '../record-query';
import { EitherChart, LogChart, MetricChart, SectionDescription, Unit } from '../section-description';
import { COMPUTE_ENVIRONMENT, Group, JOB_QUEUE } from './groups';

const perSecond = (title: string, unit: Unit, metric: RunTaskMetric): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit,
  scope: 'per second',
  width: 12,
  height: 4,
  series: [{ of: 'total', from: 'run-task', label: 'Total', metrics: [metric], statistic: 'Sum', perSecond: true }],
});

const overTime = (title: string, unit: Unit, metric: RunTaskMetric, dimension: DimensionName): MetricChart => ({
  source: 'metrics',
  view: 'stacked',
  title,
  unit,
  scope: 'per period',
  width: 12,
  height: 5,
  series: [{ of: 'groups', from: 'run-task', label: '', metric, dimension, statistic: 'Sum' }],
});

/** A line stands for all failures of its call that had the same reason. */
const FAILURES = 'sum(Failures) as TasksNotPlaced';

const notPlaced = (name: string, field: string): LogChart => ({
  source: 'records',
  from: 'run-task',
  view: 'bar',
  title: `Tasks not placed by ${name}`,
  unit: 'tasks',
  scope: 'of the range',
  width: 12,
  height: 5,
  query: [
    RUN_TASK_FAILURES,
    `filter ispresent(${field})`,
    `stats ${FAILURES} by ${field}`,
    'sort TasksNotPlaced desc',
    `limit ${MAX_GROUPS}`,
  ],
});

const by = ({ name, dimension, field }: Group): EitherChart => ({
  source: 'either',
  metrics: [
    overTime(`RunTask calls by ${name}`, 'calls', RunTaskMetric.RUN_TASK_CALLS, dimension),
    overTime(`Tasks placed by ${name}`, 'tasks', RunTaskMetric.TASKS_PLACED, dimension),
  ],
  otherwise: [notPlaced(name, field)],
});

const BY_REASON: EitherChart = {
  source: 'either',
  metrics: [{ ...overTime('Tasks not placed by reason', 'tasks', RunTaskMetric.TASKS_NOT_PLACED, DimensionName.REASON), width: 24 }],
  otherwise: [{ ...notPlaced('reason', DimensionName.REASON), width: 24 }],
};

export const RUN_TASK: SectionDescription = {
  title: 'Placement calls',
  explanation:
    'The RunTask calls that AWS Batch makes to place jobs, and the reasons why ECS rejected them. RESOURCE reasons: no instance had enough of it free. AWS Batch retries; if ' +
    'a line repeats for hours, the job fits on no instance. The data comes from a CloudTrail trail; without a trail, or without calls, this section is empty.',
  needs: 'run-task',
  charts: [
    perSecond('RunTask calls per second', 'calls', RunTaskMetric.RUN_TASK_CALLS),
    perSecond('Tasks placed per second', 'tasks', RunTaskMetric.TASKS_PLACED),
    by(COMPUTE_ENVIRONMENT),
    by(JOB_QUEUE),
    BY_REASON,
    {
      source: 'records',
      from: 'run-task',
      view: 'table',
      title: 'Why tasks were not placed',
      scope: `the ${MAX_GROUPS} most frequent`,
      width: 10,
      height: 6,
      query: [
        RUN_TASK_FAILURES,
        `stats ${FAILURES} by Reason, Detail`,
        'sort TasksNotPlaced desc',
        `limit ${MAX_GROUPS}`,
        'display Reason, TasksNotPlaced, Detail',
      ],
    },
    {
      source: 'records',
      from: 'run-task',
      view: 'table',
      title: 'Latest tasks not placed',
      scope: 'the newest 50 lines, UTC',
      width: 14,
      height: 6,
      query: [
        RUN_TASK_FAILURES,
        'fields At, Reason, Detail, JobQueue, JobDefinition, ComputeEnvironment, Failures, ContainerInstanceArn',
        'sort At desc',
        'limit 50',
      ],
    },
  ],
};
