import { Duration } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { DashboardSection } from './dashboard-section';
import { ICostInsights } from '../cost-insights/cost-insights-base';
import { IInFlightSnapshot } from '../in-flight-snapshot/in-flight-snapshot-base';
import { IInstanceRegistry } from '../instance-registry/instance-registry-base';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-base';
import { IRunTaskMonitoring } from '../run-task-monitoring/run-task-monitoring-base';

/** The constructs that a dashboard shows besides its collector. */
export interface DashboardSourceOptions {
  /**
   * Whose gauges of the jobs in flight to show, in `DashboardSection.IN_FLIGHT` and `CAPACITY`, and in `OVERVIEW`.
   *
   * @default - these sections and charts are left out
   */
  readonly inFlightSnapshot?: IInFlightSnapshot;

  /**
   * Whose container instances to show, in `DashboardSection.INSTANCES` and `INSTANCES_BY_GROUP`.
   *
   * @default - these sections are left out
   */
  readonly instanceRegistry?: IInstanceRegistry;

  /**
   * Whose calls of RunTask to show, in `DashboardSection.RUN_TASK`.
   *
   * @default - that section is left out
   */
  readonly runTaskMonitoring?: IRunTaskMonitoring;

  /**
   * Whose estimates of costs to show, in `DashboardSection.COST` and as a number in `OVERVIEW`.
   *
   * @default - that section and that number are left out
   */
  readonly costInsights?: ICostInsights;
}

/** Props for InsightsDashboard. */
export interface InsightsDashboardProps extends DashboardSourceOptions {
  /** Whose job records and metrics to show. */
  readonly collector: IJobEventCollector;

  /**
   * The alarms whose state to show, in `DashboardSection.COLLECTOR_HEALTH`.
   *
   * @default - those of `collector`, `inFlightSnapshot`, `instanceRegistry`, `runTaskMonitoring` and `costInsights`, if they are created in the same app
   */
  readonly alarms?: IAlarm[];

  /**
   * What the dashboard shows, in this order. Each section once.
   *
   * A section that is named here without what it shows, such as `IN_FLIGHT` without `inFlightSnapshot`, is an error unless
   * `sectionsWithoutSourceOmitted` is true.
   *
   * @default - the sections of `DashboardSection.history()`, then those of `live()` that show a source which the dashboard is given
   */
  readonly sections?: DashboardSection[];

  /**
   * Whether a section whose source is missing is left out instead of being an error. It appears in its place once `addSources` gives the dashboard its source.
   *
   * @default - false where `sections` are given, true where they are not
   */
  readonly sectionsWithoutSourceOmitted?: boolean;

  /**
   * The job queues to show.
   *
   * Where `collector` was created in this app and watches no others, any number: the dashboard then names none of them in its charts, and its variable
   * "Job queue" lists them, where their names are known at synthesis. Otherwise at most 30, and every query and every metric that knows job queues is
   * limited to them; the metrics must be published by job queue, which they are by default.
   *
   * Instances, Auto Scaling groups and clusters serve several queues, and are shown whole.
   *
   * @default - all job queues; viewers choose one in the variable "Job queue"
   */
  readonly jobQueues?: IJobQueue[];

  /**
   * The time range that the dashboard opens with, from one minute to 31 days. Viewers can choose another.
   *
   * Each of the charts over logs scans the log of the whole range at every opening, at $0.005 per GB: 10,000 jobs a day are some 16 MB a
   * day and chart, so that opening the 11 of them in `DashboardSection.history()` costs about a tenth of a cent for a day and three cents for a month.
   * Six hours suit a dashboard of `DashboardSection.live()`.
   *
   * @default Duration.days(1)
   */
  readonly defaultInterval?: Duration;

  /**
   * The dashboard's name: letters, digits, hyphens and underscores. A fixed name can exist only once in an account.
   *
   * @default - CloudFormation names it, so that any number of dashboards can exist
   */
  readonly dashboardName?: string;

  /**
   * The headline at the top of the dashboard.
   *
   * @default 'AWS Batch insights'
   */
  readonly title?: string;
}
