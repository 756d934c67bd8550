import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HandlerOptions } from '../handler-options/handler-options';
import { IInFlightSnapshot } from '../in-flight-snapshot';
import { IJobEventCollector } from '../job-event-collector';

/** Options of a `JobExplorer`, all with a default. `BatchInsights.addExplorer` takes them too. */
export interface JobExplorerOptions extends HandlerOptions {
  /**
   * Whether the explorer has a dashboard of its own, at $3 a month after the first three of an account. Without one it costs nothing while nobody looks: rows of
   * scheduled jobs, and widgets of your own with the `handler`, show its pages.
   *
   * @default true
   */
  readonly dashboardEnabled?: boolean;
  /**
   * The name of the dashboard: 1 to 255 letters, digits and any of `- _`. It can exist only once in an account, whatever the Region.
   *
   * @default - a name made from the name of the stack and the path of the construct
   */
  readonly dashboardName?: string;
  /**
   * The title of the widget.
   *
   * @default 'AWS Batch jobs'
   */
  readonly title?: string;
  /**
   * The time range that the dashboard opens with, at most `maxTimeRange`.
   *
   * @default Duration.days(1)
   */
  readonly defaultInterval?: Duration;
  /**
   * The number of jobs that a page reads at most, from 100 to 10,000, which is the limit of Logs Insights. A page says when it was reached.
   *
   * @default 10000
   */
  readonly maxRows?: number;
  /**
   * The longest time range of a search, and how far back the id of a job is looked for; at least 1 day.
   *
   * @default Duration.days(365)
   */
  readonly maxTimeRange?: Duration;
  /**
   * How much data a query may scan, at least 10 MiB. A query that scans more is stopped, and charged for what it scanned: $0.005 per GB.
   *
   * @default Size.gibibytes(5)
   */
  readonly bytesScannedLimit?: Size;
  /**
   * How many items of the table a list of jobs in flight reads at most, from 10,000 to 10 million. The table also has the jobs that ended within
   * `finishedExpiry` of the collector. A list says when the table has more. DynamoDB charges about 0.04 read units for an item: $0.002 for 400,000 items.
   *
   * @default 400000
   */
  readonly maxTableItems?: number;
  /**
   * How long a page may take, from 5 seconds to 5 minutes. Queries that run on are stopped.
   *
   * @default Duration.seconds(30)
   */
  readonly pageTimeout?: Duration;
  /**
   * How long the log of the function is kept. It holds errors alone: neither what was typed nor what was shown.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
  /**
   * A key for the log group of the function.
   *
   * A key made in the same app gets the statement that CloudWatch Logs needs; the policy of an imported key must have it.
   *
   * @default - a key that AWS owns
   */
  readonly encryptionKey?: IKey;
  /**
   * What happens to the log group of the function when it leaves the stack.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Properties of a `JobExplorer`. */
export interface JobExplorerProps extends JobExplorerOptions {
  /** The collector whose job records are searched, and whose table has the jobs in flight. */
  readonly collector: IJobEventCollector;
  /**
   * The snapshots whose counts of jobs in flight are shown.
   *
   * @default - the explorer lists jobs in flight, and has no page that counts them for each job queue
   */
  readonly inFlightSnapshot?: IInFlightSnapshot;
}
