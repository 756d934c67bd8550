import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { JobEventCollector } from '../../src/job-event-collector';
import {
  FailureCategory,
  JobNotifications,
  JobNotificationsProps,
  NotificationMessage,
  OnJobFailedOptions,
  OnJobOptions,
} from '../../src/job-notifications';
import { everyHandlerOption } from '../handler-options/every-handler-option';
import { everyAlarmProp } from '../health-alarms/every-alarm-prop';

/** Notifications with every prop and every option. */
export function fullJobNotifications(stack: Stack): JobNotifications {
  const encryptionKey = new Key(stack, 'Key', { enableKeyRotation: true });
  const props: Required<JobNotificationsProps> = {
    collector: new JobEventCollector(stack, 'Collector', { encryptionKey }),
    logRetention: RetentionDays.ONE_WEEK,
    encryptionKey,
    removalPolicy: RemovalPolicy.RETAIN,
    ...everyHandlerOption(stack),
    ...everyAlarmProp,
  };
  const notifications = new JobNotifications(stack, 'Notifications', props);
  const { jobText, queueText } = NotificationMessage;
  const deadLetterQueue = new Queue(stack, 'OwnDeadLetters', {
    encryptionMasterKey: encryptionKey,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  const inbox = new Queue(stack, 'Inbox', {
    encryptionMasterKey: encryptionKey,
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 3 },
  });
  const target = new SqsQueue(inbox, { message: jobText() });
  const jobQueues = [JobQueue.fromJobQueueArn(stack, 'JobQueue', 'arn:aws:batch:eu-west-1:123456789012:job-queue/nightly')];
  const failed: Required<OnJobFailedOptions> = { target, jobQueues, categories: [FailureCategory.OUT_OF_MEMORY], digest: false };
  const succeeded: Required<OnJobOptions> = { target: new SqsQueue(inbox, { deadLetterQueue }), jobQueues, digest: true };
  notifications.onJobFailed('Failed', failed);
  notifications.onJobSucceeded('Succeeded', succeeded);
  notifications.onQueueBlocked('Blocked', { target: new SqsQueue(inbox, { message: queueText() }), jobQueues });
  return notifications;
}
