import { Alarm, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { reportAlarmCost } from './alarm-cost';
import { alarmTopic } from './alarm-topic';
import { BatchAlarmsProps } from './batch-alarms-props';
import { checkBatchAlarmsProps } from './check-batch-alarms-props';
import { costAlarms } from './cost-alarms';
import { failingAlarms } from './failing-alarms';
import { JobAlarm } from './job-alarm';
import { missingAlarms } from './missing-alarms';
import { NotificationName, NOTIFICATIONS } from './notification-catalogue';
import { notifications } from './notifications';
import { countRecords } from './record-metrics';
import { waitingAlarms } from './waiting-alarms';
import { healthAlarm } from '../health-alarms/health-alarm';
import { reject } from '../prop-check/prop-check';

/**
 * Alarms on jobs: jobs that wait, fail or do not come, work that is lost, and costs.
 *
 * The alarms have no actions. For each cause, a composite alarm has them, so that one cause is one notification: `WaitingJobs`, `FailingJobs`,
 * `MissingJobs`, `LostWork` and `HighCost`. Missing data is never a reason to enter ALARM. Each description has what happened, how to look, what to do, and the
 * address of its runbook section.
 *
 * Alarms on waiting jobs are queries that watch each job queue, also those that are created later. Synthesis prints how many alarms there are and what they cost.
 *
 * @example
 * import { Duration, Stack } from 'aws-cdk-lib';
 * import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
 * import { ITopic } from 'aws-cdk-lib/aws-sns';
 * import { BatchAlarms, InFlightSnapshot, JobEventCollector } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * declare const topic: ITopic;
 * const collector = new JobEventCollector(stack, 'Collector');
 * new BatchAlarms(stack, 'Alarms', {
 *   collector,
 *   inFlightSnapshot: new InFlightSnapshot(stack, 'InFlight', { collector }),
 *   alarmActions: [new SnsAction(topic)],
 *   oldestRunnableThreshold: Duration.hours(1),
 * });
 */
export class BatchAlarms extends Construct {
  /** The alarms, which have no actions. */
  readonly alarms: Alarm[];
  /** The notifications, which have the actions: one for each cause that has alarms. */
  readonly compositeAlarms: CompositeAlarm[];
  /** The topic that notifications are sent to. Absent unless `createTopic` is true. */
  readonly topic?: ITopic;

  constructor(scope: Construct, id: string, props: BatchAlarmsProps) {
    super(scope, id);
    checkBatchAlarmsProps(this, props);
    const wanted = [...waitingAlarms(props), ...failingAlarms(props), ...missingAlarms(props), ...costAlarms(props)];
    if (wanted.length === 0) this.rejectNone(props);
    wanted.forEach(({ counted }) => counted && countRecords(props.collector, counted));
    const made = wanted.map((alarm) => ({ alarm: this.createAlarm(alarm, props), notification: alarm.notification }));
    this.topic = props.createTopic ? alarmTopic(this, props.encryptionKey) : undefined;
    this.alarms = made.map(({ alarm }) => alarm);
    const of = (name: NotificationName): Alarm[] => made.filter(({ notification }) => notification === name).map(({ alarm }) => alarm);
    const names = Object.keys(NOTIFICATIONS) as NotificationName[];
    const byNotification = new Map(names.map((name) => [name, of(name)] as const).filter(([, alarms]) => alarms.length > 0));
    this.compositeAlarms = notifications(this, byNotification, props, this.topic);
    reportAlarmCost(this, wanted, this.compositeAlarms.length);
  }

  /** Without a link to a dashboard: dashboards show the alarms, and CloudFormation creates neither of two that need each other. */
  private createAlarm({ id, notification, description, metric, ...alarm }: JobAlarm, { namePrefix }: BatchAlarmsProps): Alarm {
    const { threshold, evaluationPeriods, datapointsToAlarm } = alarm;
    const { section } = NOTIFICATIONS[notification];
    return healthAlarm(this, id, {
      description,
      section,
      metric,
      threshold,
      evaluationPeriods,
      datapointsToAlarm,
      actions: { namePrefix },
    });
  }

  private rejectNone({ failureRateAlarmEnabled }: BatchAlarmsProps): never {
    return reject(this, {
      prop: 'failureRateAlarmEnabled',
      value: failureRateAlarmEnabled,
      allowed: 'true if no other alarm is on',
      fix: 'Switch an alarm on, or leave BatchAlarms out.',
    });
  }
}
