import { DimensionName, RunTaskMetric } from '../../domain/names/metrics';
import { MAX_GROUPS, RUN_TASK_FAILURES } from '../record-query';
import { EitherChart, LogChart, MetricChart, SectionDescription } from '../section-description';
import { COMPUTE_ENVIRONMENT, Group, JOB_QUEUE } from './groups';

const perSecond = (title: string, unit: string, metric: RunTaskMetric, explanation: string): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit,
  explanation,
  width: 12,
  height: 4,
  series: [{ of: 'total', from: 'run-task', label: 'Total', metrics: [metric], statistic: 'Sum', perSecond: true }],
});

const overTime = (title: string, unit: string, metric: RunTaskMetric, dimension: DimensionName, explanation: string): MetricChart => ({
  source: 'metrics',
  view: 'stacked',
  title,
  unit,
  explanation,
  width: 12,
  height: 6,
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
  explanation: 'For the whole time range, from the log.',
  width: 12,
  height: 6,
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
    overTime(
      `RunTask calls by ${name}`,
      'calls per period',
      RunTaskMetric.RUN_TASK_CALLS,
      dimension,
      'Includes calls that placed no task.',
    ),
    overTime(
      `Tasks placed by ${name}`,
      'tasks per period',
      RunTaskMetric.TASKS_PLACED,
      dimension,
      'Each placed attempt of a job is a task.',
    ),
  ],
  logs: [notPlaced(name, field)],
});

export const RUN_TASK: SectionDescription = {
  title: 'Placement calls',
  explanation:
    'The RunTask calls that AWS Batch makes to place jobs, and the reasons why ECS rejected them. The data comes from a CloudTrail trail; without a trail this section is empty. If it is empty with a trail, there were no calls. For placements by instance type and zone, see STARTING under Transitions, which needs no trail.',
  needs: 'run-task',
  charts: [
    perSecond('RunTask calls per second', 'calls/s', RunTaskMetric.RUN_TASK_CALLS, 'The total of all calls.'),
    perSecond(
      'Tasks placed per second',
      'tasks/s',
      RunTaskMetric.TASKS_PLACED,
      'The total of all tasks. If it is below the calls, ECS rejected some of them.',
    ),
    by(COMPUTE_ENVIRONMENT),
    by(JOB_QUEUE),
    {
      source: 'either',
      metrics: [
        {
          ...overTime(
            'Tasks not placed by reason',
            'tasks per period',
            RunTaskMetric.TASKS_NOT_PLACED,
            DimensionName.REASON,
            'RESOURCE reasons: no instance had enough of that resource free.',
          ),
          width: 24,
        },
      ],
      logs: [{ ...notPlaced('reason', DimensionName.REASON), width: 24 }],
    },
    {
      source: 'records',
      from: 'run-task',
      view: 'table',
      title: 'Why tasks were not placed',
      unit: `the ${MAX_GROUPS} most frequent`,
      explanation: 'The failure detail from ECS, often with the requested and the available amount.',
      width: 10,
      height: 7,
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
      unit: 'newest 50 lines, UTC',
      explanation: 'AWS Batch retries by itself. If a line repeats for hours, the job fits on no instance.',
      width: 14,
      height: 7,
      query: [
        RUN_TASK_FAILURES,
        'fields At, Reason, Detail, JobQueue, JobDefinition, ComputeEnvironment, Failures, ContainerInstanceArn',
        'sort At desc',
        'limit 50',
      ],
    },
  ],
};
