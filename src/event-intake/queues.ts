import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FUNCTION_TIMEOUT } from './handler';

/** How often a message is tried before it is put aside: AWS advises at least 5 for queues that a Lambda function reads. */
const MAX_RECEIVE_COUNT = 5;
/** AWS advises a visibility timeout of six times the function's. */
const VISIBILITY_FACTOR = 6;
/** The longest that Lambda gathers messages: assumed for a window that is only known at deployment. */
const LONGEST_WINDOW = Duration.minutes(5);

export interface IntakeQueuesProps {
  readonly encryptionKey?: IKey;
  /** Messages wait this long, invisible to others, while a batch is gathered. */
  readonly batchingWindow: Duration;
  /** Completes "Messages that ... did not get or could not process". */
  readonly readBy: string;
  /** Completes "then ...": how the dead letters come to be processed. */
  readonly sendAgain: string;
}

export interface IntakeQueues {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  readonly deadLetterAlarm: Alarm;
}

/** For dead letters that are what the queue held, or what EventBridge would have sent there. */
export const REDRIVE = 'start a redrive of the dead-letter queue with the queue as its destination';

/** The encrypted queue that events wait in, and where those go that cannot be processed, watched by an alarm. */
export function intakeQueues(scope: Construct, props: IntakeQueuesProps): IntakeQueues {
  const shared = {
    encryption: props.encryptionKey ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
    encryptionMasterKey: props.encryptionKey,
    enforceSSL: true,
  };
  const deadLetterQueue = new Queue(scope, 'DeadLetterQueue', { ...shared, retentionPeriod: Duration.days(14) });
  const queue = new Queue(scope, 'Queue', {
    ...shared,
    // Shorter than the dead-letter queue's, because SQS counts a dead letter's age from when it was first sent.
    retentionPeriod: Duration.days(4),
    visibilityTimeout: visibilityTimeout(props.batchingWindow),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
  });
  return { queue, deadLetterQueue, deadLetterAlarm: deadLetterAlarm(scope, deadLetterQueue, props) };
}

function visibilityTimeout(batchingWindow: Duration): Duration {
  const window = batchingWindow.isUnresolved() ? LONGEST_WINDOW : batchingWindow;
  return Duration.seconds(FUNCTION_TIMEOUT.toSeconds() * VISIBILITY_FACTOR + window.toSeconds());
}

function deadLetterAlarm(scope: Construct, queue: Queue, { readBy, sendAgain }: IntakeQueuesProps): Alarm {
  return new Alarm(scope, 'DeadLetterAlarm', {
    alarmDescription: `Messages that ${readBy} did not get or could not process are in its dead-letter queue. `
      + `Read the errors in its log group, mend the cause, then ${sendAgain}. They are kept for 14 days.`,
    metric: queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: Duration.minutes(5) }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}
