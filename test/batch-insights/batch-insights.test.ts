import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  BatchInsights,
  BatchInsightsProps,
  DashboardSection,
  EventDelivery,
  InstanceRegistry,
  JobEventCollector,
  LevelOfDetail,
  MetricDimension,
  MetricDimensions,
  PurchaseOption,
} from '../../src';
import { environmentOf, synthesize } from '../event-intake/synthesis';
import { wildcardRules } from '../event-intake/wildcard-rules';

const ARN = 'arn:aws:batch:eu-west-1:123456789012:job-queue/render';
const insightsWith = (props: (stack: Stack) => BatchInsightsProps) => {
  let insights!: BatchInsights;
  const synthesis = synthesize((stack) => {
    insights = new BatchInsights(stack, 'Insights', props(stack));
  });
  return { insights, ...synthesis };
};

describe('batch insights without props', () => {
  test('have a collector that uses a registry, a snapshot of the jobs in flight, group metrics, and two dashboards', () => {
    const { insights, ...synthesis } = insightsWith(() => ({}));
    expect(environmentOf(synthesis, 'Insights/JobEventCollector/Handler')).toMatchObject({
      INSTANCE_TABLE: { Ref: synthesis.logicalId('Insights/InstanceRegistry/Table') },
      INSTANCE_LOOKUP_QUEUE_URL: { Ref: synthesis.logicalId('Insights/InstanceRegistry/Queue') },
    });
    expect(environmentOf(synthesis, 'Insights/InFlightSnapshot/Handler')).toMatchObject({
      JOB_TABLE: { Ref: synthesis.logicalId('Insights/JobEventCollector/Table') },
      INSTANCE_TABLE: { Ref: synthesis.logicalId('Insights/InstanceRegistry/Table') },
    });
    synthesis.template.resourceCountIs('AWS::CloudWatch::Dashboard', 2);
    expect(insights.asgMonitoring).toBeDefined();
    expect(insights.instanceRegistry).toBeInstanceOf(InstanceRegistry);
    expect(insights.jobEventCollector).toBeInstanceOf(JobEventCollector);
    expect(insights.dashboard?.sections).toEqual(DashboardSection.history());
  });

  test('need no trail: calls of RunTask are watched where that is asked for, and then shown', () => {
    const without = insightsWith(() => ({}));
    const watched = insightsWith(() => ({ runTaskMonitoringEnabled: true }));
    expect(without.insights.runTaskMonitoring).toBeUndefined();
    expect(without.insights.liveDashboard?.sections).toEqual(
      DashboardSection.live().filter((section) => section !== DashboardSection.RUN_TASK),
    );
    expect(watched.insights.liveDashboard?.sections).toEqual(DashboardSection.live());
    watched.template.resourceCountIs('AWS::CloudTrail::Trail', 0);
    const { template } = insightsWith(() => ({ runTaskMonitoringEnabled: true, createTrail: true, trailExpiry: Duration.days(3) }));
    template.resourceCountIs('AWS::CloudTrail::Trail', 1);
    template.hasResourceProperties('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 3 })] } });
  });

  test('can be there twice in a stack', () => {
    const { template } = synthesize((stack) => {
      new BatchInsights(stack, 'One');
      new BatchInsights(stack, 'Two', { metricNamespace: 'Two' });
    });
    template.resourceCountIs('AWS::DynamoDB::Table', 4);
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 4);
  });

  test('give the same template every time', () => {
    const text = () => JSON.stringify(insightsWith(() => ({})).template.toJSON());
    expect(text()).toBe(text());
  });

  test('fit in a stack with an environment', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'us-gov-west-1' } });
    new BatchInsights(stack, 'Insights');
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('batch insights pass on', () => {
  test('what both parts have', () => {
    const { template, ...synthesis } = insightsWith((stack) => ({
      eventBus: EventBus.fromEventBusName(stack, 'Bus', 'forwarded'),
      encryptionKey: new Key(stack, 'Key'),
      removalPolicy: RemovalPolicy.RETAIN,
      logRetention: RetentionDays.ONE_WEEK,
    }));
    const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
    const onABus = rules.filter(({ ScheduleExpression }) => ScheduleExpression === undefined); // Schedules exist on the default bus alone.
    expect(onABus.map(({ EventBusName }) => EventBusName)).toEqual(onABus.map(() => 'forwarded'));
    expect(onABus.length).toBeGreaterThan(4);
    template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: synthesis.attribute('Key', 'Arn') });
    template.allResourcesProperties('AWS::DynamoDB::Table', { SSESpecification: { KMSMasterKeyId: synthesis.attribute('Key', 'Arn') } });
    template.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' });
    template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', Properties: { RetentionInDays: 7 } });
  });

  test('job queues to the rule and the dashboard', () => {
    const { template } = insightsWith((stack) => ({ jobQueues: [JobQueue.fromJobQueueArn(stack, 'Render', ARN)] }));
    template.hasResourceProperties('AWS::Events::Rule', { EventPattern: { detail: { jobQueue: [ARN] } } });
    const dashboards = Object.values(template.findResources('AWS::CloudWatch::Dashboard')).map((dashboard) => JSON.stringify(dashboard));
    expect(dashboards).toHaveLength(2);
    const named = /[^{]*render[^}]*/g;
    dashboards.forEach((dashboard) => expect(dashboard.replaceAll('\\', '').match(named)).toEqual(['"value":"render"']));
  });

  test.each([LevelOfDetail.TOTALS, LevelOfDetail.FULL])(
    'job queues to the rule alone, at a level whose charts know no queue',
    (levelOfDetail) => {
      const { template } = insightsWith((stack) => ({ levelOfDetail, jobQueues: [JobQueue.fromJobQueueArn(stack, 'Render', ARN)] }));
      template.hasResourceProperties('AWS::Events::Rule', { EventPattern: { detail: { jobQueue: [ARN] } } });
      expect(JSON.stringify(template.findResources('AWS::CloudWatch::Dashboard'))).not.toContain('Only job queues');
    },
  );

  test('what the collector has', () => {
    const { template } = insightsWith(() => ({
      delivery: EventDelivery.buffered({ batchSize: 7 }),
      metricNamespace: 'Farm',
      dimensionSets: [MetricDimensions.of()],
      tagKeys: ['Team'],
    }));
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', { BatchSize: 7 });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { METRIC_NAMESPACE: 'Farm', DIMENSION_SETS: '[[]]', TAG_KEYS: '["Team"]' } },
    });
  });

  test('how long the collector waits and remembers', () => {
    const synthesis = insightsWith(() => ({
      waitForLateFacts: [Duration.minutes(1)],
      inFlightExpiry: Duration.days(10),
      finishedExpiry: Duration.days(2),
    }));
    expect(environmentOf(synthesis, 'Insights/JobEventCollector/Handler')).toMatchObject({
      WAIT_SECONDS: '[60]',
      IN_FLIGHT_TTL_SECONDS: String(10 * 24 * 3600),
      FINISHED_TTL_SECONDS: String(2 * 24 * 3600),
    });
  });

  test('what the registry has', () => {
    const synthesis = insightsWith(() => ({
      lookUpUnknown: false,
      purchaseOptions: [{ computeEnvironmentName: 'fargate', purchaseOption: PurchaseOption.FARGATE }],
      registeredExpiry: Duration.days(10),
      goneExpiry: Duration.days(1),
    }));
    expect(environmentOf(synthesis, 'Insights/InstanceRegistry/Handler')).toMatchObject({
      LOOK_UP: 'false',
      PURCHASE_OPTIONS: '{"fargate":"FARGATE"}',
      REGISTERED_TTL_SECONDS: String(10 * 24 * 3600),
      GONE_TTL_SECONDS: String(24 * 3600),
    });
  });

  test('sections to the dashboard', () => {
    const { insights } = insightsWith(() => ({ dashboardSections: [DashboardSection.FAILURES] }));
    expect(insights.dashboard?.sections).toEqual([DashboardSection.FAILURES]);
  });

  test('sections to the live dashboard, and the interval to the snapshot', () => {
    const { insights, template } = insightsWith(() => ({
      liveDashboardSections: [DashboardSection.CAPACITY],
      inFlightInterval: Duration.minutes(1),
    }));
    expect(insights.liveDashboard?.sections).toEqual([DashboardSection.CAPACITY]);
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
  });

  test('all sections to one dashboard, where one is enough', () => {
    const { insights, template } = insightsWith(() => ({
      runTaskMonitoringEnabled: true,
      liveDashboardEnabled: false,
      dashboardSections: DashboardSection.all(),
    }));
    expect(insights.dashboard?.sections).toEqual(DashboardSection.all().filter((section) => section !== DashboardSection.COST));
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });

  test('the level of detail to all that publish metrics', () => {
    const synthesis = insightsWith(() => ({ levelOfDetail: LevelOfDetail.TOTALS, runTaskMonitoringEnabled: true }));
    for (const part of ['JobEventCollector', 'InstanceRegistry', 'RunTaskMonitoring']) {
      expect(environmentOf(synthesis, `Insights/${part}/Handler`)).toMatchObject({ DIMENSION_SETS: '[[]]' });
    }
  });
});

describe('what metrics cost', () => {
  const site = (stack: Stack) => ({
    jobQueues: ['render', 'encode'].map((name) => JobQueue.fromJobQueueArn(stack, name, ARN.replace('render', name))),
    purchaseOptions: [{ computeEnvironmentName: 'spot', purchaseOption: PurchaseOption.SPOT }],
  });
  const infos = (stack: Stack) => Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('custom metrics'));

  test('is told at synth where the site is known', () => {
    const stack = new Stack();
    const { monthlyMetricUsd } = new BatchInsights(stack, 'Insights', site(stack));
    expect(monthlyMetricUsd).toBe(LevelOfDetail.STANDARD.monthlyUsd({ jobQueues: 2, computeEnvironments: 1 }));
    expect(infos(stack).map(({ entry }) => entry.data)).toEqual([
      expect.stringContaining(
        'At LevelOfDetail.STANDARD, job queues (2) and compute environments (1) make at most 106 custom metrics: at most $31.80 a month',
      ),
    ]);
  });

  test('counts the parts that are there, at the level that is chosen', () => {
    const stack = new Stack();
    const cost = (id: string, props: BatchInsightsProps) =>
      new BatchInsights(stack, id, { ...site(new Stack()), ...props }).monthlyMetricUsd ?? NaN;
    const totals = cost('Totals', { levelOfDetail: LevelOfDetail.TOTALS });
    expect(cost('NoGauges', { levelOfDetail: LevelOfDetail.TOTALS, inFlightEnabled: false })).toBeLessThan(totals);
    expect(cost('Standard', {})).toBeGreaterThan(totals);
    expect(cost('RunTask', { runTaskMonitoringEnabled: true })).toBeGreaterThan(cost('Plain', {}));
  });

  test.each<[string, (stack: Stack) => BatchInsightsProps]>([
    ['queues are not named', (stack) => ({ ...site(stack), jobQueues: undefined })],
    ['environments are not named', (stack) => ({ ...site(stack), purchaseOptions: undefined })],
    ['types count', (stack) => ({ ...site(stack), levelOfDetail: LevelOfDetail.FULL })],
    [
      'the sets are chosen one by one',
      (stack) => ({ ...site(stack), dimensionSets: [MetricDimensions.of(), MetricDimensions.of(MetricDimension.JOB_QUEUE)] }),
    ],
  ])('is not told where %s', (_, props) => {
    const stack = new Stack();
    expect(new BatchInsights(stack, 'Insights', props(stack)).monthlyMetricUsd).toBeUndefined();
    expect(infos(stack)).toEqual([]);
  });
});

test('has two rules with wildcards, or none where all compute environments use the service-linked role', () => {
  expect(wildcardRules(insightsWith(() => ({})))).toHaveLength(2);
  expect(wildcardRules(insightsWith(() => ({ serviceLinkedRoleOnly: true, runTaskMonitoringEnabled: true })))).toEqual([]);
});

describe('a part', () => {
  test('can be left out: the registry', () => {
    const { insights, template } = insightsWith(() => ({ instanceRegistryEnabled: false }));
    expect(insights.instanceRegistry).toBeUndefined();
    template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { INSTANCE_TABLE: Match.absent() } } });
    template.resourceCountIs('AWS::DynamoDB::Table', 1);
  });

  test('that is left out takes the sections with it that would have no charts', () => {
    const shownBy = (props: BatchInsightsProps) => insightsWith(() => props).insights.liveDashboard?.sections;
    expect(shownBy({})).toContain(DashboardSection.CAPACITY);
    expect(shownBy({ instanceRegistryEnabled: false })).toEqual([DashboardSection.IN_FLIGHT, DashboardSection.TRANSITIONS]);
    const bodies = JSON.stringify(insightsWith(() => ({ instanceRegistryEnabled: false })).template);
    expect(bodies).toContain('## In flight');
    expect(bodies).not.toContain('## Capacity');
  });

  test('can be left out: the dashboards', () => {
    const { insights, template } = insightsWith(() => ({ dashboardEnabled: false, liveDashboardEnabled: false }));
    expect([insights.dashboard, insights.liveDashboard]).toEqual([undefined, undefined]);
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  });

  test('can be left out: the snapshot and the group metrics', () => {
    const { insights, template } = insightsWith(() => ({ inFlightEnabled: false, asgMonitoringEnabled: false }));
    expect([insights.inFlightSnapshot, insights.asgMonitoring]).toEqual([undefined, undefined]);
    expect(insights.liveDashboard?.sections).not.toContain(DashboardSection.IN_FLIGHT);
    template.resourceCountIs('AWS::Lambda::Function', 2);
  });

  test('can be replaced: the registry', () => {
    const { insights, template } = insightsWith((stack) => ({
      instanceRegistry: new InstanceRegistry(stack, 'Mine', { lookUpUnknown: false }),
    }));
    expect(insights.instanceRegistry?.node.path).toBe('Stack/Mine');
    template.resourceCountIs('AWS::DynamoDB::Table', 2);
  });

  test('can be replaced: the collector, whose registry snapshots and dashboards are told', () => {
    const { insights, template, ...synthesis } = insightsWith((stack) => {
      const instanceRegistry = new InstanceRegistry(stack, 'Mine');
      return {
        instanceRegistry,
        jobEventCollector: new JobEventCollector(stack, 'Jobs', { instanceRegistry, metricNamespace: 'Team' }),
        encryptionKey: new Key(stack, 'Key'),
        runTaskMonitoringEnabled: true,
      };
    });
    expect(insights.liveDashboard?.sections).toContain(DashboardSection.INSTANCES);
    expect(insights.inFlightSnapshot?.instancesIncluded).toBe(true);
    expect([insights.inFlightSnapshot?.metricNamespace, insights.runTaskMonitoring?.metricNamespace]).toEqual(['Team', 'Team']);
    const key = synthesis.attribute('Key', 'Arn');
    const queues = Object.entries(template.findResources('AWS::SQS::Queue')).filter(([id]) => id.startsWith('Insights'));
    expect(queues.map(([, { Properties }]) => Properties.KmsMasterKeyId)).toEqual(queues.map(() => key));
  });

  test('can be replaced: the collector, which has a registry of its own or none', () => {
    const { insights, template } = insightsWith((stack) => ({ jobEventCollector: new JobEventCollector(stack, 'Mine') }));
    expect(insights.jobEventCollector.node.path).toBe('Stack/Mine');
    expect(insights.instanceRegistry).toBeUndefined();
    template.resourceCountIs('AWS::DynamoDB::Table', 1);
    expect(insights.liveDashboard?.sections).not.toContain(DashboardSection.INSTANCES);
  });
});

describe('a prop without effect stops the synthesis', () => {
  test('serviceLinkedRoleOnly, if neither instances nor groups are watched', () => {
    const props = { serviceLinkedRoleOnly: true, instanceRegistryEnabled: false };
    expect(() => insightsWith(() => props)).not.toThrow();
    expect(() => insightsWith(() => ({ ...props, asgMonitoringEnabled: false }))).toThrow(
      'serviceLinkedRoleOnly is true, but it has no effect without rules for instances or groups. Leave it out, or set it on the registry that you use.',
    );
  });

  const collector = (stack: Stack) => ({ jobEventCollector: new JobEventCollector(stack, 'Mine') });
  const registry = (stack: Stack) => ({ instanceRegistry: new InstanceRegistry(stack, 'Instances') });

  test.each<[string, (stack: Stack) => BatchInsightsProps, string]>([
    [
      'tag keys beside a collector',
      (stack) => ({ ...collector(stack), tagKeys: ['Team'] }),
      'Stack/Insights: tagKeys is ["Team"], but it has no effect when jobEventCollector is given. Set it on that collector.',
    ],
    [
      'an alarm on silence beside a collector',
      (stack) => ({ ...collector(stack), silenceAlarmEnabled: true }),
      'silenceAlarmEnabled is true, but it has no effect when jobEventCollector is given',
    ],
    [
      'an alarm on a standstill without snapshots',
      () => ({ inFlightEnabled: false, standstillAlarmEnabled: true }),
      'standstillAlarmEnabled is true, but it has no effect when inFlightEnabled is false',
    ],
    [
      'a delivery beside a collector',
      (stack) => ({ ...collector(stack), delivery: EventDelivery.direct() }),
      'delivery is an EventDelivery',
    ],
    [
      'a registry that is off',
      (stack) => ({ ...registry(stack), instanceRegistryEnabled: false }),
      'instanceRegistry is "Stack/Instances", but it has no effect when instanceRegistryEnabled is false. Leave one of the two out.',
    ],
    [
      'compute environments beside a registry',
      (stack) => ({ ...registry(stack), computeEnvironments: [] }),
      'computeEnvironments is [], but it has no effect where no new instance registry is created. Set it on the registry that you use.',
    ],
    [
      'purchase options without a registry',
      () => ({ instanceRegistryEnabled: false, purchaseOptions: [{ computeEnvironmentName: 'a', purchaseOption: PurchaseOption.SPOT }] }),
      'purchaseOptions is [{ computeEnvironmentName: "a", purchaseOption: PurchaseOption.SPOT }], but it has no effect where no new instance registry is created.',
    ],
    [
      'waits beside a collector',
      (stack) => ({ ...collector(stack), waitForLateFacts: [Duration.minutes(1)] }),
      'waitForLateFacts is [1 minute], but it has no effect when jobEventCollector is given',
    ],
    [
      'a memory of jobs in flight beside a collector',
      (stack) => ({ ...collector(stack), inFlightExpiry: Duration.days(9) }),
      'inFlightExpiry is 9 days',
    ],
    [
      'a memory of finished jobs beside a collector',
      (stack) => ({ ...collector(stack), finishedExpiry: Duration.days(9) }),
      'finishedExpiry is 9 days',
    ],
    [
      'look-ups beside a registry',
      (stack) => ({ ...registry(stack), lookUpUnknown: false }),
      'lookUpUnknown is false, but it has no effect where no new instance registry is created. Set it on the registry that you use.',
    ],
    [
      'a memory of instances beside a collector',
      (stack) => ({ ...collector(stack), registeredExpiry: Duration.days(9) }),
      'registeredExpiry is 9 days',
    ],
    [
      'a memory of instances without a registry',
      () => ({ instanceRegistryEnabled: false, goneExpiry: Duration.days(9) }),
      'goneExpiry is 9 days',
    ],
    [
      'sections without a dashboard',
      () => ({ dashboardEnabled: false, dashboardSections: [DashboardSection.OVERVIEW] }),
      'dashboardSections is [DashboardSection.OVERVIEW], but it has no effect when dashboardEnabled is false. Leave one of the two out.',
    ],
    [
      'an interval without a snapshot',
      () => ({ inFlightEnabled: false, inFlightInterval: Duration.minutes(1) }),
      'inFlightInterval is 1 minute, but it has no effect when inFlightEnabled is false',
    ],
    [
      'a trail without RunTask',
      () => ({ createTrail: true }),
      'createTrail is true, but it has no effect unless runTaskMonitoringEnabled is true. Set runTaskMonitoringEnabled, or leave it out and pass it to addRunTaskMonitoring.',
    ],
    [
      'files of no trail',
      () => ({ runTaskMonitoringEnabled: true, trailExpiry: Duration.days(3) }),
      'Stack/Insights: trailExpiry is 3 days, but it has no effect unless createTrail is true. Set createTrail, or leave it out.',
    ],
    [
      'an age of events without the alarm',
      () => ({ eventAgeAlarmEnabled: false, eventAgeThreshold: Duration.minutes(9) }),
      'eventAgeThreshold is 9 minutes, but it has no effect when eventAgeAlarmEnabled is false. Leave one of the two out.',
    ],
    [
      'a period of silence without an alarm on it',
      () => ({ silenceAlarmEnabled: false, standstillAlarmEnabled: false, silencePeriod: Duration.hours(6) }),
      'silencePeriod is 6 hours, but it has no effect without an alarm on silence or standstill. Leave it out.',
    ],
    [
      'a period of silence where some queues are watched, and no snapshots are taken',
      (stack) => ({
        inFlightEnabled: false,
        jobQueues: [JobQueue.fromJobQueueArn(stack, 'Render', ARN)],
        silencePeriod: Duration.hours(6),
      }),
      'silencePeriod is 6 hours',
    ],
    [
      'sections without a live dashboard',
      () => ({ liveDashboardEnabled: false, liveDashboardSections: [DashboardSection.CAPACITY] }),
      'liveDashboardSections is',
    ],
  ])('%s', (_name, props, message) => {
    expect(() => insightsWith(props)).toThrow(message);
  });

  test('but what is off may be said to be off once more', () => {
    expect(() =>
      insightsWith(() => ({ inFlightEnabled: false, standstillAlarmEnabled: false, runTaskMonitoringEnabled: false, createTrail: false })),
    ).not.toThrow();
  });
});

test.each<[string, BatchInsightsProps]>([
  ['the alarm on silence', { standstillAlarmEnabled: false }],
  ['the alarm on a standstill', { silenceAlarmEnabled: false }],
])('GIVEN one of two alarms WHEN a period of silence is set THEN %s has it', (_, props) => {
  expect(() => insightsWith(() => ({ ...props, silencePeriod: Duration.hours(6) }))).not.toThrow();
});

test('GIVEN an interval that schedules cannot have WHEN synthesized THEN the error names the prop as it was typed', () => {
  expect(() => insightsWith(() => ({ inFlightInterval: Duration.seconds(90) }))).toThrow(
    'Stack/Insights: inFlightInterval is 1 minute 30 seconds, but it must be a whole number of minutes',
  );
});
