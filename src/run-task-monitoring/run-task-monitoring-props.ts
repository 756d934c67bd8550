import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IEventBus } from 'aws-cdk-lib/aws-events';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ExpiringTableOptions } from '../handler-options/expiring-table-options';
import { HandlerOptions } from '../handler-options/handler-options';
import { HealthAlarmProps } from '../health-alarms/health-alarm-props';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';

/** Options that only run-task monitoring has, and that `BatchInsights` passes on to the one that it creates. */
export interface RunTaskMonitoringOptions {
  /**
   * Whether to create a CloudTrail trail, for an account and region that has none: EventBridge receives calls only if a trail logs write
   * management events.
   *
   * The trail logs only the events of this region, into an encrypted bucket that requires TLS and blocks public access. CloudTrail charges nothing for the first
   * copy of management events, and about $2.00 per 100,000 events for each further copy: omit it if a trail exists.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
   * @see https://aws.amazon.com/cloudtrail/pricing/
   *
   * @default false
   */
  readonly createTrail?: boolean;
  /**
   * How long the files of the trail are kept, in whole days. This library does not read them, because EventBridge receives the calls without them.
   *
   * An error without `createTrail`.
   *
   * @default Duration.days(7)
   */
  readonly trailExpiry?: Duration;
}

/** Options of a `RunTaskMonitoring`, all with a default. */
export interface RunTaskMonitoringProps extends RunTaskMonitoringOptions, HandlerOptions, ExpiringTableOptions, HealthAlarmProps {
  /**
   * The event bus that calls come in on.
   *
   * CloudTrail sends events to the default bus of its account. Name another bus only if events are forwarded to it.
   * The bus must be in the account and Region of the stack. Events of other accounts and Regions on it are ignored.
   *
   * @default - the default event bus of the account
   */
  readonly eventBus?: IEventBus;
  /**
   * The namespace of the metrics in CloudWatch, 1 to 255 letters, digits, spaces and any of `. - _ / # :`, not beginning with `AWS/`.
   *
   * @default 'BatchInsights'
   */
  readonly metricNamespace?: string;
  /**
   * Which breakdowns are published as metrics. A call has a job queue and a compute environment. Reasons are a dimension at every level.
   *
   * @default LevelOfDetail.STANDARD
   */
  readonly levelOfDetail?: LevelOfDetail;
  /**
   * The retention of the records with the reasons why tasks were not placed.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;
  /**
   * A key for the table, both queues, the log group, and the files of the trail.
   *
   * A key made in the same app gets the statements that EventBridge, CloudWatch Logs and CloudTrail need; the policy of an imported key must have them.
   *
   * @default - keys that AWS owns or manages
   */
  readonly encryptionKey?: IKey;
  /**
   * What happens to the log group and the table when they leave the stack. The bucket of the trail is always kept, since only an empty one can be
   * deleted; its files expire all the same.
   *
   * @default - the log group is kept, since it holds the reasons; the table, which holds a day of data, is deleted
   */
  readonly removalPolicy?: RemovalPolicy;
}
