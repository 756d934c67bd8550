import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LevelOfDetail } from '../../src/level-of-detail';
import { RunTaskMonitoring, RunTaskMonitoringProps } from '../../src/run-task-monitoring';
import { everyHandlerOption } from '../handler-options/every-handler-option';
import { everyAlarmProp } from '../health-alarms/every-alarm-prop';

/** Run-task monitoring with every prop set. */
export function fullRunTaskMonitoring(stack: Stack): RunTaskMonitoring {
  const props: Required<RunTaskMonitoringProps> = {
    createTrail: true,
    trailExpiry: Duration.days(2),
    eventBus: EventBus.fromEventBusName(stack, 'Bus', 'forwarded'),
    metricNamespace: 'Team/Batch',
    levelOfDetail: LevelOfDetail.FULL,
    logRetention: RetentionDays.ONE_WEEK,
    encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    removalPolicy: RemovalPolicy.DESTROY,
    ...everyHandlerOption(stack),
    pointInTimeRecovery: true,
    ...everyAlarmProp,
  };
  return new RunTaskMonitoring(stack, 'RunTask', props);
}
