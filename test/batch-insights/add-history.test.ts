import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BatchInsights, BatchInsightsProps, JobEventCollector } from '../../src';

const insightsIn = (stack: Stack, props?: BatchInsightsProps) => new BatchInsights(stack, 'Insights', props);

describe('a job history that is added', () => {
  test('GIVEN batch insights WHEN it is added THEN it is returned and reached, and alarms contain its own', () => {
    const insights = insightsIn(new Stack());
    const before = insights.alarms.length;
    expect(insights.jobHistory).toBeUndefined();
    const history = insights.addHistory();
    expect(insights.jobHistory).toBe(history);
    expect(history.node.path).toBe('Default/Insights/JobHistory');
    expect(insights.alarms.slice(before)).toEqual(history.alarms);
  });

  test('GIVEN batch insights WHEN it is added THEN the state of its alarms is shown', () => {
    const stack = new Stack();
    const history = insightsIn(stack).addHistory();
    const id = stack.resolve(history.rejectedRecordsAlarm.alarmArn)['Fn::GetAtt'][0];
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'))).toContain(id);
  });

  test('GIVEN props and options WHEN it is added THEN it has those that it shares with batch insights, and options come first', () => {
    const stack = new Stack();
    const encryptionKey = new Key(stack, 'Key');
    insightsIn(stack, { encryptionKey, errorAlarmEnabled: false, memorySize: 512, logRetention: RetentionDays.ONE_DAY }).addHistory({
      logRetention: RetentionDays.ONE_WEEK,
      databaseName: 'batch',
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3::Bucket', { BucketEncryption: Match.objectLike({}) });
    template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      DeliveryStreamEncryptionConfigurationInput: { KeyType: 'CUSTOMER_MANAGED_CMK' },
    });
    template.hasResourceProperties('AWS::Lambda::Function', { Description: Match.stringLikeRegexp('Imports records'), MemorySize: 512 });
    const retentions = Object.entries(template.findResources('AWS::Logs::LogGroup'))
      .filter(([id]) => id.includes('JobHistory'))
      .map(([, { Properties }]) => Properties.RetentionInDays);
    expect(retentions).toEqual([7, 7]);
    expect(insightsIn(new Stack(), { errorAlarmEnabled: false }).addHistory().errorAlarm).toBeUndefined();
  });

  test('GIVEN a registry WHEN instances are included THEN they come from it', () => {
    const stack = new Stack();
    const insights = insightsIn(stack);
    expect(insights.addHistory({ instancesIncluded: true, transitionsIncluded: true }).streams).toHaveLength(3);
  });

  test('GIVEN no registry WHEN instances are included THEN the error names it', () => {
    const insights = insightsIn(new Stack(), { instanceRegistryEnabled: false });
    expect(() => insights.addHistory({ instancesIncluded: true })).toThrow(
      'Default/Insights/JobHistory: instanceRegistry is required with instancesIncluded. Give it the registry of the collector, or leave instancesIncluded out.',
    );
  });

  test('GIVEN a collector of another app WHEN it is added THEN it reads the log group of that one', () => {
    const stack = new Stack();
    const jobEventCollector = new JobEventCollector(stack, 'Jobs');
    insightsIn(stack, { jobEventCollector }).addHistory();
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::SubscriptionFilter', {
      LogGroupName: stack.resolve(jobEventCollector.logGroup.logGroupName),
    });
  });

  test('GIVEN it is there WHEN it is added THEN the error names it', () => {
    const insights = insightsIn(new Stack());
    insights.addHistory();
    expect(() => insights.addHistory()).toThrow(
      'Default/Insights: JobHistory is added twice. Leave its flag out of the props, or call its method once.',
    );
  });
});
