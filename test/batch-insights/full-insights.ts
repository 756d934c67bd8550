import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EcsJobDefinition, JobQueue } from 'aws-cdk-lib/aws-batch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BatchInsights, BatchInsightsProps, DashboardSection, EventDelivery, LevelOfDetail, PurchaseOption } from '../../src';
import { everyHandlerOption } from '../handler-options/every-handler-option';
import { everyAlarmProp } from '../health-alarms/every-alarm-prop';
import { oneOfEach } from '../instance-registry/full-registry';

/** What a new collector and a new registry replace, and what a level of detail does. */
type Instead = 'jobEventCollector' | 'instanceRegistry' | 'dimensionSets';

/** Batch insights with every prop set that can be set together. */
export function fullInsights(stack: Stack): BatchInsights {
  const props: Required<Omit<BatchInsightsProps, Instead>> = {
    jobQueues: [JobQueue.fromJobQueueArn(stack, 'Render', 'arn:aws:batch:eu-west-1:123456789012:job-queue/render')],
    jobDefinitions: [
      EcsJobDefinition.fromJobDefinitionArn(stack, 'Encode', 'arn:aws:batch:eu-west-1:123456789012:job-definition/encode:7'),
    ],
    computeEnvironments: oneOfEach(stack),
    purchaseOptions: [{ computeEnvironmentName: 'made-elsewhere', purchaseOption: PurchaseOption.CAPACITY_BLOCK }],
    lookUpUnknown: true,
    registeredExpiry: Duration.days(10),
    goneExpiry: Duration.days(1),
    eventBus: EventBus.fromEventBusName(stack, 'Bus', 'forwarded'),
    delivery: EventDelivery.direct({ retryAttempts: 1 }),
    metricNamespace: 'Farm',
    levelOfDetail: LevelOfDetail.FULL,
    logRetention: RetentionDays.ONE_WEEK,
    tagKeys: ['Project', 'Team'],
    waitForLateFacts: [Duration.minutes(1)],
    inFlightExpiry: Duration.days(10),
    finishedExpiry: Duration.days(2),
    encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    removalPolicy: RemovalPolicy.RETAIN,
    instanceRegistryEnabled: true,
    inFlightEnabled: true,
    inFlightInterval: Duration.minutes(15),
    runTaskMonitoringEnabled: true,
    createTrail: true,
    trailExpiry: Duration.days(2),
    asgMonitoringEnabled: true,
    serviceLinkedRoleOnly: true,
    dashboardEnabled: true,
    dashboardSections: DashboardSection.history(),
    liveDashboardEnabled: true,
    liveDashboardSections: DashboardSection.live(),
    title: 'Render farm',
    defaultInterval: Duration.hours(12),
    liveDefaultInterval: Duration.hours(1),
    dashboardName: 'render-farm',
    liveDashboardName: 'render-farm-live',
    dashboardOutputsEnabled: true,
    ...everyHandlerOption(stack),
    pointInTimeRecovery: true,
    ...everyAlarmProp,
    silenceAlarmEnabled: true,
    unreadFieldsAlarmEnabled: true,
    rejectedMetricsAlarmEnabled: true,
    fieldIndexesEnabled: true,
    standstillAlarmEnabled: true,
    silencePeriod: Duration.hours(6),
  };
  return new BatchInsights(stack, 'Insights', props);
}
