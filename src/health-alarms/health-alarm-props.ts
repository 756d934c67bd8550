import { Duration } from 'aws-cdk-lib';
import { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';

/** What alarms do. */
export interface AlarmActionProps {
  /**
   * What every alarm of the construct does when it goes off, for example `new SnsAction(topic)` of `aws-cdk-lib/aws-cloudwatch-actions`.
   *
   * Alarms are there without actions too, and are shown on the dashboard. A topic that is encrypted needs a key whose policy lets
   * `cloudwatch.amazonaws.com` use it.
   *
   * @default - nothing
   */
  readonly alarmActions?: IAlarmAction[];
  /**
   * What every alarm of the construct does when all is well again.
   *
   * @default - nothing
   */
  readonly okActions?: IAlarmAction[];
}

/** Options of the alarms of a construct that reads events from a queue. CloudWatch charges $0.10 a month for each metric that an alarm looks at. */
export interface HealthAlarmProps extends AlarmActionProps {
  /**
   * Whether there is an alarm where the function keeps failing, at $0.30 a month.
   *
   * @default true
   */
  readonly errorAlarmEnabled?: boolean;
  /**
   * Whether there is an alarm where events wait too long to be processed, at $0.10 a month.
   *
   * @default true
   */
  readonly eventAgeAlarmEnabled?: boolean;
  /**
   * How old the oldest event that waits may get; whole seconds, at least 1 minute.
   *
   * What is told later on dashboards and in records is late by as much. A threshold below the default goes off when one try fails that the next one mends.
   *
   * @default - the time for one try that fails, and the longest wait for what is late: 12 minutes for most
   */
  readonly eventAgeThreshold?: Duration;
}

/** Options of an alarm on silence. */
export interface SilenceAlarmProps {
  /**
   * How long a silence must last, twice in a row, before the alarm goes off; whole minutes, 15 minutes to 84 hours.
   *
   * A longer one suits sites where instances or jobs start seldom: something must have started in both of the two.
   *
   * @default Duration.hours(3)
   */
  readonly silencePeriod?: Duration;
}
