import { IRule, IRuleTarget } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IDestination } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';

/** Events to a queue, which only this rule may send to: the target of aws-cdk-lib drops that condition for encrypted queues. */
export function queueTarget(queue: Queue): IRuleTarget {
  return {
    bind: (rule) => {
      queue.addToResourcePolicy(sendFrom(rule, queue));
      return { arn: queue.queueArn, targetResource: queue };
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
