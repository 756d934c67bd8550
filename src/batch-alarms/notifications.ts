import { Alarm, AlarmRule, AlarmState, CompositeAlarm, IAlarmAction, IAlarmRule } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmSeverity } from './alarm-severity';
import { BatchAlarmsProps } from './batch-alarms-props';
import { NotificationName, NOTIFICATIONS } from './notification-catalogue';
import { alarmName } from '../health-alarms/alarm-name';
import { withRunbook } from '../health-alarms/runbook';

export type AlarmsByNotification = ReadonlyMap<NotificationName, readonly Alarm[]>;

/** One composite alarm for each cause that has alarms. It alone has actions: one cause is one notification. */
export const notifications = (scope: Construct, alarms: AlarmsByNotification, props: BatchAlarmsProps, topic?: ITopic): CompositeAlarm[] =>
  [...alarms.keys()].map((name) => notification(scope, name, { alarms, props, topic }));

interface Parts {
  readonly alarms: AlarmsByNotification;
  readonly props: BatchAlarmsProps;
  readonly topic?: ITopic;
}

function notification(scope: Construct, name: NotificationName, { alarms, props, topic }: Parts): CompositeAlarm {
  const severity = props.severities?.[name] ?? NOTIFICATIONS[name].severity;
  const composite = new CompositeAlarm(scope, name, {
    compositeAlarmName: alarmName(scope, name, props),
    alarmDescription: descriptionOf(name, severity, props),
    alarmRule: ruleOf(name, alarms),
  });
  const toTopic = topic ? [new SnsAction(topic)] : [];
  const actions = [
    ...toTopic,
    ...(props.alarmActions ?? []),
    ...(severity === AlarmSeverity.CRITICAL ? (props.criticalActions ?? []) : []),
  ];
  const okActions = [...toTopic, ...(props.okActions ?? [])];
  addActions(actions, (...each) => composite.addAlarmAction(...each));
  addActions(okActions, (...each) => composite.addOkAction(...each));
  return composite;
}

const addActions = (actions: readonly IAlarmAction[], add: (...actions: IAlarmAction[]) => void): void => {
  if (actions.length > 0) add(...actions);
};

/** Any of its alarms, unless another notification explains them. */
function ruleOf(name: NotificationName, alarms: AlarmsByNotification): IAlarmRule {
  const others = NOTIFICATIONS[name].explainedBy.flatMap((other) => alarms.get(other) ?? []);
  const own = anyOf(alarms.get(name) ?? []);
  return others.length === 0 ? own : AlarmRule.allOf(own, AlarmRule.not(anyOf(others)));
}

const anyOf = (alarms: readonly Alarm[]): IAlarmRule =>
  AlarmRule.anyOf(...alarms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM)));

/** A space ends the address, so that the full stop is no part of it. */
function descriptionOf(name: NotificationName, severity: AlarmSeverity, props: BatchAlarmsProps): string {
  const { text, section, dashboard } = NOTIFICATIONS[name];
  const url = props[dashboard] ?? props.dashboardUrl ?? props.liveDashboardUrl;
  return withRunbook(`${severity.value}: ${text}${url === undefined ? '' : ` Dashboard: ${url} .`}`, section);
}
