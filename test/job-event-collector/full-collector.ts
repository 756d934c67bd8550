import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EcsJobDefinition, FargateComputeEnvironment, JobQueue } from 'aws-cdk-lib/aws-batch';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { InstanceRegistry } from '../../src/instance-registry';
import { EventDelivery, JobEventCollector, JobEventCollectorProps } from '../../src/job-event-collector';
import { MetricDimension, MetricDimensions } from '../../src/level-of-detail';
import { everyHandlerOption } from '../handler-options/every-handler-option';
import { everyAlarmProp } from '../health-alarms/every-alarm-prop';

/** A collector with every prop set. */
export function fullCollector(stack: Stack, encryptionKey = new Key(stack, 'Key', { enableKeyRotation: true })): JobEventCollector {
  const props: Required<Omit<JobEventCollectorProps, 'levelOfDetail'>> = {
    jobQueues: [JobQueue.fromJobQueueArn(stack, 'Render', 'arn:aws:batch:eu-west-1:123456789012:job-queue/render'), ownJobQueue(stack)],
    jobDefinitions: [
      EcsJobDefinition.fromJobDefinitionArn(stack, 'Encode', 'arn:aws:batch:eu-west-1:123456789012:job-definition/encode:7'),
    ],
    instanceRegistry: new InstanceRegistry(stack, 'Instances', { encryptionKey }),
    eventBus: EventBus.fromEventBusName(stack, 'Bus', 'forwarded'),
    delivery: EventDelivery.buffered({ batchingWindow: Duration.minutes(2), batchSize: 500, maxConcurrency: 3 }),
    metricNamespace: 'Render Farm',
    dimensionSets: [MetricDimensions.of(MetricDimension.JOB_QUEUE, MetricDimension.INSTANCE_TYPE)],
    logRetention: RetentionDays.THREE_MONTHS,
    tagKeys: ['Project', 'Team'],
    encryptionKey,
    removalPolicy: RemovalPolicy.DESTROY,
    inFlightExpiry: Duration.days(10),
    finishedExpiry: Duration.days(2),
    waitForLateFacts: [Duration.minutes(1)],
    ...everyHandlerOption(stack),
    pointInTimeRecovery: true,
    ...everyAlarmProp,
    silenceAlarmEnabled: true,
    unreadFieldsAlarmEnabled: true,
    rejectedMetricsAlarmEnabled: true,
    fieldIndexesEnabled: true,
    silencePeriod: Duration.hours(6),
  };
  return new JobEventCollector(stack, 'Collector', props);
}

function ownJobQueue(stack: Stack): JobQueue {
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a'],
    privateSubnetIds: ['subnet-0123456789abcdef0'],
  });
  const computeEnvironment = new FargateComputeEnvironment(stack, 'Fargate', { vpc });
  return new JobQueue(stack, 'Own', { computeEnvironments: [{ computeEnvironment, order: 1 }] });
}
