import { athenaSection, athenaTable, stackedOverTime } from './athena-panels';
import { ALL, JOB_QUEUE_VARIABLE } from './chosen-values';
import { dashboardTemplate } from './dashboard-frame';
import { FOCUS_PANELS, RUNNING_TASKS } from './focus-panels';
import {
  ARRAY_JOBS_SQL,
  ATTEMPTS_SQL,
  FAILURES_OVER_TIME_SQL,
  FAILURES_SQL,
  INSTANCE_IDS_SQL,
  JOBS_SQL,
  JOB_DEFINITIONS_SQL,
  JOB_IDS_SQL,
  JOB_QUEUES_SQL,
  LONGEST_WAITS_SQL,
  RETRIES_SQL,
  TASK_IDS_SQL,
  WAITS_SQL,
} from './jobs-sql';
import { CELL_PARAMETER, cellLinks } from './links';
import { sectionTemplate } from './section-template';
import { INSTANCE_VARIABLE, JOB_DEFINITION_VARIABLE, JOB_VARIABLE, STATUS_VARIABLE, TASK_VARIABLE } from './variable-names';
import { ATHENA_SOURCE, CLOUDWATCH_SOURCE, containerLogs, fromHistory, status } from './variables';
import { DashboardTemplate, PanelTemplate } from '../../src/grafana-dashboards/dashboard-template';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';
import { IN_FLIGHT } from '../../src/insights-dashboard/sections/in-flight';

/** The same dashboard, in which these variables have these values, and those that are filters keep theirs. */
function focusOn(values: Readonly<Record<string, string>>): string {
  const kept = [JOB_QUEUE_VARIABLE, JOB_DEFINITION_VARIABLE, STATUS_VARIABLE].map((name) => `\${${name}:queryparam}`);
  const set = Object.entries(values).map(([name, value]) => `var-${name}=${value}`);
  return `/d/${Placeholder.JOBS_UID}?${['${__url_time_range}', ...kept, ...set].join('&')}`;
}

const CELL = '${__value.raw}';
const EVERY = '$__all';
/** A job in focus: its tasks and instances, of all attempts, become those of the charts. */
const JOB_LINKS = cellLinks(
  ['Put this job in focus', focusOn({ [JOB_VARIABLE]: CELL_PARAMETER, [TASK_VARIABLE]: EVERY, [INSTANCE_VARIABLE]: EVERY })],
  ['Open in AWS Batch', `https://${Placeholder.CONSOLE_DOMAIN}/batch/home?region=${Placeholder.REGION}#jobs/detail/${CELL}`],
);
const TASK_LINKS = cellLinks([
  'Put this task in focus',
  focusOn({ [JOB_VARIABLE]: EVERY, [TASK_VARIABLE]: CELL_PARAMETER, [INSTANCE_VARIABLE]: EVERY }),
]);
const INSTANCE_LINKS = cellLinks([
  'Put this instance in focus',
  focusOn({ [JOB_VARIABLE]: EVERY, [TASK_VARIABLE]: EVERY, [INSTANCE_VARIABLE]: CELL_PARAMETER }),
]);

const FOCUS_LINKS = { job_id: JOB_LINKS, task_id: TASK_LINKS, instance_id: INSTANCE_LINKS };
const jobTable = (title: string, sql: string, width: number, height: number): PanelTemplate =>
  athenaTable({ title, width, height }, sql, FOCUS_LINKS);

const FAILURES_OVER_TIME = stackedOverTime(
  { title: 'Failed jobs by category (jobs per hour)', width: 10, height: 8 },
  FAILURES_OVER_TIME_SQL,
);

const RANGE_HOURS = 3;

export const JOBS: DashboardTemplate = dashboardTemplate('jobs', {
  description: 'Jobs of the history in Amazon S3, with the containers and instances of the job in focus, and what runs now.',
  from: `now-${RANGE_HOURS}h`,
  variables: [
    CLOUDWATCH_SOURCE,
    ATHENA_SOURCE,
    fromHistory(JOB_QUEUE_VARIABLE, 'Job queue', JOB_QUEUES_SQL).allValue(Placeholder.NAMESPACE),
    fromHistory(JOB_DEFINITION_VARIABLE, 'Job definition', JOB_DEFINITIONS_SQL).allValue(ALL),
    status(),
    fromHistory(JOB_VARIABLE, 'Job in focus', JOB_IDS_SQL).allValue(ALL),
    fromHistory(TASK_VARIABLE, 'ECS task', TASK_IDS_SQL),
    fromHistory(INSTANCE_VARIABLE, 'Instance', INSTANCE_IDS_SQL),
    containerLogs(),
  ],
  sections: [
    athenaSection(
      'Jobs',
      'Jobs that existed in the time range and have stopped, also those that began before it or stopped after it. A job id puts the job in focus: the charts ' +
        'below show its tasks and instances, of all attempts. Jobs that still run are in the next table.',
      [jobTable('Jobs that stopped (the latest 1,000)', JOBS_SQL, 24, 12), RUNNING_TASKS],
    ),
    athenaSection(
      'In focus',
      'The tasks and instances of the chosen jobs, or of the latest jobs if none is chosen: at most 50 tasks and 20 instances. Tasks need Container Insights, the ' +
        "instance's memory needs the CloudWatch agent. Fargate tasks have no instance.",
      [...FOCUS_PANELS, jobTable('Attempts', ATTEMPTS_SQL, 24, 8)],
    ),
    sectionTemplate(IN_FLIGHT, RANGE_HOURS * 3600),
    athenaSection(
      'Failures of the history',
      'Failed jobs by category and reason. Array jobs and nodes are left out: their children, and the multi-node job, count.',
      [jobTable('Reasons (the 100 most frequent)', FAILURES_SQL, 14, 8), FAILURES_OVER_TIME],
    ),
    athenaSection(
      'Waits and retries',
      'Queued: before RUNNABLE. Runnable: the wait for capacity, over all attempts. Lost: run time of attempts that failed.',
      [
        jobTable('Waits by job queue (minutes)', WAITS_SQL, 24, 6),
        jobTable('Longest waits for capacity (the 50 longest)', LONGEST_WAITS_SQL, 24, 8),
        jobTable('Retries by job definition (the 50 that lost the most)', RETRIES_SQL, 24, 8),
      ],
    ),
    athenaSection('Array jobs', 'Children that stopped, by array job. Children that still run are counted once they stop.', [
      jobTable('Array jobs (the latest 200)', ARRAY_JOBS_SQL, 24, 8),
    ]),
  ],
});
