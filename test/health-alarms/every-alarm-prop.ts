import { Duration } from 'aws-cdk-lib';
import { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmActionProps, HealthAlarmProps } from '../../src/health-alarms';

export const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:on-call';
/** What `SnsAction` comes to, without a topic in the template. */
export const topic: IAlarmAction = { bind: () => ({ alarmActionArn: TOPIC }) };

export const everyActionProp: Required<AlarmActionProps> = { alarmActions: [topic], okActions: [topic], namePrefix: 'prod' };
export const everyAlarmProp: Required<HealthAlarmProps> = {
  ...everyActionProp,
  errorAlarmEnabled: true,
  eventAgeAlarmEnabled: true,
  eventAgeThreshold: Duration.minutes(30),
};
