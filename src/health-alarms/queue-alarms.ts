import { Duration } from 'aws-cdk-lib';
import { Alarm, IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { healthAlarm } from './health-alarm';
import { HealthAlarmProps } from './health-alarm-props';
import { checkDuration, rejectWithoutEffect } from '../prop-check/prop-check';

/** How long SQS keeps an event. Shorter than in the dead-letter queue, because SQS counts a dead letter's age from when it was first sent. */
export const EVENT_RETENTION = Duration.days(4);
const PERIOD = Duration.minutes(5);
/** Longer than the 5 minutes that Lambda may gather messages, so that what was received in the first of them is deleted before the last one ends. */
const PERIODS = 3;

export interface WatchedHandler {
  readonly props: HealthAlarmProps;
  readonly handler: IFunction;
  readonly queue: IQueue;
  /** Begins the sentences, for example "the collector of AWS Batch job events". */
  readonly readBy: string;
  /**
   * What is lost while events wait or fail, as a sentence.
   *
   * @default - nothing
   */
  readonly lostMeanwhile?: string;
  /** The maximum age of the oldest event if one try fails and the retry succeeds. */
  readonly usualAge: Duration;
  /**
   * How long Lambda itself has kept an event.
   *
   * @default - the age of the oldest message in the queue
   */
  readonly age?: { readonly metric: IMetric; readonly unitsPerSecond: number };
}

export interface HandlerAlarms {
  readonly errorAlarm?: Alarm;
  readonly eventAgeAlarm?: Alarm;
}

/** The alarms of a function that reads events from a queue, as far as they are wanted. */
export function handlerAlarms(scope: Construct, watched: WatchedHandler): HandlerAlarms {
  const { errorAlarmEnabled = true, eventAgeAlarmEnabled = true, eventAgeThreshold } = watched.props;
  if (!eventAgeAlarmEnabled && eventAgeThreshold) {
    rejectWithoutEffect(scope, {
      prop: 'eventAgeThreshold',
      value: eventAgeThreshold,
      because: 'when eventAgeAlarmEnabled is false',
      fix: 'Leave one of the two out.',
    });
  }
  checkDuration(scope, {
    prop: 'eventAgeThreshold',
    value: eventAgeThreshold,
    min: Duration.minutes(1),
    max: EVENT_RETENTION,
    fix: 'Events are gathered for some seconds before they are processed, and the queue keeps them for four days.',
  });
  return {
    errorAlarm: errorAlarmEnabled ? errorAlarm(scope, watched) : undefined,
    eventAgeAlarm: eventAgeAlarmEnabled ? eventAgeAlarm(scope, watched) : undefined,
  };
}

/**
 * Invocations that end in an error, and periods in which messages were received and none was done with: a function that reports what failed one by one
 * ends well, as Lambda sees it, when all of it failed.
 */
function errorAlarm(scope: Construct, { props, handler, queue, readBy, lostMeanwhile = 'No data is lost yet' }: WatchedHandler): Alarm {
  const stalled = new MathExpression({
    label: 'Periods without a processed message',
    expression: 'IF(received > 0 AND deleted == 0, 1, 0)',
    usingMetrics: {
      received: queue.metricNumberOfMessagesReceived({ statistic: Stats.SUM, period: PERIOD }),
      deleted: queue.metricNumberOfMessagesDeleted({ statistic: Stats.SUM, period: PERIOD }),
    },
    period: PERIOD,
  });
  return healthAlarm(scope, 'ErrorAlarm', {
    description:
      `${capitalized(readBy)} has failed for 15 minutes: its invocations end in errors, or all messages fail. ${lostMeanwhile}. After its last ` +
      'retry a message stays in the dead-letter queue for 14 days. Read the latest errors in the log group of the function, and fix the cause.',
    section: 'errors',
    metric: new MathExpression({
      label: 'Errors',
      expression: 'SUM([errors, stalled])',
      usingMetrics: { errors: handler.metricErrors({ period: PERIOD }), stalled },
      period: PERIOD,
    }),
    threshold: 1,
    evaluationPeriods: PERIODS,
    actions: props,
  });
}

/** SQS leaves out of the age what was received three times: that ends in the dead-letter queue, and a queue that stands still shows all the same. */
function eventAgeAlarm(scope: Construct, { props, queue, readBy, lostMeanwhile, usualAge, age }: WatchedHandler): Alarm {
  const threshold = props.eventAgeThreshold ?? wholeMinutes(usualAge);
  return healthAlarm(scope, 'EventAgeAlarm', {
    description:
      `${capitalized(readBy)} is late: the oldest event has waited too long. ${lostMeanwhile ?? 'No data is lost, but dashboards and records are delayed'}. ` +
      'Check whether the function fails, is throttled, or cannot keep up at its concurrency limit.',
    section: 'event-age',
    metric: age?.metric ?? queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM, period: PERIOD }),
    threshold: threshold.toSeconds() * (age?.unitsPerSecond ?? 1),
    evaluationPeriods: 2,
    actions: props,
  });
}

const capitalized = (text: string): string => text[0].toUpperCase() + text.slice(1);

const wholeMinutes = (duration: Duration): Duration => Duration.minutes(Math.ceil(duration.toMinutes({ integral: false })));

/** How long Lambda has kept an event that was sent to the function itself, in milliseconds. */
export const asyncEventAge = (handler: IFunction): WatchedHandler['age'] => ({
  metric: handler.metric('AsyncEventAge', { statistic: Stats.MAXIMUM, period: PERIOD }),
  unitsPerSecond: 1000,
});
