import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { IEventBus } from 'aws-cdk-lib/aws-events';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ComputeEnvironmentPurchaseOption } from './purchase-option';
import { ExpiringTableOptions } from '../handler-options/expiring-table-options';
import { HandlerOptions } from '../handler-options/handler-options';
import { HealthAlarmProps } from '../health-alarms/health-alarm-props';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';

/** Options that only an instance registry has, and that `BatchInsights` passes on to the one that it creates. */
export interface InstanceRegistryOptions {
  /**
   * Managed compute environments of this app, whose purchase option is then known without asking AWS. Only instances of types that AWS offers in Capacity
   * Blocks are still looked up, one by one.
   *
   * @default - AWS Batch is asked once, where look-ups are on
   */
  readonly computeEnvironments?: IComputeEnvironment[];
  /**
   * The purchase options of compute environments that are made elsewhere.
   *
   * @default - AWS Batch is asked once, where look-ups are on
   */
  readonly purchaseOptions?: ComputeEnvironmentPurchaseOption[];
  /**
   * Whether the function may call AWS for data that no event and no prop contains: instances that registered before the deployment, and purchase options.
   *
   * It looks up each instance once, up to 100 in a call. If false, the function has no permission to describe anything, and knows only the
   * purchase options of `computeEnvironments` and `purchaseOptions`.
   *
   * @default true
   */
  readonly lookUpUnknown?: boolean;
  /**
   * How long the row of an instance is kept if no event reports that it left; at least 1 day.
   *
   * @default Duration.days(30)
   */
  readonly registeredExpiry?: Duration;
  /**
   * How long the row of an instance is kept after it left, because events of its jobs can arrive later; at least 1 hour.
   *
   * @default Duration.days(7)
   */
  readonly goneExpiry?: Duration;
}

/** Options of an `InstanceRegistry`, all with a default. */
export interface InstanceRegistryProps extends InstanceRegistryOptions, HandlerOptions, ExpiringTableOptions, HealthAlarmProps {
  /**
   * Whether every EC2 compute environment of the account uses AWS Batch's service-linked role, the default of AWS Batch.
   *
   * If true, the rule has no wildcard, and events about instances of other compute environments do not arrive: they are not counted, and known only by
   * look-ups. Rules with wildcards are limited to 30 per event bus.
   *
   * @default false
   */
  readonly serviceLinkedRoleOnly?: boolean;
  /**
   * The event bus that events of Amazon ECS and Amazon EC2 come in on.
   *
   * Both services send to the default bus of their account; name another one only where events are forwarded to it.
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
   * How much is published as metrics, as far as instances have it: their compute environment, and, at the fullest level, their type, Availability Zone
   * and purchase option. A line for each instance that joins, leaves or is warned is logged at every level.
   *
   * @default LevelOfDetail.STANDARD
   */
  readonly levelOfDetail?: LevelOfDetail;
  /**
   * How long the lines about instances that joined, left or were warned are kept.
   *
   * @default RetentionDays.THREE_MONTHS
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
   * @default - the log group is kept, since it holds the history of instances; the table, whose rows come again, is deleted
   */
  readonly removalPolicy?: RemovalPolicy;
}
