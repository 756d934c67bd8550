import { Duration } from 'aws-cdk-lib';
import { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';

/** What alarms do, and how they are named. */
export interface AlarmActionProps {
  /**
   * The actions of every alarm of the construct when it enters ALARM, for example `new SnsAction(topic)` of `aws-cdk-lib/aws-cloudwatch-actions`.
   *
   * The alarms exist without actions too, and the dashboard shows their state. The key of an encrypted topic must allow
   * `cloudwatch.amazonaws.com` to use it.
   *
   * @default - nothing
   */
  readonly alarmActions?: IAlarmAction[];
  /**
   * The actions of every alarm of the construct when it returns to OK.
   *
   * @default - nothing
   */
  readonly okActions?: IAlarmAction[];
  /**
   * Names every alarm of the construct: `PREFIX-CONSTRUCT-ALARM`, for example `prod-Collector-EventAge`. CONSTRUCT is the id of the construct.
   *
   * 1 to 100 letters, digits, hyphens and underscores. A name can exist only once in an account and Region: `stack.stackName` is a prefix that is unique.
   *
   * @default - CloudFormation names the alarms by their logical ids
   */
  readonly namePrefix?: string;
}

/** Options of the alarms of a construct that reads events from a queue. CloudWatch charges $0.10 a month for each metric that an alarm looks at. */
export interface HealthAlarmProps extends AlarmActionProps {
  /**
   * Whether to create an alarm for a function that keeps failing, at $0.30 a month.
   *
   * @default true
   */
  readonly errorAlarmEnabled?: boolean;
  /**
   * Whether to create an alarm for events that wait too long to be processed, at $0.10 a month.
   *
   * @default true
   */
  readonly eventAgeAlarmEnabled?: boolean;
  /**
   * The maximum age of the oldest waiting event; whole seconds, from 1 minute to 4 days.
   *
   * Dashboards and records are late by the same time. With a threshold below the default, the alarm enters ALARM after one failed try, even if the retry succeeds.
   *
   * @default - the time of one failed try and of the longest wait for late events: 12 minutes in most constructs
   */
  readonly eventAgeThreshold?: Duration;
}

/** Options of an alarm on silence. */
export interface SilenceAlarmProps {
  /**
   * The period without events after which the alarm enters ALARM, twice in a row; whole minutes, 15 minutes to 84 hours.
   *
   * Use a longer period if instances or jobs start seldom: something must have started in both periods.
   *
   * @default Duration.hours(3)
   */
  readonly silencePeriod?: Duration;
}
