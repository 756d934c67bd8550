import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IJobDefinition, IJobQueue } from 'aws-cdk-lib/aws-batch';
import { IEventBus } from 'aws-cdk-lib/aws-events';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IInstanceRegistry } from '../instance-registry';
import { EventDelivery } from './event-delivery';
import { ExpiringTableOptions } from '../handler-options/expiring-table-options';
import { HandlerOptions } from '../handler-options/handler-options';
import { HealthAlarmProps, SilenceAlarmProps } from '../health-alarms/health-alarm-props';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';

/** Options that only a job event collector has, and that `BatchInsights` passes on to the one that it creates. */
export interface JobEventCollectorOptions {
  /**
   * The job definitions to watch, each in all its revisions.
   *
   * @default - all job definitions
   */
  readonly jobDefinitions?: IJobDefinition[];
  /**
   * How job events reach the function of the collector.
   *
   * @default EventDelivery.buffered()
   */
  readonly delivery?: EventDelivery;
  /**
   * The sets of dimensions that each metric is published with, as far as a job's values are known, instead of those of `levelOfDetail`.
   *
   * Each combination of values is a custom metric at about $0.30 a month.
   *
   * @default - those of `levelOfDetail`
   */
  readonly dimensionSets?: MetricDimensions[];
  /**
   * Keys of the job tags to keep in records. The values of all other tags are dropped.
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
   * How long the table remembers a finished job, so that late and duplicate events are known as such; at least 1 hour, and at most
   * `inFlightExpiry`.
   *
   * @default Duration.days(1)
   */
  readonly finishedExpiry?: Duration;
  /**
   * Whether to create an alarm for instances that join AWS Batch's clusters while no job event arrives, at $0.20 a month. Needs an instance registry.
   *
   * The registry counts all instances. The alarm is therefore omitted if the collector watches only some jobs: set it to true if their instances are the only ones.
   * Set it to false if instances join without jobs, for example as replacements in compute environments with `minvCpus`.
   *
   * @default - true where there is an instance registry and neither `jobQueues` nor `jobDefinitions` are given
   */
  readonly silenceAlarmEnabled?: boolean;
  /**
   * Whether to create an alarm of low severity for fields of events that cannot be read, at $0.10 a month.
   *
   * Such a field is left out, and the rest of the event is recorded. The alarm reports that AWS has changed the field.
   *
   * @default true
   */
  readonly unreadFieldsAlarmEnabled?: boolean;
  /**
   * Whether to create an alarm for metric documents that CloudWatch Logs rejects, at $0.20 a month.
   *
   * Metrics are too low then, and records are complete.
   *
   * @default true
   */
  readonly rejectedMetricsAlarmEnabled?: boolean;
  /**
   * Whether CloudWatch Logs indexes fields of the log group, so that log queries for one value of `RecordType`, `JobId` or another indexed field skip other lines.
   *
   * Set it to false if a field index policy of your account decides what is indexed: a log group with its own policy ignores it.
   *
   * @default true
   */
  readonly fieldIndexesEnabled?: boolean;
}

/** Options of a `JobEventCollector`, all with a default. */
export interface JobEventCollectorProps
  extends JobEventCollectorOptions, HandlerOptions, ExpiringTableOptions, HealthAlarmProps, SilenceAlarmProps {
  /**
   * The job queues to watch.
   *
   * The pattern of an EventBridge rule holds some 20 queues with names of 36 characters, or 9 that are made in the same app. Where there are more, the
   * collector has several rules, at most 60.
   *
   * @default - all job queues of the account and region
   */
  readonly jobQueues?: IJobQueue[];
  /**
   * Where to learn on which instance a job ran: its type, zone, architecture and purchase option.
   *
   * @default - records contain only the placement in job events: the container instance's ARN, the compute environment and the platform
   */
  readonly instanceRegistry?: IInstanceRegistry;
  /**
   * The event bus that job events come in on.
   *
   * AWS Batch sends events to the default bus of its account. Name another bus only if events are forwarded to it.
   * The bus must be in the account and Region of the stack. Events of other accounts and Regions on it are ignored.
   *
   * @default - the default event bus of the account
   */
  readonly eventBus?: IEventBus;
  /**
   * The namespace of the metrics in CloudWatch, 1 to 255 letters, digits, spaces and any of `. - _ / # :`, not beginning with `AWS/`.
   *
   * Use different namespaces for collectors that watch the same jobs. Otherwise each job counts twice.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
   *
   * @default 'BatchInsights'
   */
  readonly metricNamespace?: string;
  /**
   * Which breakdowns are published as metrics; the others are answered from logs.
   *
   * Each combination of values is a custom metric at about $0.30 a month: with the default, at most 14 for each queue, 9 for each compute environment,
   * and 19 in all. `LevelOfDetail.monthlyUsd` calculates the cost. `transitions` records in the log group cover what is not published as a metric: how many jobs
   * entered each state, by minute, job queue, job definition, compute environment, instance type, Availability Zone and purchase option.
   *
   * @default LevelOfDetail.STANDARD
   */
  readonly levelOfDetail?: LevelOfDetail;
  /**
   * How long job records are kept.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;
  /**
   * A key for the table, both queues and the log group.
   *
   * A key made in the same app gets the statements that EventBridge and CloudWatch Logs need; the policy of an imported key must have them.
   *
   * @default - keys that AWS owns or manages
   */
  readonly encryptionKey?: IKey;
  /**
   * What happens to the log group and the table when they leave the stack.
   *
   * @default - the log group is kept, since it holds the history; the table, which holds days of data, is deleted
   */
  readonly removalPolicy?: RemovalPolicy;
}
