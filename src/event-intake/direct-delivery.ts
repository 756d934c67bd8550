import { Duration } from 'aws-cdk-lib';
import { IRuleTarget } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfigOptions, IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { failureDestination, sendersTo } from './rule-target';

/** How often Lambda retries an event that EventBridge sent to the function itself. */
export interface DirectDelivery {
  readonly retryAttempts: number;
  readonly maxEventAge: Duration;
}

/** Lambda wraps an event that it sets aside, and SQS redrives only what came out of a queue. */
export const SEND_EVENTS =
  'send the event of each message (its requestPayload, or the message itself where it has none) to the queue, ' +
  "as the runbook shows: a redrive does not unwrap Lambda's messages";

/** Lambda retries an event that was sent to the function itself after one minute and after two more; each attempt takes one at most. */
export const EVENT_AGE_AFTER_DIRECT_RETRIES = Duration.minutes(10);

/** How often, and for how long, EventBridge tries to deliver an event: its own maximum. */
const MAX_RULE_ATTEMPTS = 185;
const MAX_RULE_EVENT_AGE = Duration.hours(24);

/** Events that the function fails to process go to the dead-letter queue. */
export const directFunctionOptions = (
  { retryAttempts, maxEventAge }: DirectDelivery,
  deadLetterQueue: Queue,
): EventInvokeConfigOptions => ({
  onFailure: failureDestination(deadLetterQueue),
  retryAttempts,
  maxEventAge,
});

/** Each event in an invocation of its own; events that cannot be delivered go to the dead-letter queue. */
export function directTarget(handler: IFunction, deadLetterQueue: Queue): IRuleTarget {
  const target = new LambdaFunction(handler, { retryAttempts: MAX_RULE_ATTEMPTS, maxEventAge: MAX_RULE_EVENT_AGE });
  const admit = sendersTo(deadLetterQueue);
  return {
    bind: (rule, id) => {
      admit(rule);
      return { ...target.bind(rule, id), deadLetterConfig: { arn: deadLetterQueue.queueArn } };
    },
  };
}
