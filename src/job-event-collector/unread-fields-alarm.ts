import { Duration } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { JobEventCollectorProps } from './collector-props';
import { JobEventCollectorBase } from './job-event-collector-base';
import { healthAlarm } from '../health-alarms/health-alarm';

/** Nobody has to act at once, and a field that has changed is in most events from then on: one notification a day is enough. */
const PERIOD = Duration.days(1);

/** Enters ALARM at the first field that cannot be read, because AWS changes a field seldom, and then for good. */
export function unreadFieldsAlarm(collector: JobEventCollectorBase, props: JobEventCollectorProps): Alarm | undefined {
  if (props.unreadFieldsAlarmEnabled === false) return undefined;
  return healthAlarm(collector, 'UnreadFieldsAlarm', {
    description:
      'Low severity: AWS has changed a field of job events, and this version cannot read it. Records and metrics continue without that field. ' +
      "Open the latest record of type fields-unread in the log group of the collector for the path of the field, and report the path to the project's issue tracker.",
    section: 'unread-fields',
    metric: collector.metricFieldsUnread({ period: PERIOD }),
    threshold: 1,
    evaluationPeriods: 1,
    actions: props,
  });
}
