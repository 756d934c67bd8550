import { Duration } from 'aws-cdk-lib';
import { Alarm, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ERRORS } from './folders';
import { JobHistoryProps } from './job-history-props';
import { DetailType, EventSource } from '../domain/names/events';
import { eventRule } from '../event-intake/event-rule';
import { sendersTo } from '../event-intake/rule-target';
import { healthAlarm } from '../health-alarms/health-alarm';
import { AlarmActionProps } from '../health-alarms/health-alarm-props';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { NOT_READ_BY_A_FUNCTION } from '../reviewed-findings/reviews';

export interface RejectedRecordsProps {
  readonly bucket: IBucket;
  readonly prefix: string;
  readonly props: JobHistoryProps;
}

export interface RejectedRecords {
  readonly errorQueue: Queue;
  readonly alarm: Alarm;
}

/** Notices files in the folder of errors: a message for each in a queue that nobody reads, and an alarm as long as one is there. */
export function watchRejectedRecords(scope: Construct, { bucket, prefix, props }: RejectedRecordsProps): RejectedRecords {
  const { encryptionKey } = props;
  const errorQueue = new Queue(scope, 'ErrorQueue', {
    encryption: encryptionKey ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
    encryptionMasterKey: encryptionKey,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  carryReviews(errorQueue, [NOT_READ_BY_A_FUNCTION]);
  errorRule(scope, bucket, prefix, errorQueue);
  return { errorQueue, alarm: rejectedRecordsAlarm(scope, errorQueue, props) };
}

function errorRule(scope: Construct, bucket: IBucket, prefix: string, queue: Queue): Rule {
  const admit = sendersTo(queue);
  return eventRule(scope, 'ErrorRule', {
    description: 'Records that could not be written to the job history',
    eventPattern: {
      source: [EventSource.S3],
      detailType: [DetailType.OBJECT_CREATED],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix: `${prefix}${ERRORS}` }] } },
    },
    target: {
      bind: (rule) => {
        admit(rule);
        return { arn: queue.queueArn, targetResource: queue };
      },
    },
  });
}

function rejectedRecordsAlarm(scope: Construct, queue: Queue, actions: AlarmActionProps): Alarm {
  return healthAlarm(scope, 'RejectedRecordsAlarm', {
    description:
      `Records could not be written to the tables of the job history. They are in the folder ${ERRORS} of the bucket for 90 days, and in the log group of the ` +
      'collector as long as it keeps them. Read the reason in a file, fix the cause, import the days again, and purge the queue of errors.',
    section: 'rejected-records',
    metric: queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: Duration.minutes(5) }),
    threshold: 1,
    evaluationPeriods: 1,
    actions,
  });
}
