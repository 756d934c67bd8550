import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BatchInsights, BatchInsightsProps, DashboardSection, JobEventCollector, PurchaseOption } from '../../src';

const insightsIn = (stack: Stack, props?: BatchInsightsProps) => new BatchInsights(stack, 'Insights', props);
const dashboardsOf = (stack: Stack): string => JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));

describe('cost insights that are added', () => {
  test('GIVEN batch insights WHEN they are added THEN they are returned and reached, and alarms contain their own', () => {
    const insights = insightsIn(new Stack());
    const before = insights.alarms.length;
    expect(insights.costInsights).toBeUndefined();
    const costs = insights.addCostInsights();
    expect(insights.costInsights).toBe(costs);
    expect(insights.alarms.slice(before)).toEqual(costs.alarms);
  });

  test('GIVEN batch insights WHEN they are added THEN the dashboard shows costs, after what failed and as a number above', () => {
    const stack = new Stack();
    const insights = insightsIn(stack);
    expect(insights.dashboard?.sections).toEqual(DashboardSection.history());
    insights.addCostInsights();
    const [overview, failures, ...others] = DashboardSection.history();
    expect(insights.dashboard?.sections).toEqual([overview, failures, DashboardSection.COST, ...others]);
    expect(dashboardsOf(stack)).toMatch(/Estimated cost \(USD\)/);
  });

  test('GIVEN batch insights WHEN they are not added THEN nothing shows or has costs', () => {
    const stack = new Stack();
    insightsIn(stack);
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/CostUsd|PRICE_TABLE|Estimated cost/);
  });

  test('GIVEN options WHEN they are added THEN they replace those of batch insights, of which they have the others', () => {
    const stack = new Stack();
    const encryptionKey = new Key(stack, 'Key');
    const insights = insightsIn(stack, { encryptionKey, logRetention: RetentionDays.ONE_DAY, errorAlarmEnabled: false, memorySize: 512 });
    const costs = insights.addCostInsights({ logRetention: RetentionDays.ONE_WEEK, refreshInterval: Duration.minutes(10) });
    expect(costs.errorAlarm).toBeUndefined();
    const template = Template.fromStack(stack);
    const id = stack.resolve(costs.logGroup.logGroupName).Ref;
    expect(template.findResources('AWS::Logs::LogGroup')[id].Properties).toMatchObject({ RetentionInDays: 7, KmsKeyId: expect.anything() });
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(10 minutes)' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ PRICE_LIST_REGION: '' }) },
      MemorySize: 512,
    });
  });

  test('GIVEN a site of known size WHEN they are added THEN the cost of metrics contains theirs: fifteen of one queue and one environment', () => {
    const stack = new Stack();
    const insights = insightsIn(stack, {
      jobQueues: [JobQueue.fromJobQueueArn(stack, 'Render', 'arn:aws:batch:eu-west-1:123456789012:job-queue/render')],
      purchaseOptions: [{ computeEnvironmentName: 'spot', purchaseOption: PurchaseOption.SPOT }],
    });
    const before = insights.monthlyMetricUsd ?? NaN;
    insights.addCostInsights();
    expect(insights.monthlyMetricUsd).toBeCloseTo(before + 4.5, 8);
  });

  test('GIVEN a collector that is created in the app WHEN they are added THEN its function gets the prices', () => {
    const stack = new Stack();
    insightsIn(stack, { jobEventCollector: new JobEventCollector(stack, 'Collector') }).addCostInsights();
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ JOB_TABLE: Match.anyValue(), PRICE_TABLE: Match.anyValue() }) },
    });
  });

  test('GIVEN a collector of another app WHEN they are added THEN that is an error', () => {
    const stack = new Stack();
    const jobEventCollector = JobEventCollector.fromJobEventCollectorAttributes(stack, 'Collector', {
      logGroup: LogGroup.fromLogGroupName(stack, 'Log', 'log'),
      table: Table.fromTableName(stack, 'Table', 'table'),
    });
    expect(() => insightsIn(stack, { jobEventCollector }).addCostInsights()).toThrow(
      'Add CostInsights to the app that creates the collector.',
    );
  });

  test('GIVEN cost insights WHEN they are added again THEN that is an error', () => {
    const insights = insightsIn(new Stack());
    insights.addCostInsights();
    expect(() => insights.addCostInsights()).toThrow('CostInsights is added twice');
  });

  test('GIVEN dashboards for Grafana WHEN they are added THEN that is an error: those would not show them', () => {
    const insights = insightsIn(new Stack());
    insights.addGrafana();
    expect(() => insights.addCostInsights()).toThrow('Call addCostInsights() before addGrafana().');
  });
});
