import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AsgMonitoring, AsgMonitoringProps, GroupMetric, GroupMetricGranularity } from '../../src/asg-monitoring';
import { everyHandlerOption } from '../handler-options/every-handler-option';
import { everyAlarmProp } from '../health-alarms/every-alarm-prop';

/** Monitoring of groups with every prop set. */
export function fullMonitoring(stack: Stack): AsgMonitoring {
  const props: Required<AsgMonitoringProps> = {
    metrics: [GroupMetric.TOTAL_INSTANCES, GroupMetric.of('GroupAndWarmPoolTotalCapacity')],
    granularity: GroupMetricGranularity.of('5Minutes'),
    interval: Duration.minutes(15),
    atDeployment: true,
    serviceLinkedRoleOnly: true,
    eventBus: EventBus.fromEventBusName(stack, 'Bus', 'forwarded'),
    logRetention: RetentionDays.ONE_WEEK,
    encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    removalPolicy: RemovalPolicy.RETAIN,
    ...everyHandlerOption(stack),
    ...everyAlarmProp,
  };
  return new AsgMonitoring(stack, 'Groups', props);
}
