import { IRule, IRuleTarget } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IDestination } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { IntakeQueues } from './queues';

/**
 * Events to a queue, and those that cannot be delivered to its dead-letter queue; only this rule may send to either.
 * The target of aws-cdk-lib drops that condition for encrypted queues.
 */
export function queueTarget({ queue, deadLetterQueue }: IntakeQueues): IRuleTarget {
  return {
    bind: (rule) => {
      [queue, deadLetterQueue].forEach((each) => each.addToResourcePolicy(sendFrom(rule, each)));
      return { arn: queue.queueArn, targetResource: queue, deadLetterConfig: { arn: deadLetterQueue.queueArn } };
    },
  };
}

/** A queue for invocations that failed, without the grant that aws-cdk-lib adds: the handler's policy is written in one place. */
export function failureDestination(queue: Queue): IDestination {
  return { bind: () => ({ destination: queue.queueArn }) };
}

function sendFrom(rule: IRule, queue: Queue): PolicyStatement {
  return new PolicyStatement({
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
  });
}
