import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { IRuleTarget } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FunctionOptions, IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DirectDelivery, directFunctionOptions, directTarget, EVENT_AGE_AFTER_DIRECT_RETRIES, SEND_EVENTS } from './direct-delivery';
import { allowServicesToUse } from './encryption';
import { completeHandler, handlerOptions } from './handler';
import { Batches, IntakeQueues, intakeQueues, REDRIVE } from './queues';
import { queueTarget } from './rule-target';
import { DedicatedLogGroupProps, dedicatedLogGroup } from './storage';
import { HandlerOptions } from '../handler-options/handler-options';
import { HealthAlarmProps } from '../health-alarms/health-alarm-props';
import { asyncEventAge, HandlerAlarms, handlerAlarms } from '../health-alarms/queue-alarms';

export interface EventIntakeProps<Handler extends IFunction> {
  /** Names the construct in the texts of its alarms, for example "the collector of AWS Batch job events". */
  readonly readBy: string;
  /**
   * What its alarms say is lost while events wait or fail.
   *
   * @default - nothing
   */
  readonly lostMeanwhile?: string;
  /** Describes the function. */
  readonly description: string;
  /** How the function's log group is kept; its key encrypts the queues too. */
  readonly logs: DedicatedLogGroupProps;
  readonly alarms: HealthAlarmProps;
  /** What the user of the construct chose for the function. */
  readonly options: HandlerOptions;
  readonly batches: Batches;
  /**
   * How EventBridge invokes the function, where events do not pass through the queue.
   *
   * @default - events pass through the queue
   */
  readonly direct?: DirectDelivery;
  readonly environment: (queues: IntakeQueues) => { [variable: string]: string };
  /** All that the function may do, besides writing to its log group and reading its queue. */
  readonly statements: (queues: IntakeQueues) => readonly PolicyStatement[];
  /** Creates the function. A class that projen generates for a handler takes these options as they are. */
  readonly handler: (options: FunctionOptions, queues: IntakeQueues) => Handler;
}

export interface EventIntake<Handler extends IFunction = IFunction> {
  readonly logGroup: LogGroup;
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;
  readonly handler: Handler;
  /** Takes the events of any number of rules, in the queue or, with direct delivery, in the function. */
  readonly target: IRuleTarget;
  readonly deadLetterAlarm: Alarm;
  readonly errorAlarm?: Alarm;
  readonly eventAgeAlarm?: Alarm;
  /** All of these alarms. */
  readonly alarms: Alarm[];
}

/**
 * Everything between an EventBridge rule and a handler: log group, queue with dead letters, function with its role, event source mapping, alarms.
 *
 * The resources are children of `scope` itself, so that their logical ids are short and stay as they are.
 */
export function eventIntake<Handler extends IFunction>(scope: Construct, props: EventIntakeProps<Handler>): EventIntake<Handler> {
  const { readBy, direct, batches, logs } = props;
  allowServicesToUse(scope, logs.encryptionKey);
  const logGroup = dedicatedLogGroup(scope, logs);
  const queues = intakeQueues(scope, {
    encryptionKey: logs.encryptionKey,
    batches,
    readBy,
    redrive: direct ? SEND_EVENTS : REDRIVE,
    alarmActions: props.alarms,
  });
  const handler = createHandler(scope, props, logGroup, queues);
  readQueue(scope, handler, queues.queue, batches);
  const alarms = watchHandler(scope, props, handler, queues);
  const { queue, deadLetterQueue, deadLetterAlarm } = queues;
  return {
    logGroup,
    queue,
    deadLetterQueue,
    handler,
    target: direct ? directTarget(handler, deadLetterQueue) : queueTarget(queues),
    deadLetterAlarm,
    ...alarms,
    alarms: [deadLetterAlarm, alarms.errorAlarm, alarms.eventAgeAlarm].filter((alarm) => alarm !== undefined),
  };
}

function createHandler<Handler extends IFunction>(
  scope: Construct,
  { description, options: chosen, batches, direct, environment, statements, handler }: EventIntakeProps<Handler>,
  logGroup: LogGroup,
  queues: IntakeQueues,
): Handler {
  const options = handlerOptions(scope, {
    description,
    logGroup,
    queue: queues.queue,
    environment: environment(queues),
    statements: statements(queues),
    options: chosen,
    minConcurrency: batches.maxConcurrency,
  });
  const created = handler({ ...options, ...(direct && directFunctionOptions(direct, queues.deadLetterQueue)) }, queues);
  return completeHandler(created, chosen);
}

/** With direct delivery too: handlers may send messages to their own queue. */
function readQueue(scope: Construct, target: IFunction, queue: IQueue, { window, size, maxConcurrency }: Batches): void {
  new EventSourceMapping(scope, 'QueueReader', {
    target,
    eventSourceArn: queue.queueArn,
    batchSize: size,
    maxBatchingWindow: window,
    maxConcurrency,
    reportBatchItemFailures: true,
  });
}

function watchHandler<Handler extends IFunction>(
  scope: Construct,
  { alarms, readBy, lostMeanwhile, direct }: EventIntakeProps<Handler>,
  handler: Handler,
  { queue, usualAge }: IntakeQueues,
): HandlerAlarms {
  return handlerAlarms(scope, {
    props: alarms,
    handler,
    queue,
    readBy,
    lostMeanwhile,
    ...(direct ? { usualAge: EVENT_AGE_AFTER_DIRECT_RETRIES, age: asyncEventAge(handler) } : { usualAge }),
  });
}
