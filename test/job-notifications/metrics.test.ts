import { App, Duration, Stack } from 'aws-cdk-lib';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobNotifications } from '../../src/job-notifications';

const stack = new Stack(new App(), 'Stack');
const notifications = new JobNotifications(stack, 'Notifications', { collector: new JobEventCollector(stack, 'Collector') });
const rule = notifications.onJobFailed('Failed', { target: new SqsQueue(new Queue(stack, 'Inbox')) });
const notDelivered = (options?: MetricOptions) => notifications.metricNotificationsNotDelivered(rule, options);

const referenceTo = (path: string): unknown => ({
  Ref: stack.getLogicalId(stack.node.findChild('Notifications').node.findChild(path).node.defaultChild as never),
});
const dimensionsOf = (metric: Metric): unknown => stack.resolve(metric.dimensions);

describe('metrics', () => {
  test.each([
    ['metricNotificationsSent', 'AWS/Events', 'SuccessfulInvocationAttempts', 'Sum', notifications.metricNotificationsSent()],
    ['metricNotificationsNotDelivered', 'AWS/Events', 'InvocationsSentToDlq', 'Sum', notDelivered()],
    ['metricFailedInvocations', 'AWS/Lambda', 'Errors', 'Sum', notifications.metricFailedInvocations()],
    ['metricDeadLetters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', notifications.metricDeadLetters()],
  ])('%s is one that AWS publishes: %s %s', (_, namespace, metricName, statistic, metric) => {
    expect(metric).toMatchObject({ namespace, metricName, statistic });
  });

  test('are of the bus, the function and the dead-letter queue', () => {
    expect(dimensionsOf(notifications.metricNotificationsSent())).toEqual({ EventBusName: referenceTo('EventBus') });
    expect(dimensionsOf(notifications.metricFailedInvocations())).toEqual({ FunctionName: referenceTo('Handler') });
    expect(dimensionsOf(notifications.metricDeadLetters())).toEqual({
      QueueName: { 'Fn::GetAtt': [expect.stringContaining('DeadLetterQueue'), 'QueueName'] },
    });
  });

  test('of a rule have its name without that of the bus, which a reference to it begins with', () => {
    expect(dimensionsOf(notDelivered())).toEqual({
      EventBusName: referenceTo('EventBus'),
      RuleName: { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': [expect.stringContaining('Failed'), 'Arn'] }] }] },
    });
  });

  test('of a rule that another stack made have its name too', () => {
    const other = Rule.fromEventRuleArn(stack, 'Other', 'arn:aws:events:eu-west-1:123456789012:rule/bus/night-shift');
    expect(dimensionsOf(notifications.metricNotificationsNotDelivered(other))).toMatchObject({ RuleName: 'night-shift' });
  });

  test.each([
    notifications.metricNotificationsSent.bind(notifications),
    notDelivered,
    notifications.metricFailedInvocations.bind(notifications),
    notifications.metricDeadLetters.bind(notifications),
  ])('obey options (%#)', (metricOf) => {
    const options = { statistic: 'Average', period: Duration.hours(1) };
    expect(metricOf(options)).toMatchObject(options);
  });
});
