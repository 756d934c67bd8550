import { RemovalPolicy } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HandlerOptions } from '../handler-options/handler-options';
import { HealthAlarmProps } from '../health-alarms/health-alarm-props';
import { IJobEventCollector } from '../job-event-collector';

/** Options of `JobNotifications`, all with a default. `BatchInsights.addNotifications` takes them too. */
export interface JobNotificationsOptions extends HandlerOptions, HealthAlarmProps {
  /**
   * How long the logs of the function are kept.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;
  /**
   * A key for the event bus, the queues and the log group. Encrypted targets have their own.
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

/** Properties of `JobNotifications`. */
export interface JobNotificationsProps extends JobNotificationsOptions {
  /** The collector whose records are sent. */
  readonly collector: IJobEventCollector;
}
