import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { HandlerOptions } from '../handler-options/handler-options';
import { HealthAlarmProps } from '../health-alarms/health-alarm-props';
import { IInstanceRegistry } from '../instance-registry';
import { IJobEventCollector } from '../job-event-collector';

/** Options of a `JobHistory`, all with a default. `BatchInsights.addHistory` takes them too. */
export interface JobHistoryOptions extends HandlerOptions, HealthAlarmProps {
  /**
   * Whether the history also holds the state transitions of jobs, in the view `transitions`: how many jobs entered which state in each minute.
   *
   * @default false
   */
  readonly transitionsIncluded?: boolean;
  /**
   * Whether the history also holds the container instances that joined, left or were warned, in the view `instances`.
   *
   * It needs an instance registry.
   *
   * @default false
   */
  readonly instancesIncluded?: boolean;
  /**
   * The bucket that holds the history. It must be in the account and Region of the stack.
   *
   * The lifecycle, encryption and access of a given bucket are yours. Files under `errors/` raise the alarm on rejected records only if the bucket sends its
   * notifications to Amazon EventBridge, for example with `eventBridgeEnabled: true`.
   *
   * @default - a new bucket: encrypted, TLS only, without public access and versions, which keeps the history when the stack is deleted
   */
  readonly bucket?: IBucket;
  /**
   * What the keys of all objects in the bucket begin with; it must end with a slash. At most 200 letters, digits and any of `- _ . = /`.
   *
   * @default - none: the history is the only user of its bucket
   */
  readonly prefix?: string;
  /**
   * How long the files of the history are kept, in whole days. An error with `bucket`, whose lifecycle is yours.
   *
   * S3 counts from when a file was written. Compaction and imports write files anew.
   *
   * @default - for ever
   */
  readonly retention?: Duration;
  /**
   * When files of the history move to the storage class S3 Intelligent-Tiering, in whole days. An error with `bucket`, whose lifecycle is yours.
   *
   * Queries work as before. Files that are not read become cheaper after 30 and after 90 days. S3 leaves files of less than 128 KB where they are. From 36 days
   * on, no file moves before it is compacted.
   *
   * @default - files stay in S3 Standard
   */
  readonly archiveAfter?: Duration;
  /**
   * The name of the AWS Glue database: 1 to 128 lower-case letters, digits and underscores. It can exist only once in an account and Region.
   *
   * @default - a name made from the name of the stack and the path of the construct
   */
  readonly databaseName?: string;
  /**
   * How much data one query in the work group may scan, at least 10 MB. Athena cancels a query that scans more, and charges what it scanned: $5 per TB.
   *
   * @default Size.gibibytes(10)
   */
  readonly bytesScannedLimit?: Size;
  /**
   * Whether the files of each day are merged into one, once a day. Many small files make queries slower and cost requests.
   *
   * Without the schedule, the function can still be invoked by hand.
   *
   * @default true
   */
  readonly compactionEnabled?: boolean;
  /**
   * How long the logs of the functions and of the streams are kept.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;
  /**
   * A key for the bucket, the streams, the queues, the log group and the results of queries. A given `bucket` keeps its own key.
   *
   * A key made in the same app gets the statements that EventBridge and CloudWatch Logs need; the policy of an imported key must have them.
   *
   * @default - keys that AWS owns or manages
   */
  readonly encryptionKey?: IKey;
  /**
   * What happens to the bucket and the log group when they leave the stack. CloudFormation deletes a bucket only if it is empty.
   *
   * @default - the bucket is kept, since it holds the history; the log group is deleted
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Properties of a `JobHistory`. */
export interface JobHistoryProps extends JobHistoryOptions {
  /** The collector whose job records, and transitions, are kept. */
  readonly collector: IJobEventCollector;
  /**
   * The registry whose records of instances are kept. Required with `instancesIncluded`, and an error without it.
   *
   * @default - no records of instances
   */
  readonly instanceRegistry?: IInstanceRegistry;
}
