import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget } from 'aws-cdk-lib/aws-events-targets';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BatchInsights, BatchInsightsProps, JobEventCollector } from '../../src';

const insightsIn = (stack: Stack, props?: BatchInsightsProps) => new BatchInsights(stack, 'Insights', props);
const targetIn = (stack: Stack) => new BusTarget(EventBus.fromEventBusName(stack, 'Other', 'other'));

describe('notifications that are added', () => {
  test('GIVEN batch insights WHEN somebody is notified THEN notifications are there once, and alarms contain theirs', () => {
    const stack = new Stack();
    const insights = insightsIn(stack);
    const before = insights.alarms.length;
    const target = targetIn(stack);
    expect(insights.jobNotifications).toBeUndefined();
    const rules = [
      insights.onJobFailed('Failed', { target }),
      insights.onJobSucceeded('Succeeded', { target }),
      insights.onQueueBlocked('Blocked', { target }),
    ];
    expect(rules.map(({ node }) => node.path)).toEqual(
      ['Failed', 'Succeeded', 'Blocked'].map((id) => `Default/Insights/JobNotifications/Rules/${id}`),
    );
    expect(insights.alarms.slice(before)).toEqual(insights.jobNotifications?.alarms);
    Template.fromStack(stack).resourceCountIs('AWS::Events::EventBus', 1);
  });

  test('GIVEN props and options WHEN they are added THEN they have those that they share with batch insights, and options come first', () => {
    const stack = new Stack();
    const insights = insightsIn(stack, { encryptionKey: new Key(stack, 'Key'), errorAlarmEnabled: false, memorySize: 512 });
    const notifications = insights.addNotifications({ memorySize: 1024, namePrefix: 'prod' });
    expect(notifications.errorAlarm).toBeUndefined();
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Events::EventBus', { KmsKeyIdentifier: Match.anyValue() });
    template.hasResourceProperties('AWS::Lambda::Function', { Description: Match.stringLikeRegexp('notifications'), MemorySize: 1024 });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'prod-JobNotifications-DeadLetter' });
  });

  test('GIVEN a collector of another app WHEN they are added THEN they read the log group of that one', () => {
    const stack = new Stack();
    const jobEventCollector = new JobEventCollector(stack, 'Jobs');
    insightsIn(stack, { jobEventCollector }).addNotifications();
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::SubscriptionFilter', {
      LogGroupName: stack.resolve(jobEventCollector.logGroup.logGroupName),
    });
  });

  test('GIVEN they are there WHEN they are added THEN the error names them', () => {
    const stack = new Stack();
    const insights = insightsIn(stack);
    insights.onJobFailed('Failed', { target: targetIn(stack) });
    expect(() => insights.addNotifications()).toThrow(
      'Default/Insights: JobNotifications is added twice. Leave its flag out of the props, or call its method once.',
    );
  });
});
