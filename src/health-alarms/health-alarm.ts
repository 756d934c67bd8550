import { Alarm, ComparisonOperator, IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarmName } from './alarm-name';
import { AlarmActionProps } from './health-alarm-props';
import { RunbookSection, withRunbook } from './runbook';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { NO_ALARM_ACTION } from '../reviewed-findings/reviews';

export interface HealthAlarm {
  /** What it means, what to do, and whether something is lost. */
  readonly description: string;
  readonly section: RunbookSection;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** @default - all of them */
  readonly datapointsToAlarm?: number;
  /**
   * Whether missing data is a failure: the state is then INSUFFICIENT_DATA, and `alarmActions` run as for ALARM. A new alarm
   * begins in that state, and runs no action.
   *
   * @default false
   */
  readonly isSteady?: boolean;
  readonly actions: AlarmActionProps;
}

/** An alarm on the monitoring itself: silent where there is nothing to do, with a link to what to do where there is. */
export function healthAlarm(
  scope: Construct,
  id: string,
  { description, section, isSteady = false, actions, ...options }: HealthAlarm,
): Alarm {
  const alarm = new Alarm(scope, id, {
    alarmName: alarmName(scope, id, actions),
    alarmDescription: withRunbook(description, section),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: isSteady ? TreatMissingData.MISSING : TreatMissingData.NOT_BREACHING,
    ...options,
  });
  if (actions.alarmActions?.length) alarm.addAlarmAction(...actions.alarmActions);
  if (isSteady && actions.alarmActions?.length) alarm.addInsufficientDataAction(...actions.alarmActions);
  if (actions.okActions?.length) alarm.addOkAction(...actions.okActions);
  carryReviews(alarm, [!actions.alarmActions?.length && !actions.okActions?.length && NO_ALARM_ACTION]);
  return alarm;
}
