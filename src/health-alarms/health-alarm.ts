import { Stack } from 'aws-cdk-lib';
import { Alarm, CfnAlarm, ComparisonOperator, IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmActionProps } from './health-alarm-props';
import { RunbookSection, withRunbook } from './runbook';
import { checkNamePrefix, reject } from '../prop-check/prop-check';
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
    alarmName: nameOf(scope, id, actions),
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

function nameOf(scope: Construct, id: string, { namePrefix }: AlarmActionProps): string | undefined {
  checkNamePrefix(scope, namePrefix);
  if (namePrefix === undefined) return undefined;
  const name = `${namePrefix}-${scope.node.id}-${id.replace(/Alarm$/, '')}`;
  rejectTaken(scope, namePrefix, name);
  return name;
}

function rejectTaken(scope: Construct, namePrefix: string, name: string): void {
  const other = Stack.of(scope)
    .node.findAll()
    .find((each) => each instanceof CfnAlarm && each.alarmName === name);
  if (!other) return;
  reject(scope, {
    prop: 'namePrefix',
    value: namePrefix,
    allowed: 'a prefix that makes new names of alarms',
    fix: `${other.node.path.replace(/\/Resource$/, '')} has the name "${name}" already. Use another prefix for one of them.`,
  });
}
