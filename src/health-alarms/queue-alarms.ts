import { Duration } from 'aws-cdk-lib';
import { Alarm, IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { healthAlarm } from './health-alarm';
import { HealthAlarmProps } from './health-alarm-props';
import { checkDuration, rejectWithoutEffect } from '../prop-check/prop-check';

const PERIOD = Duration.minutes(5);
/** Longer than the 5 minutes that Lambda may gather messages, so that what was received in the first of them is deleted before the last one ends. */
const PERIODS = 3;

export interface WatchedHandler {
  readonly props: HealthAlarmProps;
  readonly handler: IFunction;
  readonly queue: IQueue;
  /** Begins the sentences, for example "the collector of AWS Batch job events". */
  readonly readBy: string;
  /** How old the oldest event may get where one try fails that the next one mends. */
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
    fix: 'Events are gathered for some seconds before they are processed.',
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
function errorAlarm(scope: Construct, { props, handler, queue, readBy }: WatchedHandler): Alarm {
  const stalled = new MathExpression({
    label: 'Periods in which nothing was done',
    expression: 'IF(received > 0 AND deleted == 0, 1, 0)',
    usingMetrics: {
      received: queue.metricNumberOfMessagesReceived({ statistic: Stats.SUM, period: PERIOD }),
      deleted: queue.metricNumberOfMessagesDeleted({ statistic: Stats.SUM, period: PERIOD }),
    },
    period: PERIOD,
  });
  return healthAlarm(scope, 'ErrorAlarm', {
    description:
      `${capitalized(readBy)} has failed for a quarter of an hour: invocations end in errors, or all that comes in fails. Nothing is lost yet: after its last ` +
      'try a message waits for 14 days in the dead-letter queue. Read the last errors in the log group of the function, and mend the cause.',
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
function eventAgeAlarm(scope: Construct, { props, queue, readBy, usualAge, age }: WatchedHandler): Alarm {
  const threshold = props.eventAgeThreshold ?? wholeMinutes(usualAge);
  return healthAlarm(scope, 'EventAgeAlarm', {
    description:
      `${capitalized(readBy)} is late: the oldest event has waited for longer than it should. Nothing is lost, but dashboards and records lag behind. ` +
      'Look whether the function fails, is throttled, or has more to do than its concurrency allows.',
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
