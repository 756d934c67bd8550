import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BatchInsights, BatchInsightsProps, LevelOfDetail } from '../../src';
import { topic, TOPIC } from '../health-alarms/every-alarm-prop';

const newStack = () => new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
const insightsIn = (stack: Stack, props?: BatchInsightsProps) => new BatchInsights(stack, 'Insights', props);
const queueIn = (stack: Stack, name: string) =>
  JobQueue.fromJobQueueArn(stack, name, `arn:aws:batch:eu-west-1:123456789012:job-queue/${name}`);
const idsOf = (stack: Stack): string[] =>
  Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))
    .filter((id) => id.startsWith('InsightsBatchAlarms'))
    .map((id) => id.slice('InsightsBatchAlarms'.length, -8));

describe('alarms on jobs that are added', () => {
  test('GIVEN batch insights WHEN they are added THEN they are returned and reached, and alarms contain them', () => {
    const insights = insightsIn(newStack());
    const before = insights.alarms.length;
    expect(insights.batchAlarms).toBeUndefined();
    const added = insights.addAlarms();
    expect(insights.batchAlarms).toBe(added);
    expect(insights.alarms.slice(before)).toEqual(added.alarms);
  });

  test('GIVEN batch insights WHEN they are not added THEN no record is counted', () => {
    const stack = newStack();
    insightsIn(stack);
    Template.fromStack(stack).resourceCountIs('AWS::Logs::MetricFilter', 0);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::CompositeAlarm', 0);
  });

  test('GIVEN actions and a prefix WHEN they are added THEN notifications have them, and alarms on jobs have no action', () => {
    const stack = newStack();
    insightsIn(stack, { alarmActions: [topic], okActions: [topic], namePrefix: 'prod' }).addAlarms();
    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::CloudWatch::CompositeAlarm', {
      AlarmActions: [TOPIC],
      OKActions: [TOPIC],
      AlarmName: Match.stringLikeRegexp('^prod-BatchAlarms-'),
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'prod-BatchAlarms-JobsFailing', AlarmActions: Match.absent() });
  });

  test('GIVEN dashboards WHEN they are added THEN every notification links to one', () => {
    const stack = newStack();
    const insights = insightsIn(stack);
    insights.addAlarms();
    const ids = Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard')).map(([id]) => id);
    const descriptions = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::CompositeAlarm')).map(({ Properties }) =>
      JSON.stringify(Properties.AlarmDescription),
    );
    expect(descriptions).toHaveLength(3);
    for (const text of descriptions) {
      expect(text).toContain('Dashboard: https://');
      expect(ids).toContain(/"Ref":"(\w*Dashboard\w+)"/.exec(text)?.[1]);
    }
  });

  test('GIVEN costs that were added before WHEN they are added THEN there can be an alarm on costs', () => {
    const stack = newStack();
    const insights = insightsIn(stack);
    expect(() => insights.addAlarms({ hourlyCostThreshold: 5 })).toThrow('costInsights is required for hourlyCostThreshold');
    const other = newStack();
    const withCosts = insightsIn(other);
    withCosts.addCostInsights();
    withCosts.addAlarms({ hourlyCostThreshold: 5, noSuccessPeriod: Duration.hours(26) });
    expect(idsOf(other)).toEqual(expect.arrayContaining(['HourlyCost', 'NoSuccess']));
  });

  test('GIVEN job queues WHEN they are added THEN each has its own alarm on failures, if metrics are published by queue', () => {
    const stack = newStack();
    insightsIn(stack, { jobQueues: [queueIn(stack, 'render'), queueIn(stack, 'nightly')] }).addAlarms();
    expect(idsOf(stack).filter((id) => id.startsWith('JobsFailing'))).toEqual(['JobsFailingrender', 'JobsFailingnightly']);
    const totals = newStack();
    insightsIn(totals, { jobQueues: [queueIn(totals, 'render')], levelOfDetail: LevelOfDetail.TOTALS }).addAlarms();
    expect(idsOf(totals).filter((id) => id.startsWith('JobsFailing'))).toEqual(['JobsFailing']);
  });

  test('GIVEN more job queues than can be watched one by one WHEN they are added THEN one alarm watches all of them', () => {
    const stack = newStack();
    insightsIn(stack, { jobQueues: Array.from({ length: 51 }, (_, index) => queueIn(stack, `queue-${index}`)) }).addAlarms();
    expect(idsOf(stack).filter((id) => id.startsWith('JobsFailing'))).toEqual(['JobsFailing']);
  });

  test('GIVEN no snapshots WHEN they are added THEN those on waiting jobs are left out', () => {
    const stack = newStack();
    insightsIn(stack, { inFlightEnabled: false }).addAlarms();
    expect(idsOf(stack)).toEqual(['QueueBlocked', 'JobsFailing', 'SpotInterruptions', 'WorkLost']);
  });

  test('GIVEN a key WHEN they are added with a topic THEN it is encrypted with the key', () => {
    const stack = newStack();
    insightsIn(stack, { encryptionKey: new Key(stack, 'Key') }).addAlarms({ createTopic: true });
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
  });

  test('GIVEN alarms WHEN they are added again THEN that is an error', () => {
    const insights = insightsIn(newStack());
    insights.addAlarms();
    expect(() => insights.addAlarms()).toThrow('BatchAlarms is added twice');
  });

  test('GIVEN alarms WHEN the app is synthesized THEN their number and cost are printed', () => {
    const stack = newStack();
    insightsIn(stack).addAlarms();
    Annotations.fromStack(stack).hasInfo(
      '/Stack/Insights/BatchAlarms',
      Match.stringLikeRegexp('^Alarms on jobs \\(6\\) and composite alarms \\(3\\) cost at most'),
    );
  });
});
