import { Duration, Stack } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  AlarmSeverity,
  BatchAlarms,
  BatchAlarmsProps,
  CostInsights,
  InFlightSnapshot,
  InstanceRegistry,
  JobEventCollector,
} from '../../src';
import { LevelOfDetail } from '../../src/level-of-detail';
import { everyActionProp } from '../health-alarms/every-alarm-prop';

export const PAGER = 'arn:aws:sns:eu-west-1:123456789012:pager';
export const pager: IAlarmAction = { bind: () => ({ alarmActionArn: PAGER }) };

export const queueIn = (stack: Stack, name: string) =>
  JobQueue.fromJobQueueArn(stack, name, `arn:aws:batch:eu-west-1:123456789012:job-queue/${name}`);

/** Alarms over a collector and nothing else. */
export const minimalAlarms = (stack: Stack, props: Partial<BatchAlarmsProps> = {}): BatchAlarms =>
  new BatchAlarms(stack, 'Alarms', { collector: new JobEventCollector(stack, 'Collector'), ...props });

/** Alarms over everything that they can look at, with their defaults. */
export function alarmsIn(stack: Stack, props: Partial<BatchAlarmsProps> = {}): BatchAlarms {
  const instanceRegistry = new InstanceRegistry(stack, 'Instances');
  const collector = new JobEventCollector(stack, 'Collector', { instanceRegistry });
  const inFlightSnapshot = new InFlightSnapshot(stack, 'InFlight', { collector });
  const costInsights = new CostInsights(stack, 'Costs', { collector, instanceRegistry });
  return new BatchAlarms(stack, 'Alarms', { collector, inFlightSnapshot, costInsights, ...props });
}

/** Alarms with every prop set. */
export function fullBatchAlarms(stack: Stack): BatchAlarms {
  const encryptionKey = new Key(stack, 'Key', { enableKeyRotation: true });
  const instanceRegistry = new InstanceRegistry(stack, 'Instances', { encryptionKey });
  const collector = new JobEventCollector(stack, 'Collector', { instanceRegistry, encryptionKey, levelOfDetail: LevelOfDetail.FULL });
  const props: Required<BatchAlarmsProps> = {
    collector,
    inFlightSnapshot: new InFlightSnapshot(stack, 'InFlight', { collector, encryptionKey }),
    costInsights: new CostInsights(stack, 'Costs', { collector, instanceRegistry, encryptionKey }),
    ...everyActionProp,
    criticalActions: [pager],
    createTopic: true,
    encryptionKey,
    severities: { LostWork: AlarmSeverity.CRITICAL, MissingJobs: AlarmSeverity.WARNING },
    jobQueues: [queueIn(stack, 'render'), queueIn(stack, 'nightly')],
    failureRateAlarmEnabled: true,
    failureRateThreshold: 12.5,
    failureRateMinJobs: 20,
    queueBlockedAlarmEnabled: true,
    oldestRunnableAlarmEnabled: true,
    oldestRunnableThreshold: Duration.hours(6),
    oldestStartingAlarmEnabled: true,
    oldestStartingThreshold: Duration.minutes(45),
    spotInterruptionAlarmEnabled: true,
    spotInterruptionThreshold: 10,
    spotInterruptionMinCount: 3,
    lostWorkAlarmEnabled: true,
    lostWorkThreshold: 15,
    lostWorkMinDuration: Duration.hours(10),
    noSuccessPeriod: Duration.hours(26),
    noSuccessJobDefinitions: ['nightly-report'],
    hourlyCostThreshold: 40,
    liveDashboardUrl: 'https://example.com/live',
    dashboardUrl: 'https://example.com/history',
  };
  return new BatchAlarms(stack, 'Alarms', props);
}
