import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { BatchInsights, BatchInsightsProps, InsightsDashboard, JobEventCollector } from '../../src';
import { synthesize } from '../event-intake/synthesis';

const insightsWith = (props: BatchInsightsProps) => synthesize((stack) => new BatchInsights(stack, 'Insights', props)).template;
const inRegion = (region: string, props: BatchInsightsProps): Template => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region } });
  new BatchInsights(stack, 'Insights', props);
  return Template.fromStack(stack);
};
const namesIn = (template: Template, type: string, name: string): unknown[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => (Properties as Record<string, unknown>)[name]);
const bodiesIn = (template: Template): string[] =>
  namesIn(template, 'AWS::CloudWatch::Dashboard', 'DashboardBody').map((body) => JSON.stringify(body));

describe('names', () => {
  test('are those of CloudFormation by default', () => {
    const template = insightsWith({ runTaskMonitoringEnabled: true });
    expect(namesIn(template, 'AWS::CloudWatch::Alarm', 'AlarmName').filter(Boolean)).toEqual([]);
    expect(namesIn(template, 'AWS::CloudWatch::Dashboard', 'DashboardName').filter(Boolean)).toEqual([]);
    expect(template.toJSON()).not.toHaveProperty('Outputs');
  });

  test('of every alarm and dashboard begin with namePrefix', () => {
    const template = inRegion('eu-west-1', { namePrefix: 'prod', runTaskMonitoringEnabled: true });
    expect(namesIn(template, 'AWS::CloudWatch::Dashboard', 'DashboardName').sort()).toEqual([
      'prod-history-eu-west-1',
      'prod-live-eu-west-1',
    ]);
    expect(namesIn(template, 'AWS::CloudWatch::Alarm', 'AlarmName').sort()).toEqual([
      'prod-AsgMonitoring-DeadLetter',
      'prod-AsgMonitoring-Error',
      'prod-AsgMonitoring-EventAge',
      'prod-InFlightSnapshot-Error',
      'prod-InFlightSnapshot-Standstill',
      'prod-InstanceRegistry-DeadLetter',
      'prod-InstanceRegistry-Error',
      'prod-InstanceRegistry-EventAge',
      'prod-JobEventCollector-DeadLetter',
      'prod-JobEventCollector-Error',
      'prod-JobEventCollector-EventAge',
      'prod-JobEventCollector-RejectedMetrics',
      'prod-JobEventCollector-Silence',
      'prod-JobEventCollector-UnreadFields',
      'prod-RunTaskMonitoring-DeadLetter',
      'prod-RunTaskMonitoring-Error',
      'prod-RunTaskMonitoring-EventAge',
    ]);
  });

  test('are those of the stack WHEN its name is the prefix', () => {
    const { template } = synthesize((stack) => new BatchInsights(stack, 'Insights', { namePrefix: stack.stackName }));
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', {
      DashboardName: { 'Fn::Join': ['', ['Stack-history-', { Ref: 'AWS::Region' }]] },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'Stack-JobEventCollector-DeadLetter' });
  });

  test('of dashboards can be given one by one', () => {
    const template = insightsWith({ namePrefix: 'prod', dashboardName: 'jobs', liveDashboardName: 'jobs-now' });
    expect(namesIn(template, 'AWS::CloudWatch::Dashboard', 'DashboardName').sort()).toEqual(['jobs', 'jobs-now']);
  });

  test('of a construct alone hold its id', () => {
    const { template } = synthesize((stack) => new JobEventCollector(stack, 'Render', { namePrefix: 'prod' }));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'prod-Render-EventAge' });
  });

  test.each(['', 'with space', 'a'.repeat(101), 'über'])('do not begin with "%s"', (namePrefix) => {
    expect(() => insightsWith({ namePrefix })).toThrow(
      `Stack/Insights: namePrefix is ${JSON.stringify(namePrefix)}, but it must be a name of 1 to 100 letters, digits, hyphens and underscores. ` +
        "Use one that is unique in the account, for example the stack's name.",
    );
    expect(() => synthesize((stack) => new JobEventCollector(stack, 'Render', { namePrefix }))).toThrow('Stack/Render: namePrefix is');
  });

  test('are not used twice in a stack', () => {
    const build = (stack: Stack, namePrefix: string) => {
      new BatchInsights(stack, 'One', { namePrefix: 'prod' });
      new BatchInsights(stack, 'Two', { namePrefix, metricNamespace: 'Two' });
    };
    expect(() => synthesize((stack) => build(stack, 'prod'))).toThrow(
      'Stack/Two/InstanceRegistry: namePrefix is "prod", but it must be a prefix that makes new names of alarms. ' +
        'Stack/One/InstanceRegistry/DeadLetterAlarm has the name "prod-InstanceRegistry-DeadLetter" already. Use another prefix for one of them.',
    );
    expect(() => synthesize((stack) => build(stack, 'prod-two'))).not.toThrow();
  });

  test('may begin with what is only known at deployment', () => {
    const template = insightsWith({ namePrefix: Lazy.string({ produce: () => 'later' }) });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'later-JobEventCollector-DeadLetter' });
  });
});

describe('titles and time ranges', () => {
  test('tell two of them in one account apart', () => {
    const [history, live] = bodiesIn(insightsWith({ title: 'Render farm' }));
    expect([history, live].join()).toContain('# Render farm: what happened');
    expect([history, live].join()).toContain('# Render farm: what is happening');
    expect(bodiesIn(insightsWith({})).join()).toContain('# AWS Batch: what happened');
  });

  test('reach the dashboard that they are for', () => {
    const template = insightsWith({
      dashboardName: 'history',
      liveDashboardName: 'live',
      defaultInterval: Duration.days(7),
      liveDefaultInterval: Duration.hours(1),
    });
    const starting = (name: string, start: string) =>
      template.hasResourceProperties('AWS::CloudWatch::Dashboard', {
        DashboardName: name,
        DashboardBody: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(`"start":"${start}"`)])] },
      });
    starting('history', '-P7D');
    starting('live', '-PT1H');
  });
});

describe('outputs', () => {
  const address = (region: unknown, name: unknown) => ({
    'Fn::Join': [
      '',
      ['https://console.aws.amazon.com/cloudwatch/home?region=', region, '#dashboards/dashboard/', name].filter(
        (part) => part !== undefined,
      ),
    ],
  });

  test('hold the address of each dashboard', () => {
    const { template, logicalId } = synthesize((stack) => new BatchInsights(stack, 'Insights', { dashboardOutputsEnabled: true }));
    const outputs = Object.values(template.toJSON().Outputs as Record<string, { Value: unknown; Description: string }>);
    expect(outputs).toEqual([
      {
        Description: 'Dashboard "AWS Batch: what happened"',
        Value: address({ Ref: 'AWS::Region' }, { Ref: logicalId('Insights/Dashboard/Resource') }),
      },
      {
        Description: 'Dashboard "AWS Batch: what is happening"',
        Value: address({ Ref: 'AWS::Region' }, { Ref: logicalId('Insights/LiveDashboard/Resource') }),
      },
    ]);
  });

  test('are absent for a dashboard that is', () => {
    const template = insightsWith({ dashboardOutputsEnabled: true, liveDashboardEnabled: false });
    expect(Object.keys(template.toJSON().Outputs)).toHaveLength(1);
  });

  test.each([
    ['cn-north-1', 'console.amazonaws.cn'],
    ['us-gov-west-1', 'console.amazonaws-us-gov.com'],
  ])('are of the console of %s', (region, domain) => {
    const template = inRegion(region, { dashboardOutputsEnabled: true });
    expect(JSON.stringify(template.toJSON().Outputs)).toContain(`https://${domain}/cloudwatch/home?region=${region}#dashboards/dashboard/`);
  });

  test('can be made of any dashboard', () => {
    const stack = new Stack();
    const collector = new JobEventCollector(stack, 'Collector');
    const { dashboardUrl } = new InsightsDashboard(stack, 'Dashboard', { collector, dashboardName: 'mine' });
    expect(JSON.stringify(stack.resolve(dashboardUrl))).toContain('#dashboards/dashboard/');
  });
});

describe('a prop without effect is an error', () => {
  test.each<[string, BatchInsightsProps, string]>([
    ['dashboardName', { dashboardEnabled: false, dashboardName: 'mine' }, 'when dashboardEnabled is false'],
    ['defaultInterval', { dashboardEnabled: false, defaultInterval: Duration.days(2) }, 'when dashboardEnabled is false'],
    ['liveDashboardName', { liveDashboardEnabled: false, liveDashboardName: 'mine' }, 'when liveDashboardEnabled is false'],
    ['liveDefaultInterval', { liveDashboardEnabled: false, liveDefaultInterval: Duration.days(2) }, 'when liveDashboardEnabled is false'],
    ['title', { dashboardEnabled: false, liveDashboardEnabled: false, title: 'Mine' }, 'without a dashboard'],
    [
      'dashboardOutputsEnabled',
      { dashboardEnabled: false, liveDashboardEnabled: false, dashboardOutputsEnabled: true },
      'without a dashboard',
    ],
  ])('%s', (prop, props, because) => {
    expect(() => insightsWith(props)).toThrow(new RegExp(`^Stack/Insights: ${prop} is .*, but it has no effect ${because}\\.`));
  });
});
