import { Duration } from 'aws-cdk-lib';
import { Alarm, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FUNCTION_TIMEOUT } from './handler';
import { healthAlarm } from '../health-alarms/health-alarm';
import { AlarmActionProps } from '../health-alarms/health-alarm-props';
import { EVENT_RETENTION } from '../health-alarms/queue-alarms';

/** How often a message is tried before it is put aside: AWS advises at least 5 for queues that a Lambda function reads. */
const MAX_RECEIVE_COUNT = 5;
/** AWS advises a visibility timeout of six times the function's. */
const VISIBILITY_FACTOR = 6;
/** The longest that Lambda gathers messages: assumed for a window that is only known at deployment. */
const MAX_WINDOW = Duration.minutes(5);

/** How messages are gathered for an invocation. */
export interface Batches {
  /** Messages wait this long, invisible to other readers, while a batch is gathered. */
  readonly window: Duration;
  /** The maximum number of messages in one invocation. */
  readonly size: number;
  /** The maximum number of concurrent invocations; Lambda requires at least 2. */
  readonly maxConcurrency: number;
  /**
   * The longest delay of a message that the handler sends to its own queue.
   *
   * @default - the handler sends none
   */
  readonly maxDelay?: Duration;
}

export interface IntakeQueuesProps {
  readonly encryptionKey?: IKey;
  readonly batches: Batches;
  /** Completes "Messages that ... did not get or could not process". */
  readonly readBy: string;
  /** Completes "then ...": how the dead letters come to be processed. */
  readonly redrive: string;
  readonly alarmActions: AlarmActionProps;
}

export interface IntakeQueues {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  readonly deadLetterAlarm: Alarm;
  /** How old a message may get when it is delayed, and its first attempt fails. */
  readonly usualAge: Duration;
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
    retentionPeriod: EVENT_RETENTION,
    visibilityTimeout: visibilityTimeout(props.batches),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
  });
  return {
    queue,
    deadLetterQueue,
    deadLetterAlarm: deadLetterAlarm(scope, deadLetterQueue, props),
    usualAge: usualAge(props.batches),
  };
}

const known = ({ window }: Batches): Duration => (window.isUnresolved() ? MAX_WINDOW : window);

function visibilityTimeout(batches: Batches): Duration {
  return Duration.seconds(FUNCTION_TIMEOUT.toSeconds() * VISIBILITY_FACTOR + known(batches).toSeconds());
}

function usualAge(batches: Batches): Duration {
  return visibilityTimeout(batches)
    .plus(known(batches))
    .plus(batches.maxDelay ?? Duration.seconds(0));
}

function deadLetterAlarm(scope: Construct, queue: Queue, { readBy, redrive, alarmActions: actions }: IntakeQueuesProps): Alarm {
  return healthAlarm(scope, 'DeadLetterAlarm', {
    description:
      `The dead-letter queue of ${readBy} holds messages that were not delivered or could not be processed. ` +
      `Read the errors in the log group of the function, fix the cause, then ${redrive}. Messages are kept for 14 days.`,
    section: 'dead-letters',
    metric: queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: Duration.minutes(5) }),
    threshold: 1,
    evaluationPeriods: 1,
    actions,
  });
}
