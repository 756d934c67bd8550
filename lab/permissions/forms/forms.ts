/** Every form in which a role can come: each construct with the least and with the most that its props ask of AWS. */
import { Duration, Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  AsgMonitoring,
  BatchInsights,
  CostInsights,
  EventDelivery,
  InFlightSnapshot,
  InstanceRegistry,
  JobEventCollector,
  JobExplorer,
  JobHistory,
  JobNotifications,
  OnDemandBatchEnvironment,
  OverlapPolicy,
  PurchaseOption,
  RunTaskMonitoring,
  ScheduledJob,
  ScheduledJobProps,
} from '../../../src';

/** One query of each form is stopped when this is over. */
const PAGE_TIMEOUT = Duration.seconds(5);

/** Among jobs that it has nothing to do with. */
const addScheduledJob = (stack: Stack, insights: BatchInsights | undefined, props: Partial<ScheduledJobProps>): ScheduledJob =>
  new ScheduledJob(stack, 'Nightly', {
    batchEnvironment: new OnDemandBatchEnvironment(stack, 'Batch', insights ? { insights } : { insightsEnabled: false }),
    image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
    timeout: Duration.hours(2),
    schedule: ScheduleExpression.cron({ hour: '4', minute: '0' }),
    ...props,
  });

/** Where notifications are sent. */
const inbox = (stack: Stack): SqsQueue => new SqsQueue(new Queue(stack, 'Inbox', { enforceSSL: true }));

/** What goes into a stack of each name. */
export const FORMS: { readonly [stackName: string]: (stack: Stack) => void } = {
  /** Each alone, with its defaults; a registry that no collector asks is never asked. */
  Alone: (stack) => {
    const collector = new JobEventCollector(stack, 'Collector');
    new InFlightSnapshot(stack, 'InFlight', { collector });
    new JobExplorer(stack, 'Explorer', { collector, pageTimeout: PAGE_TIMEOUT });
    new JobHistory(stack, 'History', { collector });
    new JobNotifications(stack, 'Notifications', { collector }).onJobFailed('Failed', { target: inbox(stack) });
    new RunTaskMonitoring(stack, 'RunTask');
    new AsgMonitoring(stack, 'Groups', { atDeployment: false });
  },
  /** All together, without a key. */
  Together: (stack) => {
    const insights = new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true });
    insights.addHistory({ transitionsIncluded: true, instancesIncluded: true });
    insights.addCostInsights();
    insights.addExplorer({ pageTimeout: PAGE_TIMEOUT });
    const target = inbox(stack);
    insights.onJobFailed('Failed', { target });
    insights.onJobSucceeded('Succeeded', { target });
    insights.onQueueBlocked('Blocked', { target });
    addScheduledJob(stack, insights, { overlapPolicy: OverlapPolicy.QUEUE });
  },
  /** One key for all of it, events straight to the function, a trail. */
  OneKey: (stack) => {
    const encryptionKey = new Key(stack, 'Key');
    const insights = new BatchInsights(stack, 'Insights', {
      encryptionKey,
      delivery: EventDelivery.direct({ retryAttempts: 0 }),
      runTaskMonitoringEnabled: true,
      createTrail: true,
    });
    insights.addHistory({ encryptionKey, prefix: 'batch/', instancesIncluded: true });
    insights.addCostInsights();
    insights.addExplorer({ encryptionKey, pageTimeout: PAGE_TIMEOUT });
    insights.addNotifications({ encryptionKey }).onJobFailed('Failed', { target: inbox(stack) });
    addScheduledJob(stack, insights, { encryptionKey });
  },
  /** A key for each; the registry may not call AWS and uses the values of its props. */
  KeyForEach: (stack) => {
    const instanceRegistry = new InstanceRegistry(stack, 'Instances', {
      encryptionKey: new Key(stack, 'InstanceKey'),
      lookUpUnknown: false,
      purchaseOptions: [{ computeEnvironmentName: 'fargate', purchaseOption: PurchaseOption.FARGATE }],
    });
    const collector = new JobEventCollector(stack, 'Collector', { encryptionKey: new Key(stack, 'JobKey'), instanceRegistry });
    const inFlightSnapshot = new InFlightSnapshot(stack, 'InFlight', {
      encryptionKey: new Key(stack, 'LogKey'),
      collector,
      instanceRegistry,
    });
    new JobExplorer(stack, 'Explorer', {
      encryptionKey: new Key(stack, 'PageKey'),
      collector,
      inFlightSnapshot,
      pageTimeout: PAGE_TIMEOUT,
    });
    new AsgMonitoring(stack, 'Groups', { encryptionKey: new Key(stack, 'GroupKey'), atDeployment: false });
    new CostInsights(stack, 'Costs', { encryptionKey: new Key(stack, 'PriceKey'), collector, instanceRegistry });
    new JobHistory(stack, 'History', { encryptionKey: new Key(stack, 'HistoryKey'), collector, transitionsIncluded: true });
    new JobNotifications(stack, 'Notifications', { encryptionKey: new Key(stack, 'NotificationKey'), collector }).onJobFailed('Failed', {
      target: inbox(stack),
    });
    addScheduledJob(stack, undefined, { encryptionKey: new Key(stack, 'RunKey'), overlapPolicy: OverlapPolicy.SKIP });
  },
  /** A registry that answers nobody, for a collector without a key. */
  Silent: (stack) => {
    const instanceRegistry = new InstanceRegistry(stack, 'Instances', {
      encryptionKey: new Key(stack, 'InstanceKey'),
      lookUpUnknown: false,
    });
    new JobEventCollector(stack, 'Collector', { delivery: EventDelivery.direct(), instanceRegistry });
    addScheduledJob(stack, undefined, { overlapPolicy: OverlapPolicy.SKIP });
  },
};
