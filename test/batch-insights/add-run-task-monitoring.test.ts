import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BatchInsights, BatchInsightsProps, DashboardSection, JobEventCollector, PurchaseOption } from '../../src';

const insightsIn = (stack: Stack, props?: BatchInsightsProps) => new BatchInsights(stack, 'Insights', props);
const templateWith = (build: (stack: Stack) => void): Template => {
  const stack = new Stack();
  build(stack);
  return Template.fromStack(stack);
};

describe('run-task monitoring that is added', () => {
  test('GIVEN batch insights WHEN it is added THEN it has the logical ids of the flag, and the dashboards show it in its place', () => {
    const flag = templateWith((stack) => insightsIn(stack, { runTaskMonitoringEnabled: true, metricNamespace: 'Farm' }));
    const method = templateWith((stack) => insightsIn(stack, { metricNamespace: 'Farm' }).addRunTaskMonitoring());
    expect(Object.keys(method.toJSON().Resources).sort()).toEqual(Object.keys(flag.toJSON().Resources).sort());
    const sections = (template: Template) => JSON.stringify(template.findResources('AWS::CloudWatch::Dashboard')).match(/## [A-Z][^\\]*/g);
    expect(sections(method)).toEqual(sections(flag));
  });

  test('GIVEN batch insights WHEN it is added THEN it is returned and reached, and alarms contain its own', () => {
    const insights = insightsIn(new Stack());
    const before = insights.alarms.length;
    expect(insights.runTaskMonitoring).toBeUndefined();
    expect(insights.liveDashboard?.sections).not.toContain(DashboardSection.RUN_TASK);
    const runTask = insights.addRunTaskMonitoring();
    expect(insights.runTaskMonitoring).toBe(runTask);
    expect(insights.alarms.slice(before)).toEqual(runTask.alarms);
    expect(insights.liveDashboard?.sections).toEqual(DashboardSection.live());
  });

  test('GIVEN batch insights WHEN it is added THEN the state of its alarms is shown', () => {
    const stack = new Stack();
    const runTask = insightsIn(stack).addRunTaskMonitoring();
    const id = stack.resolve(runTask.deadLetterAlarm.alarmArn)['Fn::GetAtt'][0];
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'))).toContain(id);
  });

  test('GIVEN options WHEN it is added THEN they replace those of batch insights, of which it has the others', () => {
    const template = templateWith((stack) => {
      const insights = insightsIn(stack, { logRetention: RetentionDays.ONE_DAY, errorAlarmEnabled: false });
      const runTask = insights.addRunTaskMonitoring({
        createTrail: true,
        trailExpiry: Duration.days(3),
        logRetention: RetentionDays.ONE_WEEK,
      });
      expect(runTask.errorAlarm).toBeUndefined();
    });
    template.hasResourceProperties('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 3 })] } });
    const retentions = Object.entries(template.findResources('AWS::Logs::LogGroup')).map(([id, { Properties }]) => [
      id.includes('RunTask'),
      Properties.RetentionInDays,
    ]);
    expect(retentions).toEqual(retentions.map(([isOfRunTask]) => [isOfRunTask, isOfRunTask ? 7 : 1]));
  });

  test('GIVEN a collector of another namespace WHEN it is added THEN it publishes there', () => {
    const stack = new Stack();
    const jobEventCollector = new JobEventCollector(stack, 'Jobs', { metricNamespace: 'Team' });
    expect(insightsIn(stack, { jobEventCollector }).addRunTaskMonitoring().metricNamespace).toBe('Team');
  });

  test('GIVEN it is there WHEN it is added THEN the error names it', () => {
    const insights = insightsIn(new Stack(), { runTaskMonitoringEnabled: true });
    expect(() => insights.addRunTaskMonitoring()).toThrow(
      'Default/Insights: RunTaskMonitoring is added twice. Leave its flag out of the props, or call its method once.',
    );
  });

  test('GIVEN a site of known size WHEN it is added THEN the cost of metrics contains its metrics', () => {
    const site = (stack: Stack): BatchInsightsProps => ({
      jobQueues: [JobQueue.fromJobQueueArn(stack, 'Render', 'arn:aws:batch:eu-west-1:123456789012:job-queue/render')],
      purchaseOptions: [{ computeEnvironmentName: 'spot', purchaseOption: PurchaseOption.SPOT }],
    });
    const stack = new Stack();
    const insights = insightsIn(stack, site(stack));
    const before = insights.monthlyMetricUsd ?? NaN;
    insights.addRunTaskMonitoring();
    const other = new Stack();
    const usd = insightsIn(other, { ...site(other), runTaskMonitoringEnabled: true }).monthlyMetricUsd ?? NaN;
    expect(insights.monthlyMetricUsd).toBe(usd);
    expect(usd).toBeGreaterThan(before);
    const infos = Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('custom metrics'));
    expect(infos.map(({ entry }) => entry.data)).toEqual([expect.stringContaining(`at most $${usd.toFixed(2)} a month`)]);
  });
});
