import { Duration } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { AlarmSeverity } from './alarm-severity';
import { ICostInsights } from '../cost-insights';
import { AlarmActionProps } from '../health-alarms/health-alarm-props';
import { IInFlightSnapshot } from '../in-flight-snapshot';
import { IJobEventCollector } from '../job-event-collector';

/** Options of `BatchAlarms`, all with a default. `BatchInsights.addAlarms` takes them too. */
export interface BatchAlarmsOptions extends AlarmActionProps {
  /**
   * The actions of critical notifications when they enter ALARM, in addition to `alarmActions`: for example those that wake somebody.
   *
   * @default - nothing
   */
  readonly criticalActions?: IAlarmAction[];
  /**
   * Whether to create an Amazon SNS topic that every notification is sent to. Subscribe to it with `topic.addSubscription(...)`.
   *
   * A topic that exists is given as `alarmActions: [new SnsAction(topic)]`.
   *
   * @default false
   */
  readonly createTopic?: boolean;
  /**
   * A key for the topic of `createTopic`.
   *
   * A key made in the same app gets the statement that CloudWatch needs; the policy of an imported key must have it.
   *
   * @default - the topic is not encrypted with a key of the account
   */
  readonly encryptionKey?: IKey;
  /**
   * How urgent a notification is, by its name: `WaitingJobs`, `FailingJobs`, `MissingJobs`, `LostWork` or `HighCost`. Another name is an error.
   *
   * @default - LostWork and HighCost are warnings, the others are critical
   */
  readonly severities?: { [notification: string]: AlarmSeverity };
  /**
   * The job queues to watch one by one: each gets an alarm on its failure rate, and on missing jobs. At most 50.
   *
   * The collector must publish metrics by job queue, which it does at all levels of detail except TOTALS.
   * Alarms on waiting jobs watch each job queue anyway.
   *
   * @default - one alarm on the failure rate of all jobs together, and one on missing jobs
   */
  readonly jobQueues?: IJobQueue[];
  /**
   * Whether to create alarms on the share of jobs that fail.
   *
   * @default true
   */
  readonly failureRateAlarmEnabled?: boolean;
  /**
   * The share of jobs that may fail within an hour, in percent; above 0, at most 100. Attempts that were tried again do not count, and neither do jobs that
   * somebody cancelled or terminated, or that wait for a job that failed.
   *
   * @default 25
   */
  readonly failureRateThreshold?: number;
  /**
   * The number of jobs that must end within the hour, so that the share is looked at: 1 to 1,000,000.
   *
   * @default 5
   */
  readonly failureRateMinJobs?: number;
  /**
   * Whether to create an alarm on job queues that AWS Batch reports as blocked.
   *
   * @default true
   */
  readonly queueBlockedAlarmEnabled?: boolean;
  /**
   * Whether to create an alarm on jobs that wait in RUNNABLE for too long. Needs `inFlightSnapshot`.
   *
   * @default true
   */
  readonly oldestRunnableAlarmEnabled?: boolean;
  /**
   * How long a job may wait in RUNNABLE: whole seconds, 1 minute to 30 days. Choose what a busy day makes jobs wait.
   *
   * @default Duration.hours(2)
   */
  readonly oldestRunnableThreshold?: Duration;
  /**
   * Whether to create an alarm on jobs that are in STARTING for too long. Needs `inFlightSnapshot`.
   *
   * @default true
   */
  readonly oldestStartingAlarmEnabled?: boolean;
  /**
   * How long a job may be in STARTING: whole seconds, 1 minute to 30 days. Choose what the largest image needs to be pulled.
   *
   * @default Duration.minutes(30)
   */
  readonly oldestStartingThreshold?: Duration;
  /**
   * Whether to create an alarm on attempts that Spot interruptions end more often than usual.
   *
   * @default true
   */
  readonly spotInterruptionAlarmEnabled?: boolean;
  /**
   * The share of attempts that end within an hour which Spot interruptions may end, in percent; above 0, at most 100.
   *
   * @default 20
   */
  readonly spotInterruptionThreshold?: number;
  /**
   * The number of interruptions within the hour from which on the share is looked at: 1 to 1,000,000.
   *
   * @default 5
   */
  readonly spotInterruptionMinCount?: number;
  /**
   * Whether to create an alarm on running time that is thrown away.
   *
   * @default true
   */
  readonly lostWorkAlarmEnabled?: boolean;
  /**
   * The share of the running time of attempts that ended within an hour which failed attempts may have, in percent; above 0, at most 100.
   *
   * @default 25
   */
  readonly lostWorkThreshold?: number;
  /**
   * The running time lost within the hour from which on the share is looked at: whole seconds, at least 1 second.
   *
   * @default Duration.hours(4)
   */
  readonly lostWorkMinDuration?: Duration;
  /**
   * The longest time without a job that succeeds; whole hours, 1 hour to 7 days. For jobs that come every night, 26 hours. Needs `inFlightSnapshot`.
   *
   * @default - no alarm on missing jobs
   */
  readonly noSuccessPeriod?: Duration;
  /**
   * The names of the job definitions, without revision, that must succeed in each `noSuccessPeriod`. At most 50.
   *
   * The collector must publish metrics by job definition, which it does at `LevelOfDetail.FULL`.
   *
   * @default - `jobQueues`, or all jobs together
   */
  readonly noSuccessJobDefinitions?: string[];
  /**
   * What an hour may cost, in US dollars: the container instances in service, or the jobs that ended where instances are not counted. Needs `costInsights`.
   *
   * @default - no alarm on costs
   */
  readonly hourlyCostThreshold?: number;
  /**
   * The address of a dashboard that shows waiting jobs, for the descriptions of notifications.
   *
   * @default - no link
   */
  readonly liveDashboardUrl?: string;
  /**
   * The address of a dashboard that shows failures and costs, for the descriptions of notifications.
   *
   * @default - no link
   */
  readonly dashboardUrl?: string;
}

/** Properties of `BatchAlarms`. */
export interface BatchAlarmsProps extends BatchAlarmsOptions {
  /** What collects the jobs. */
  readonly collector: IJobEventCollector;
  /**
   * What counts the jobs in flight.
   *
   * @default - no alarms on jobs that wait or are missing
   */
  readonly inFlightSnapshot?: IInFlightSnapshot;
  /**
   * What knows costs.
   *
   * @default - no alarm on costs
   */
  readonly costInsights?: ICostInsights;
}
