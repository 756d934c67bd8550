import { Duration, RemovalPolicy, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { Action, IJobDefinition, Reason, RetryStrategy, Secret } from 'aws-cdk-lib/aws-batch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { InstanceClass } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage, LogDriver } from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  BatchCapacity,
  OnDemandBatchEnvironment,
  OnDemandBatchEnvironmentProps,
  OverlapPolicy,
  ScheduledJob,
  ScheduledJobProps,
} from '../../src';
import { network } from '../on-demand-batch-environment/full-environment';

export const IMAGE = ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023');
export const DAILY = ScheduleExpression.cron({ hour: '4', minute: '0' });

/** A job in a stack that has nothing else, with what a test is about. */
export const jobIn = (stack: Stack, props: Partial<ScheduledJobProps> = {}): ScheduledJob =>
  new ScheduledJob(stack, 'Nightly', {
    ...(!props.jobDefinition && { image: IMAGE }),
    schedule: DAILY,
    ...props,
    // Made only where none is given: a stack has one network.
    batchEnvironment: props.batchEnvironment ?? new OnDemandBatchEnvironment(stack, 'Batch', { vpc: network(stack) }),
  });

/** A job in a stack that has not even its monitoring. */
export const jobAlone = (stack: Stack, props: Partial<ScheduledJobProps> = {}): ScheduledJob =>
  jobIn(stack, {
    ...props,
    batchEnvironment:
      props.batchEnvironment ?? new OnDemandBatchEnvironment(stack, 'Batch', { vpc: network(stack), insightsEnabled: false }),
  });

/** A job with every prop set that can be set beside the others. */
export function fullScheduledJob(
  stack: Stack,
  given: Pick<ScheduledJobProps, 'overlapPolicy'> = {},
  { insightsEnabled = false }: Pick<OnDemandBatchEnvironmentProps, 'insightsEnabled'> = {},
): ScheduledJob {
  const encryptionKey = new Key(stack, 'Key', { enableKeyRotation: true });
  const topic = Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:123456789012:alarms');
  const secret = StoredSecret.fromSecretNameV2(stack, 'Secret', 'database');
  const props: Required<
    Omit<
      ScheduledJobProps,
      | 'jobDefinition'
      | 'logging'
      | 'arraySize'
      | 'arraySequential'
      | 'end'
      | 'ephemeralStorageSize'
      | 'shareIdentifier'
      | 'executionRole'
      | 'submissionRole'
    >
  > & {
    readonly jobDefinition?: IJobDefinition;
    readonly logging?: LogDriver;
  } = {
    batchEnvironment: new OnDemandBatchEnvironment(stack, 'Batch', {
      capacity: BatchCapacity.EC2,
      instanceClasses: [InstanceClass.G6],
      vpc: network(stack),
      insightsEnabled,
    }),
    image: IMAGE,
    command: ['render', 'Ref::scene'],
    environment: { STAGE: 'prod' },
    secrets: { DB_PASSWORD: Secret.fromSecretsManager(secret, 'password') },
    vcpus: 4,
    memory: Size.gibibytes(15),
    gpus: 1,
    jobRole: new Role(stack, 'JobRole', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') }),
    readonlyRootFilesystem: true,
    attempts: 5,
    retryStrategies: [RetryStrategy.of(Action.EXIT, Reason.NON_ZERO_EXIT_CODE)],
    timeout: Duration.hours(2),
    logRetention: RetentionDays.ONE_WEEK,
    removalPolicy: RemovalPolicy.RETAIN,
    jobName: 'nightly-render',
    parameters: { scene: "it's" },
    submissionRetryAttempts: 10,
    submissionMaxAge: Duration.hours(6),
    schedule: ScheduleExpression.cron({ hour: '4', minute: '30', timeZone: TimeZone.EUROPE_BERLIN }),
    timeWindow: TimeWindow.flexible(Duration.minutes(30)),
    start: new Date('2099-03-01T00:00:00Z'),
    enabled: true,
    overlapPolicy: OverlapPolicy.QUEUE,
    silenceAlarmEnabled: true,
    outputsEnabled: true,
    dashboardRowEnabled: true,
    encryptionKey,
    alarmActions: [new SnsAction(topic)],
    okActions: [new SnsAction(topic)],
    namePrefix: 'prod',
  };
  return new ScheduledJob(stack, 'Nightly', { ...props, ...given });
}
