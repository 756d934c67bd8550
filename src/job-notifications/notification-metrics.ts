import { Fn } from 'aws-cdk-lib';
import { Metric, MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { IEventBus, IRule } from 'aws-cdk-lib/aws-events';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
const NAMESPACE = 'AWS/Events';

/** What all rules of a bus sent. */
export const sentFrom = ({ eventBusName }: IEventBus, options?: MetricOptions): Metric =>
  sum('SuccessfulInvocationAttempts', { EventBusName: eventBusName }, options);

/** What the target of a rule did not get. EventBridge counts that for each rule of a bus, and not for all of them. */
export const notDeliveredBy = (rule: IRule, { eventBusName }: IEventBus, options?: MetricOptions): Metric =>
  sum('InvocationsSentToDlq', { EventBusName: eventBusName, RuleName: nameOf(rule) }, options);

/** The name on its bus: CloudFormation's reference to such a rule is `BUS|RULE`, and its ARN ends with `rule/BUS/RULE`. */
const nameOf = ({ ruleArn }: IRule): string => Fn.select(2, Fn.split('/', ruleArn));

function sum(metricName: string, dimensionsMap: Record<string, string>, options?: MetricOptions): Metric {
  return new Metric({ namespace: NAMESPACE, metricName, dimensionsMap, statistic: Stats.SUM, ...options });
}
