import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HandlerOptions } from '../handler-options/handler-options';
import { AlarmActionProps, SilenceAlarmProps } from '../health-alarms/health-alarm-props';
import { IInstanceRegistry } from '../instance-registry';
import { IJobEventCollector } from '../job-event-collector';

/** Options that only an in-flight snapshot has, and that `BatchInsights` passes on to the one that it creates. */
export interface InFlightSnapshotOptions {
  /**
   * Whether there is an alarm where jobs are STARTING in every snapshot for twice `silencePeriod` and no event of a job comes, at $0.20 a month.
   *
   * The period is at least the interval of snapshots.
   *
   * @default true
   */
  readonly standstillAlarmEnabled?: boolean;
}

/** Options of an `InFlightSnapshot`. */
export interface InFlightSnapshotProps extends InFlightSnapshotOptions, HandlerOptions, AlarmActionProps, SilenceAlarmProps {
  /** The collector whose table of jobs is looked at. */
  readonly collector: IJobEventCollector;
  /**
   * The registry whose table of instances is looked at.
   *
   * @default - no gauges of instances
   */
  readonly instanceRegistry?: IInstanceRegistry;
  /**
   * The time from one snapshot to the next: a whole number of minutes, from 1 minute to 1 day.
   *
   * Each snapshot reads the whole table of jobs, so half the interval is twice the cost.
   *
   * @default Duration.minutes(5)
   */
  readonly interval?: Duration;
  /**
   * In how many parts the table of jobs is read side by side, 1 to 8.
   *
   * It changes how long a snapshot takes, not what it costs. Each part needs some 20 MiB of the function's memory while it reads.
   *
   * @default 4
   */
  readonly scanSegments?: number;
  /**
   * How long a job queue without jobs, or a compute environment without instances, is still reported as zero; at least 1 hour.
   *
   * Then its gauges end, and so does what they cost.
   *
   * @default Duration.days(7)
   */
  readonly emptyQueueExpiry?: Duration;
  /**
   * The namespace of the metrics in CloudWatch, as of a collector.
   *
   * Use different namespaces for snapshots of the same collector. Otherwise both publish the same metrics.
   *
   * @default - the namespace of the collector
   */
  readonly metricNamespace?: string;
  /**
   * How long the `in-flight` records are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
  /**
   * A key for the log group.
   *
   * A key made in the same app gets the statement that CloudWatch Logs needs; the policy of an imported key must have it.
   *
   * @default - a key that AWS owns
   */
  readonly encryptionKey?: IKey;
  /**
   * What happens to the log group when it leaves the stack.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}
