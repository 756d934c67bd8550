import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { IEventBus } from 'aws-cdk-lib/aws-events';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ExpiringTableOptions } from '../handler-options/expiring-table-options';
import { HandlerOptions } from '../handler-options/handler-options';
import { HealthAlarmProps, SilenceAlarmProps } from '../health-alarms/health-alarm-props';
import { InFlightSnapshotOptions } from '../in-flight-snapshot';
import { DashboardSection } from '../insights-dashboard';
import { IInstanceRegistry, InstanceRegistryOptions } from '../instance-registry';
import { IJobEventCollector, JobEventCollectorOptions } from '../job-event-collector';
import { LevelOfDetail } from '../level-of-detail';
import { RunTaskMonitoringOptions } from '../run-task-monitoring';

/** Options of `BatchInsights`, all with a default. */
export interface BatchInsightsProps
  extends
    JobEventCollectorOptions,
    InstanceRegistryOptions,
    InFlightSnapshotOptions,
    RunTaskMonitoringOptions,
    HandlerOptions,
    ExpiringTableOptions,
    HealthAlarmProps,
    SilenceAlarmProps {
  /**
   * The job queues to watch and to show.
   *
   * @default - all job queues of the account and region
   */
  readonly jobQueues?: IJobQueue[];
  /**
   * Whether every EC2 compute environment of the account uses AWS Batch's service-linked role, the default of AWS Batch.
   *
   * If true, no rule has a wildcard, and events about instances and Auto Scaling groups of other compute environments do not arrive. Rules with wildcards are limited to 30 per event bus.
   *
   * @default false
   */
  readonly serviceLinkedRoleOnly?: boolean;
  /**
   * The event bus that events come in on.
   *
   * The bus must be in the account and Region of the stack. Events of other accounts and Regions on it are ignored.
   *
   * @default - the default event bus of the account
   */
  readonly eventBus?: IEventBus;
  /**
   * The namespace of the metrics in CloudWatch.
   *
   * @default 'BatchInsights'
   */
  readonly metricNamespace?: string;
  /**
   * Which breakdowns are published as metrics; the others are answered from logs. `LevelOfDetail.monthlyUsd` calculates the cost.
   *
   * @default LevelOfDetail.STANDARD
   */
  readonly levelOfDetail?: LevelOfDetail;
  /**
   * How long job records, and the logs of the functions, are kept.
   *
   * @default - job records, and the log of AsgMonitoring, for one year; lines about instances, and why tasks were not placed, for three months; snapshots for one month
   */
  readonly logRetention?: RetentionDays;
  /**
   * A key for all tables, queues and log groups, and for the files of a trail.
   *
   * @default - keys that AWS owns or manages
   */
  readonly encryptionKey?: IKey;
  /**
   * What happens to log groups and tables when they leave the stack. The bucket of a trail is always kept.
   *
   * @default - the log groups that hold history are kept: job records, instances, and why tasks were not placed; everything else is deleted
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * A collector to use instead of a new one. Options of a new collector (`delivery`, `tagKeys`, ...) are an error here; options that other parts
   * have too (`encryptionKey`, `eventBus`, ...) apply to those. Name the `instanceRegistry` that it uses too, for snapshots and dashboards.
   *
   * @default - a new one
   */
  readonly jobEventCollector?: IJobEventCollector;
  /**
   * An instance registry to use instead of a new one.
   *
   * @default - a new one
   */
  readonly instanceRegistry?: IInstanceRegistry;
  /**
   * Whether to create an instance registry. Without it, records lack instance types, zones and purchase options.
   *
   * @default true
   */
  readonly instanceRegistryEnabled?: boolean;
  /**
   * Whether the jobs in flight are counted on a schedule: jobs in each state, the longest wait, vCPUs requested and in service.
   *
   * @default true
   */
  readonly inFlightEnabled?: boolean;
  /**
   * The time between two counts of the jobs in flight; each one scans the table of jobs.
   *
   * @default Duration.minutes(5)
   */
  readonly inFlightInterval?: Duration;
  /**
   * Whether calls of ECS RunTask are watched: those that could not place a task, and why. Needs a CloudTrail trail in the account.
   *
   * @default false
   */
  readonly runTaskMonitoringEnabled?: boolean;
  /**
   * Whether the metrics of AWS Batch's Auto Scaling groups are enabled, which is free of charge: without them the charts of Auto Scaling groups
   * (`GROUPS_AND_CLUSTERS`) are empty.
   *
   * @default true
   */
  readonly asgMonitoringEnabled?: boolean;
  /**
   * Whether there is a dashboard of what happened. More of them, or other ones, are made with `new InsightsDashboard` over `jobEventCollector`.
   *
   * @default true
   */
  readonly dashboardEnabled?: boolean;
  /**
   * What the dashboard of what happened shows, in this order. With `liveDashboardEnabled: false`, `DashboardSection.all()` makes one dashboard of all.
   *
   * @default - the sections of `DashboardSection.history()`
   */
  readonly dashboardSections?: DashboardSection[];
  /**
   * Whether there is a dashboard of what is happening.
   *
   * @default true
   */
  readonly liveDashboardEnabled?: boolean;
  /**
   * What the dashboard of what is happening shows, in this order.
   *
   * @default - the sections of `DashboardSection.live()` whose source is there
   */
  readonly liveDashboardSections?: DashboardSection[];
  /**
   * What the headlines of the dashboards begin with, to distinguish several `BatchInsights`: `TITLE: what happened` and `TITLE: what is happening`.
   *
   * @default 'AWS Batch'
   */
  readonly title?: string;
  /**
   * The time range that the dashboard of what happened opens with, from one minute to 31 days. Every opening scans the logs of this range.
   *
   * @default Duration.days(1)
   */
  readonly defaultInterval?: Duration;
  /**
   * The time range that the dashboard of what is happening opens with, from one minute to 31 days.
   *
   * @default Duration.hours(6)
   */
  readonly liveDefaultInterval?: Duration;
  /**
   * The name of the dashboard of what happened: letters, digits, hyphens and underscores. A name can exist only once in an account, whatever the Region.
   *
   * @default - `PREFIX-history-REGION` with `namePrefix`, or CloudFormation names it
   */
  readonly dashboardName?: string;
  /**
   * The name of the dashboard of what is happening: letters, digits, hyphens and underscores. A name can exist only once in an account, whatever the Region.
   *
   * @default - `PREFIX-live-REGION` with `namePrefix`, or CloudFormation names it
   */
  readonly liveDashboardName?: string;
  /**
   * Whether the stack has an output with the address of each dashboard, which `cdk deploy` prints.
   *
   * @default false
   */
  readonly dashboardOutputsEnabled?: boolean;
}
