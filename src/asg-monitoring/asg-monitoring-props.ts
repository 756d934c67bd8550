import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IEventBus } from 'aws-cdk-lib/aws-events';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { GroupMetric, GroupMetricGranularity } from './group-metric';
import { HandlerOptions } from '../handler-options/handler-options';
import { HealthAlarmProps } from '../health-alarms/health-alarm-props';

/** Options of `AsgMonitoring`, all with a default. */
export interface AsgMonitoringProps extends HandlerOptions, HealthAlarmProps {
  /**
   * The group metrics to turn on. Others that a group has on already stay on.
   *
   * @default - those that dashboards draw: `IN_SERVICE_INSTANCES`, `IN_SERVICE_CAPACITY` and `DESIRED_CAPACITY`
   */
  readonly metrics?: GroupMetric[];
  /**
   * How often the groups publish them.
   *
   * @default GroupMetricGranularity.ONE_MINUTE
   */
  readonly granularity?: GroupMetricGranularity;
  /**
   * How often all groups are checked, so that one whose event was not delivered is not missed; a whole number of minutes.
   *
   * @default Duration.hours(1)
   */
  readonly interval?: Duration;
  /**
   * Whether all groups are checked at every deployment that changes the function, for those that are there already.
   *
   * It makes a custom resource of `aws-cdk-lib/triggers`. Without it, they wait for the first check of the schedule. The function behind the custom
   * resource is not created here, and no other prop reaches it: it is in no VPC.
   *
   * @default - true, or false if `vpc` is given
   */
  readonly atDeployment?: boolean;
  /**
   * Whether every EC2 compute environment of the account uses AWS Batch's service-linked role, the default of AWS Batch.
   *
   * If true, the rule of launches has no wildcard, and groups of other compute environments are found only by the checks at deployment and on schedule. Rules with wildcards are limited to 30 per event bus.
   *
   * @default false
   */
  readonly serviceLinkedRoleOnly?: boolean;
  /**
   * The event bus that events of Amazon EC2 Auto Scaling come in on. The schedule is always on the default one, as EventBridge wants it.
   *
   * The bus must be in the account and Region of the stack. Events of other accounts and Regions on it are ignored.
   *
   * @default - the default event bus of the account
   */
  readonly eventBus?: IEventBus;
  /**
   * How long the function's log is kept, which records what was enabled and what failed, and the log of aws-cdk-lib's function behind `atDeployment`.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;
  /**
   * A key for both queues and the log group.
   *
   * A key made in the same app gets the statements that EventBridge and CloudWatch Logs need; the policy of an imported key must have them.
   *
   * @default - keys that AWS owns or manages
   */
  readonly encryptionKey?: IKey;
  /**
   * What happens to the log group when it leaves the stack.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}
