import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ExpiringTableOptions } from '../handler-options/expiring-table-options';
import { HandlerOptions } from '../handler-options/handler-options';
import { HealthAlarmProps } from '../health-alarms/health-alarm-props';
import { IInstanceRegistry } from '../instance-registry/instance-registry-base';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-base';

/** Options of `CostInsights`, all with a default. */
export interface CostInsightsOptions extends HandlerOptions, ExpiringTableOptions, HealthAlarmProps {
  /**
   * How often the prices of the instance types in use are read again, and what instances cost is counted; a whole number of minutes.
   *
   * A price that a job needs and the table does not have is read within seconds, whatever the interval is. With a shorter interval, fewer records of jobs that
   * ran for less than the interval wait for 30 seconds for the Spot price of their start.
   *
   * @default Duration.hours(1)
   */
  readonly refreshInterval?: Duration;
  /**
   * The Region whose endpoint of the AWS Price List is used, for example `us-east-1`.
   *
   * It is one of us-east-1, eu-central-1, ap-south-1 and, for China, cn-northwest-1. Each has the prices of all Regions of its partition. AWS GovCloud (US) has none,
   * and functions there have no credentials for one elsewhere: costs are absent then.
   *
   * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
   *
   * @default - the nearest: eu-central-1, ap-south-1, cn-northwest-1 or us-east-1
   */
  readonly priceListRegion?: string;
  /**
   * How long the function's log is kept, which records what failed.
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
   * What happens to the table and the log group when they leave the stack.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Props for CostInsights. */
export interface CostInsightsProps extends CostInsightsOptions {
  /** What collects the jobs, created in this app: its function gets the prices. With an `instanceRegistry`, or jobs on instances have no cost. */
  readonly collector: IJobEventCollector;
  /**
   * The registry of the collector, whose instances are counted: what they cost, and what jobs leave of it as idle capacity.
   *
   * The stack of the collector depends on the stack of the cost insights. If these are two stacks, the registry must not be in that of the collector.
   *
   * @default - no metrics of instances and idle capacity
   */
  readonly instanceRegistry?: IInstanceRegistry;
}
