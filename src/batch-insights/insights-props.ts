import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IComputeEnvironment, IJobDefinition, IJobQueue } from 'aws-cdk-lib/aws-batch';
import { IEventBus } from 'aws-cdk-lib/aws-events';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HealthAlarmProps, SilenceAlarmProps } from '../health-alarms/health-alarm-props';
import { DashboardSection } from '../insights-dashboard';
import { ComputeEnvironmentPurchaseOption, IInstanceRegistry } from '../instance-registry';
import { EventDelivery, IJobEventCollector } from '../job-event-collector';
import { LevelOfDetail, MetricDimensions } from '../level-of-detail';

/** Options of `BatchInsights`, all with a default. */
export interface BatchInsightsProps extends HealthAlarmProps, SilenceAlarmProps {
  /**
   * The job queues to watch and to show.
   *
   * @default - all job queues of the account and region
   */
  readonly jobQueues?: IJobQueue[];
  /**
   * The job definitions to watch, each in all its revisions.
   *
   * @default - all job definitions
   */
  readonly jobDefinitions?: IJobDefinition[];
  /**
   * Managed compute environments of this app, whose purchase option is then known without asking AWS.
   *
   * @default - AWS Batch is asked once
   */
  readonly computeEnvironments?: IComputeEnvironment[];
  /**
   * The purchase options of compute environments that are made elsewhere.
   *
   * @default - AWS Batch is asked once
   */
  readonly purchaseOptions?: ComputeEnvironmentPurchaseOption[];
  /**
   * Whether AWS may be asked about instances and compute environments that no event and no prop told of.
   *
   * Without it, the registry's function gets no permission to describe anything.
   *
   * @default true
   */
  readonly lookUpUnknown?: boolean;
  /**
   * How long an instance is remembered that no event tells of; at least 1 day.
   *
   * @default Duration.days(30)
   */
  readonly registeredExpiry?: Duration;
  /**
   * How long an instance is remembered after it is gone, since jobs that ran on it may be told later; at least 1 hour.
   *
   * @default Duration.days(7)
   */
  readonly goneExpiry?: Duration;
  /**
   * The event bus that events come in on.
   *
   * @default - the default event bus of the account
   */
  readonly eventBus?: IEventBus;
  /**
   * The way of job events to the collector's function.
   *
   * @default EventDelivery.buffered()
   */
  readonly delivery?: EventDelivery;
  /**
   * The namespace of the metrics in CloudWatch.
   *
   * @default 'BatchInsights'
   */
  readonly metricNamespace?: string;
  /**
   * How much is published as metrics, and how much is answered from logs. `LevelOfDetail.monthlyUsd` tells what a level costs.
   *
   * @default LevelOfDetail.STANDARD
   */
  readonly levelOfDetail?: LevelOfDetail;
  /**
   * The sets of dimensions that each metric about jobs is published with, instead of those of `levelOfDetail`.
   *
   * @default - those of `levelOfDetail`
   */
  readonly dimensionSets?: MetricDimensions[];
  /**
   * How long job records, and the logs of the functions, are kept.
   *
   * @default - job records, and the log of AsgMonitoring, for one year; lines about instances, and why tasks were not placed, for three months; snapshots for one month
   */
  readonly logRetention?: RetentionDays;
  /**
   * Keys of the job tags to keep in records.
   *
   * @default - no tags
   */
  readonly tagKeys?: string[];
  /**
   * How long to wait, each time, for facts that are late when a job ends; at most 10 waits of 1 second to 15 minutes.
   *
   * Then the record is written with what is known. An empty list never waits.
   *
   * @default - 30 seconds, 2 minutes, 5 minutes
   */
  readonly waitForLateFacts?: Duration[];
  /**
   * How long the table remembers a job of which no more events come; at least 1 day, and longer than jobs take.
   *
   * @default Duration.days(90)
   */
  readonly inFlightExpiry?: Duration;
  /**
   * How long the table remembers a finished job, so that late and doubled events are known as such; at least 1 hour.
   *
   * @default Duration.days(1)
   */
  readonly finishedExpiry?: Duration;
  /**
   * A key for all tables, queues and log groups, and for the files of a trail.
   *
   * @default - keys that AWS owns or manages
   */
  readonly encryptionKey?: IKey;
  /**
   * What happens to log groups and tables when they leave the stack. The bucket of a trail is always kept.
   *
   * @default - the log groups that hold history are kept: job records, instances, and why tasks were not placed; all else is deleted
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * Whether there is an alarm where instances join AWS Batch's clusters and no event of a job comes, at $0.20 a month.
   *
   * Set it to false where instances join without jobs, as those do that replace others in compute environments with `minvCpus`.
   *
   * @default - true where there is an instance registry and neither `jobQueues` nor `jobDefinitions` are given
   */
  readonly silenceAlarmEnabled?: boolean;
  /**
   * Whether there is an alarm where jobs are STARTING in every snapshot for hours and no event of a job comes, at $0.20 a month.
   *
   * @default true
   */
  readonly standstillAlarmEnabled?: boolean;
  /**
   * A collector to use instead of a new one. What only a new one could obey (`delivery`, `tagKeys`, ...) must then be left out; what other parts
   * obey too (`encryptionKey`, `eventBus`, ...) reaches those. Name the `instanceRegistry` that it uses too, for snapshots and dashboards.
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
   * Whether there is an instance registry. Without it, records do not tell instance types, zones and purchase options.
   *
   * @default true
   */
  readonly instanceRegistryEnabled?: boolean;
  /**
   * Whether the jobs in flight are counted on a schedule: jobs in each state, the oldest that waits, vCPUs wanted and in service.
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
   * Whether `runTaskMonitoringEnabled` makes the trail that it needs.
   *
   * @default false - the account has one
   */
  readonly createTrail?: boolean;
  /**
   * How long the files of the trail are kept, in whole days. An error without `createTrail`.
   *
   * @default Duration.days(7)
   */
  readonly trailExpiry?: Duration;
  /**
   * Whether the metrics of AWS Batch's Auto Scaling groups are turned on, which is free of charge: without them the charts of capacity are empty.
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
}
