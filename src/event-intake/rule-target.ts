import { Lazy } from 'aws-cdk-lib';
import { IRule, IRuleTarget } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IDestination } from 'aws-cdk-lib/aws-lambda';
import { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { IntakeQueues } from './queues';

/**
 * Events to a queue, and those that cannot be delivered to its dead-letter queue; only the rules of this target may send to either.
 * The target of aws-cdk-lib drops that condition for encrypted queues.
 */
export function queueTarget({ queue, deadLetterQueue }: IntakeQueues): IRuleTarget {
  const admit = sendersTo(queue, deadLetterQueue);
  return {
    bind: (rule) => {
      admit(rule);
      return { arn: queue.queueArn, targetResource: queue, deadLetterConfig: { arn: deadLetterQueue.queueArn } };
    },
  };
}

/** Lets a rule, or an event bus by its ARN, send to queues. */
export type Admit = (sender: Pick<IRule, 'ruleArn'>) => void;

/**
 * Lets rules send to queues, all of them by one statement: a queue's policy takes 20 statements and 8,192 bytes.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
export function sendersTo(...queues: readonly IQueue[]): Admit {
  const arns: string[] = [];
  return ({ ruleArn }) => {
    if (arns.push(ruleArn) > 1) return;
    queues.forEach((queue) => queue.addToResourcePolicy(sendStatement(queue, arns)));
  };
}

/** A target of the user, whose events go to this queue where they cannot be delivered, unless the target has a queue of its own for them. */
export const withDeadLetters = (target: IRuleTarget, queue: IQueue, admit: Admit): IRuleTarget => ({
  bind: (rule, id) => {
    const config = target.bind(rule, id);
    if (config.deadLetterConfig) return config;
    admit(rule);
    return { ...config, deadLetterConfig: { arn: queue.queueArn } };
  },
});

/** A queue for invocations that failed, without the grant that aws-cdk-lib adds: the handler's policy is written in one place. */
export function failureDestination(queue: Queue): IDestination {
  return { bind: () => ({ destination: queue.queueArn }) };
}

/** From these rules, also from those that are added to the list later. */
function sendStatement(queue: IQueue, ruleArns: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': Lazy.any({ produce: () => (ruleArns.length === 1 ? ruleArns[0] : ruleArns) }) } },
  });
}
