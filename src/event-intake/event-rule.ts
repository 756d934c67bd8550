import { Aws, Stack, Token } from 'aws-cdk-lib';
import { EventPattern, IEventBus, IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { reject } from '../prop-check/prop-check';

export interface EventRuleProps {
  readonly description: string;
  /** Without `account` and `region`, which the rule adds. */
  readonly eventPattern: EventPattern;
  /** @default - the default event bus */
  readonly eventBus?: IEventBus;
  readonly target: IRuleTarget;
}

/**
 * A rule that matches events of its own account and Region only, on every event bus.
 *
 * A bus can receive events of other accounts and Regions. Names of job queues, compute environments and Auto Scaling groups are unique in one account and
 * Region, and records, metrics and gauges are grouped by those names: events of two places would add up to one.
 */
export function eventRule(scope: Construct, id: string, { description, eventPattern, eventBus, target }: EventRuleProps): Rule {
  checkEventBus(scope, eventBus);
  return new Rule(scope, id, {
    description,
    eventBus,
    eventPattern: { ...eventPattern, account: [Aws.ACCOUNT_ID], region: [Aws.REGION] },
    targets: [target],
  });
}

export interface Place {
  readonly region: string;
  readonly account: string;
}

/** Whether a place is another than that of the stack. What is known only at deployment is left to CloudFormation. */
export function isElsewhere(scope: Construct, { region, account }: Place): boolean {
  const stack = Stack.of(scope);
  const differs = (given: string, own: string) => !Token.isUnresolved(given) && !Token.isUnresolved(own) && given !== own;
  return differs(region, stack.region) || differs(account, stack.account);
}

/** CloudFormation knows a rule's bus by its name alone: that of another account would be looked for in this one. */
function checkEventBus(scope: Construct, eventBus: IEventBus | undefined): void {
  const arn = eventBus?.eventBusArn;
  if (arn === undefined || Token.isUnresolved(arn)) return;
  const [, , , region = '', account = ''] = arn.split(':');
  if (!isElsewhere(scope, { region, account })) return;
  reject(scope, {
    prop: 'eventBus',
    value: arn,
    allowed: 'one in the account and Region of this stack',
    fix: 'Create the construct in a stack of that account and Region.',
  });
}
