import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { alarmsIn, fullBatchAlarms, minimalAlarms, PAGER, pager, queueIn } from './full-batch-alarms';
import { AlarmSeverity, BatchAlarms, BatchAlarmsProps, CostInsights, JobEventCollector } from '../../src';
import { topic, TOPIC } from '../health-alarms/every-alarm-prop';

interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly AlarmName?: string;
  readonly Threshold?: number;
  readonly AlarmRule?: unknown;
  readonly AlarmActions?: readonly string[];
  readonly OKActions?: readonly string[];
  readonly InsufficientDataActions?: readonly string[];
  readonly TreatMissingData?: string;
  readonly Metrics?: readonly { readonly Expression?: string; readonly Period?: number; readonly MetricStat?: { Metric: object } }[];
}

const newStack = () => new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
const withoutHash = (id: string): string => id.replace(/^Alarms/, '').replace(/[0-9A-F]{8}$/, '');

/** Alarms on jobs by the end of their ids: those on the monitoring are not in it. */
function resourcesOf(stack: Stack, type: string): Record<string, AlarmProperties> {
  const found = Object.entries(Template.fromStack(stack).findResources(type)).filter(([id]) => id.startsWith('Alarms'));
  return Object.fromEntries(found.map(([id, { Properties }]) => [withoutHash(id), Properties]));
}

function made(build: (stack: Stack, props: Partial<BatchAlarmsProps>) => BatchAlarms, props: Partial<BatchAlarmsProps> = {}) {
  const stack = newStack();
  const alarms = build(stack, props);
  return {
    stack,
    alarms,
    metric: resourcesOf(stack, 'AWS::CloudWatch::Alarm'),
    composite: resourcesOf(stack, 'AWS::CloudWatch::CompositeAlarm'),
  };
}

/** The alarms that a rule names. */
const namedIn = (rule: unknown): string =>
  JSON.stringify(rule)
    .replace(/\{"Fn::GetAtt":\["(\w+)","Arn"\]\}/g, (_, id) => withoutHash(id))
    .replace(/"Fn::Join":|\\"|[[\]{}",]/g, '')
    .trim();
const costOf = (stack: Stack): string[] =>
  Annotations.fromStack(stack)
    .findInfo('*', Match.stringLikeRegexp('Alarms on jobs'))
    .map(({ entry }) => String(entry.data).replace(/ \[ack.*$/, ''));

describe('by default', () => {
  const { stack, metric, composite, alarms } = made(alarmsIn);

  test('there are six alarms, of three causes', () => {
    expect(Object.keys(metric)).toEqual([
      'QueueBlocked',
      'OldestRunnable',
      'OldestStarting',
      'JobsFailing',
      'SpotInterruptions',
      'WorkLost',
    ]);
    expect(Object.keys(composite)).toEqual(['WaitingJobs', 'FailingJobs', 'LostWork']);
    expect(alarms.alarms.map(({ node }) => node.id)).toEqual(Object.keys(metric));
    expect(alarms.compositeAlarms.map(({ node }) => node.id)).toEqual(Object.keys(composite));
    expect(alarms.topic).toBeUndefined();
  });

  test('thresholds are those that the documentation has', () => {
    expect(Object.fromEntries(Object.entries(metric).map(([id, { Threshold }]) => [id, Threshold]))).toEqual({
      QueueBlocked: 1,
      OldestRunnable: 7200,
      OldestStarting: 1800,
      JobsFailing: 25,
      SpotInterruptions: 20,
      WorkLost: 25,
    });
  });

  test('missing data is never a reason, and no alarm has actions', () => {
    for (const alarm of Object.values(metric)) {
      expect(alarm.TreatMissingData).toBe('notBreaching');
      expect([alarm.AlarmActions, alarm.OKActions, alarm.InsufficientDataActions]).toEqual([undefined, undefined, undefined]);
    }
    for (const { AlarmActions, OKActions } of Object.values(composite)) expect([AlarmActions, OKActions]).toEqual([undefined, undefined]);
  });

  test('alarms on waiting jobs watch every job queue with one query, of periods that a query can reach', () => {
    expect(metric.OldestRunnable.Metrics).toEqual([
      expect.objectContaining({
        Expression: 'SELECT MAX("OldestRunnableSeconds") FROM SCHEMA("BatchInsights", "JobQueue") GROUP BY "JobQueue" ORDER BY MAX() DESC',
        Period: 300,
      }),
    ]);
    expect(metric.QueueBlocked.Metrics?.[0]).toMatchObject({ Expression: expect.stringContaining('JobQueuesBlocked'), Period: 3600 });
  });

  test('a cause is explained by another one', () => {
    expect(Object.fromEntries(Object.entries(composite).map(([id, { AlarmRule }]) => [id, namedIn(AlarmRule)]))).toEqual({
      WaitingJobs: '(ALARM(QueueBlocked) OR ALARM(OldestRunnable) OR ALARM(OldestStarting))',
      FailingJobs: '(ALARM(JobsFailing))',
      LostWork: '((ALARM(SpotInterruptions) OR ALARM(WorkLost)) AND (NOT ((ALARM(JobsFailing)))))',
    });
  });

  test('synthesis prints how many there are and what they cost', () => {
    expect(costOf(stack)).toEqual([
      "Alarms on jobs (6) and composite alarms (3) cost at most $2.50 a month, and $0.60 for each job queue that has jobs, at us-east-1's list prices of 2026.",
    ]);
  });

  test('records are counted where the collector has no metric: blocked queues, and failures that nobody caused', () => {
    Template.fromStack(stack).resourceCountIs('AWS::Logs::MetricFilter', 2);
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: Match.stringLikeRegexp('"FAILED".*!= "CANCELLED".*!= "TERMINATED".*!= "DEPENDENCY_FAILED"'),
      MetricTransformations: [{ MetricName: 'JobsFailedOnTheirOwn', MetricNamespace: 'BatchInsights', MetricValue: '1' }],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.RecordType = "queue-blocked" }',
      MetricTransformations: [Match.objectLike({ MetricName: 'JobQueuesBlocked', Dimensions: [{ Key: 'JobQueue', Value: '$.JobQueue' }] })],
    });
  });
});

describe('alarms that are switched on and off', () => {
  test.each<[string, Partial<BatchAlarmsProps>, string]>([
    ['failureRateAlarmEnabled', { failureRateAlarmEnabled: false }, 'JobsFailing'],
    ['queueBlockedAlarmEnabled', { queueBlockedAlarmEnabled: false }, 'QueueBlocked'],
    ['oldestRunnableAlarmEnabled', { oldestRunnableAlarmEnabled: false }, 'OldestRunnable'],
    ['oldestStartingAlarmEnabled', { oldestStartingAlarmEnabled: false }, 'OldestStarting'],
    ['spotInterruptionAlarmEnabled', { spotInterruptionAlarmEnabled: false }, 'SpotInterruptions'],
    ['lostWorkAlarmEnabled', { lostWorkAlarmEnabled: false }, 'WorkLost'],
  ])('%s leaves out one alarm, from its notification too', (_, props, id) => {
    const { metric, composite } = made(alarmsIn, props);
    const all = ['QueueBlocked', 'OldestRunnable', 'OldestStarting', 'JobsFailing', 'SpotInterruptions', 'WorkLost'];
    expect(Object.keys(metric)).toEqual(all.filter((other) => other !== id));
    expect(JSON.stringify(composite)).not.toContain(`Alarms${id}`);
  });

  test('what is counted for nobody is not counted', () => {
    const { stack } = made(alarmsIn, { failureRateAlarmEnabled: false, queueBlockedAlarmEnabled: false });
    Template.fromStack(stack).resourceCountIs('AWS::Logs::MetricFilter', 0);
  });

  test('a notification without alarms is left out', () => {
    const { composite } = made(alarmsIn, { failureRateAlarmEnabled: false });
    expect(Object.keys(composite)).toEqual(['WaitingJobs', 'LostWork']);
    expect(namedIn(composite.LostWork.AlarmRule)).toBe('(ALARM(SpotInterruptions) OR ALARM(WorkLost))');
  });

  test('a collector alone has those on blocked queues, failures and lost work', () => {
    expect(Object.keys(made(minimalAlarms).metric)).toEqual(['QueueBlocked', 'JobsFailing', 'SpotInterruptions', 'WorkLost']);
  });

  test('noSuccessPeriod adds one, over as many hours, that waiting and failing jobs explain', () => {
    const { metric, composite } = made(alarmsIn, { noSuccessPeriod: Duration.hours(26) });
    expect(metric.NoSuccess).toMatchObject({ EvaluationPeriods: 26, Threshold: 1, TreatMissingData: 'notBreaching' });
    expect(metric.NoSuccess.AlarmDescription).toMatch(/^None of the jobs succeeded for 1 day 2 hours/);
    expect(namedIn(composite.MissingJobs.AlarmRule)).toBe(
      '((ALARM(NoSuccess)) AND (NOT ((ALARM(QueueBlocked) OR ALARM(OldestRunnable) OR ALARM(OldestStarting) OR ALARM(JobsFailing)))))',
    );
  });

  test('hourlyCostThreshold adds one, on instances where they are counted and else on jobs', () => {
    const { metric, composite } = made(alarmsIn, { hourlyCostThreshold: 40 });
    expect(metric.HourlyCost).toMatchObject({ MetricName: 'InstanceCostUsd', Threshold: 40, DatapointsToAlarm: 1, EvaluationPeriods: 3 });
    expect(metric.HourlyCost.AlarmDescription).toMatch(/^The container instances of AWS Batch cost at least \$40 within an hour/);
    expect(namedIn(composite.HighCost.AlarmRule)).toBe('(ALARM(HourlyCost))');
    const ofJobs = made(
      (stack, props) => {
        const collector = new JobEventCollector(stack, 'Collector');
        return new BatchAlarms(stack, 'Alarms', { collector, costInsights: new CostInsights(stack, 'Costs', { collector }), ...props });
      },
      { hourlyCostThreshold: 3 },
    ).metric.HourlyCost;
    expect(ofJobs).toMatchObject({ Threshold: 3, EvaluationPeriods: 1 });
    expect(JSON.stringify(ofJobs.Metrics)).toMatch(/"Expression":"FILL\(cost, 0\)".*"MetricName":"CostUsd"/);
    expect(ofJobs.AlarmDescription).toMatch(/^The jobs on AWS Batch that ended cost at least \$3 within an hour/);
  });
});

describe('every prop', () => {
  const { stack, metric, composite } = made(fullBatchAlarms);

  test('each queue and each definition has its own alarm', () => {
    expect(Object.keys(metric)).toEqual([
      'QueueBlocked',
      'OldestRunnable',
      'OldestStarting',
      'JobsFailingrender',
      'JobsFailingnightly',
      'SpotInterruptions',
      'WorkLost',
      'NoSuccessnightlyreport',
      'HourlyCost',
    ]);
    const dimensions = (id: string) => JSON.stringify(metric[id].Metrics?.map(({ MetricStat }) => MetricStat?.Metric));
    expect(dimensions('JobsFailingrender').match(/"Value":"render"/g)).toHaveLength(2);
    expect(dimensions('NoSuccessnightlyreport')).toContain('{"Name":"JobDefinition","Value":"nightly-report"}');
    expect(costOf(stack)).toEqual([
      expect.stringMatching(/^Alarms on jobs \(9\) and composite alarms \(5\) cost at most \$3\.70 a month, and \$0\.90/),
    ]);
  });

  test('thresholds are those that were given', () => {
    const expressions = Object.fromEntries(Object.entries(metric).map(([id, { Metrics }]) => [id, Metrics?.[0].Expression]));
    expect(expressions.JobsFailingrender).toBe(
      'IF((FILL(failed, 0) + FILL(succeeded, 0)) >= 20, ' +
        '100 * FILL(failed, 0) / ((FILL(failed, 0) + FILL(succeeded, 0)) + ((FILL(failed, 0) + FILL(succeeded, 0)) == 0)), 0)',
    );
    expect(expressions.SpotInterruptions).toMatch(/^IF\(FILL\(interrupted, 0\) >= 3, 100 \* FILL\(interrupted, 0\) \/ /);
    expect(expressions.WorkLost).toMatch(/^IF\(FILL\(lost, 0\) >= 36000, 100 \* FILL\(lost, 0\) \/ \(FILL\(running, 0\) /);
    expect(Object.values(metric).map(({ Threshold }) => Threshold)).toEqual([1, 21600, 2700, 12.5, 12.5, 10, 15, 1, 40]);
  });

  test('notifications have the topic and the actions, the critical ones also those that wake somebody', () => {
    const created = { Ref: expect.stringMatching(/^AlarmsTopic/) };
    for (const [id, { AlarmActions, OKActions, AlarmDescription }] of Object.entries(composite)) {
      const isCritical = ['WaitingJobs', 'FailingJobs', 'LostWork'].includes(id);
      expect(AlarmActions).toEqual([created, TOPIC, ...(isCritical ? [PAGER] : [])]);
      expect(OKActions).toEqual([created, TOPIC]);
      expect(AlarmDescription.startsWith(isCritical ? 'CRITICAL: ' : 'WARNING: ')).toBe(true);
    }
    expect(Object.values(metric).flatMap(({ AlarmActions = [], OKActions = [] }) => [...AlarmActions, ...OKActions])).toEqual([]);
  });

  test('names begin with the prefix', () => {
    expect(Object.values({ ...metric, ...composite }).map(({ AlarmName }) => AlarmName)).toEqual(
      [...Object.values(metric), ...Object.values(composite)].map(() => expect.stringMatching(/^prod-Alarms-[\w-]+$/)),
    );
  });

  test('notifications link to the dashboard that shows the cause', () => {
    const linkOf = ({ AlarmDescription }: AlarmProperties) => /Dashboard: (\S+) \. Runbook: /.exec(AlarmDescription)?.[1];
    const live = 'https://example.com/live';
    const history = 'https://example.com/history';
    expect(Object.fromEntries(Object.entries(composite).map(([id, each]) => [id, linkOf(each)]))).toEqual({
      WaitingJobs: live,
      FailingJobs: history,
      MissingJobs: history,
      LostWork: history,
      HighCost: history,
    });
  });

  test('alarms may publish to the encrypted topic, those of this account alone', () => {
    const template = Template.fromStack(stack);
    const conditions = { Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } };
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Sid: 'PublishAlarms',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            ...conditions,
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          {
            Sid: 'AlarmsToEncryptedTopics',
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
            ...conditions,
          },
        ]),
      },
    });
  });
});

test('the default severities are those that the documentation has, and can be replaced', () => {
  const all = { noSuccessPeriod: Duration.hours(3), hourlyCostThreshold: 1 };
  const severities = (props: Partial<BatchAlarmsProps>) =>
    Object.fromEntries(
      Object.entries(made(alarmsIn, { ...all, ...props }).composite).map(([id, { AlarmDescription }]) => [
        id,
        AlarmDescription.split(':')[0],
      ]),
    );
  const defaults = { WaitingJobs: 'CRITICAL', FailingJobs: 'CRITICAL', MissingJobs: 'CRITICAL', LostWork: 'WARNING', HighCost: 'WARNING' };
  expect(severities({})).toEqual(defaults);
  expect(severities({ severities: { HighCost: AlarmSeverity.CRITICAL, FailingJobs: AlarmSeverity.WARNING } })).toEqual({
    ...defaults,
    HighCost: 'CRITICAL',
    FailingJobs: 'WARNING',
  });
});

test('a topic without a key is not encrypted with one that alarms could not use', () => {
  const { stack, alarms } = made(minimalAlarms, { createTopic: true, criticalActions: [pager], alarmActions: [topic] });
  expect(alarms.topic).toBeDefined();
  Template.fromStack(stack).hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.absent() });
});

test('two sets of alarms of a collector count its records once', () => {
  const stack = newStack();
  const collector = new JobEventCollector(stack, 'Collector');
  new BatchAlarms(stack, 'Alarms', { collector });
  new BatchAlarms(stack, 'Others', { collector, jobQueues: [queueIn(stack, 'render')] });
  const filters = Object.values(Template.fromStack(stack).findResources('AWS::Logs::MetricFilter')).map(
    ({ Properties }) => `${Properties.MetricTransformations[0].MetricName} ${Properties.MetricTransformations[0].Dimensions?.length ?? 0}`,
  );
  expect(filters.sort()).toEqual(['JobQueuesBlocked 1', 'JobsFailedOnTheirOwn 0', 'JobsFailedOnTheirOwn 1']);
});

test('queues of the same id have alarms of their own', () => {
  const { metric } = made((stack) => {
    const named = (scope: string, name: string) =>
      JobQueue.fromJobQueueArn(new Construct(stack, scope), 'Queue', `arn:aws:batch:eu-west-1:123456789012:job-queue/${name}`);
    return minimalAlarms(stack, { jobQueues: [named('One', 'render'), named('Other', 'nightly')] });
  });
  expect(Object.keys(metric).filter((id) => id.startsWith('JobsFailing'))).toEqual(['JobsFailingQueue0', 'JobsFailingQueue1']);
});
