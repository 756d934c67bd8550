import { AsgMonitoring, GroupMetric } from '../../src/asg-monitoring';
import { readGroupCheck } from '../../src/domain/group/group-check';
import { AsgVariable } from '../../src/domain/names/environment';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';

describe('monitoring of Auto Scaling groups without props', () => {
  let monitoring: AsgMonitoring;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => {
      monitoring = new AsgMonitoring(stack, 'Groups');
    });
  });

  const targetOf = (rule: string) => synthesis.resource(`Groups/${rule}`).Properties.Targets as Record<string, unknown>[];

  test.each(['CreationRule', 'LaunchRule'])('sends events of %s to the queue as they are', (rule) => {
    expect(targetOf(rule)).toEqual([
      {
        Id: 'Target0',
        Arn: synthesis.attribute('Groups/Queue', 'Arn'),
        DeadLetterConfig: { Arn: synthesis.attribute('Groups/DeadLetterQueue', 'Arn') },
      },
    ]);
    expect(synthesis.resource(`Groups/${rule}`).Properties.EventBusName).toBeUndefined();
  });

  test('has all groups checked every hour, by a message that the function can read', () => {
    expect(synthesis.resource('Groups/ScheduleRule').Properties).toMatchObject({ ScheduleExpression: 'rate(1 hour)', State: 'ENABLED' });
    const [{ Input, ...target }] = targetOf('ScheduleRule');
    expect(target).toEqual({
      Id: 'Target0',
      Arn: synthesis.attribute('Groups/Queue', 'Arn'),
      DeadLetterConfig: { Arn: synthesis.attribute('Groups/DeadLetterQueue', 'Arn') },
    });
    expect(JSON.parse(Input as string)).toEqual({
      source: 'cdk-batch-insights',
      'detail-type': 'Auto Scaling Group Check',
      detail: { Trigger: 'schedule' },
    });
    expect(readGroupCheck(JSON.parse(Input as string))).toEqual({ trigger: 'schedule' });
  });

  test.each(['Groups/Queue', 'Groups/DeadLetterQueue'])('admits the three rules and TLS alone to %s', (path) => {
    const { Statement } = synthesis.resource(`${path}/Policy`).Properties.PolicyDocument as { Statement: object[] };
    const queue = synthesis.attribute(path, 'Arn');
    const rules = ['CreationRule', 'LaunchRule', 'ScheduleRule'].map((rule) => synthesis.attribute(`Groups/${rule}`, 'Arn'));
    expect(Statement).toEqual([
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:*',
        Resource: queue,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queue,
        Condition: { ArnEquals: { 'aws:SourceArn': rules } },
      },
    ]);
  });

  test('joins what comes within a minute into one look', () => {
    expect(synthesis.resource('Groups/QueueReader').Properties).toEqual({
      FunctionName: { Ref: synthesis.logicalId('Groups/Handler') },
      EventSourceArn: synthesis.attribute('Groups/Queue', 'Arn'),
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 60,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(synthesis.resource('Groups/Queue').Properties).toMatchObject({ SqsManagedSseEnabled: true, VisibilityTimeout: 420 });
  });

  test('calls the function at deployment, without waiting for it, and keeps what failed', () => {
    const [[version]] = Object.entries(synthesis.template.findResources('AWS::Lambda::Version'));
    synthesis.template.hasResource('Custom::Trigger', {
      Properties: { HandlerArn: { Ref: version }, InvocationType: 'Event', ExecuteOnHandlerChange: true },
    });
    const [[invokeConfig, { Properties }]] = Object.entries(synthesis.template.findResources('AWS::Lambda::EventInvokeConfig'));
    expect(Properties).toEqual({
      FunctionName: { Ref: synthesis.logicalId('Groups/Handler') },
      Qualifier: { 'Fn::GetAtt': [version, 'Version'] },
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: synthesis.attribute('Groups/DeadLetterQueue', 'Arn') } },
    });
    const [{ DependsOn }] = Object.values(synthesis.template.findResources('Custom::Trigger')) as { DependsOn: string[] }[];
    expect(DependsOn).toEqual(expect.arrayContaining([version, invokeConfig]));
  });

  test('says in the alarm on dead letters what to do', () => {
    expect(synthesis.resource('Groups/DeadLetterAlarm').Properties.AlarmDescription).toContain(
      "The dead-letter queue of the monitoring of AWS Batch's Auto Scaling groups holds messages that were not delivered or could not be processed",
    );
  });

  test('keeps for a year what was turned on', () => {
    expect(synthesis.resource('Groups/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 365 }, DeletionPolicy: 'Delete' });
  });

  test('tells its handler everything that it reads', () => {
    const variables = environmentOf(synthesis, 'Groups/Handler');
    expect(Object.keys(variables).sort()).toEqual(Object.values(AsgVariable).sort());
    expect(variables).toEqual({
      GROUP_METRICS: '["GroupInServiceInstances","GroupInServiceCapacity","GroupDesiredCapacity"]',
      GRANULARITY: '1Minute',
      URL_SUFFIX: { Ref: 'AWS::URLSuffix' },
    });
  });

  test("may look at groups, turn on metrics of AWS Batch's, read its queue, keep what failed, and nothing else", () => {
    const groups = (name: string) => ({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':autoscaling:',
          { Ref: 'AWS::Region' },
          ':',
          { Ref: 'AWS::AccountId' },
          `:autoScalingGroup:*:autoScalingGroupName/${name}`,
        ],
      ],
    });
    const allow = (Sid: string, Action: string | string[], Resource: unknown) => ({ Sid, Effect: 'Allow', Action, Resource });
    expect(roleStatements(synthesis, 'Groups/HandlerRole')).toEqual([
      allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], synthesis.attribute('Groups/LogGroup', 'Arn')),
      allow('ReadQueue', ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], synthesis.attribute('Groups/Queue', 'Arn')),
      allow('FindGroups', 'autoscaling:DescribeAutoScalingGroups', '*'),
      allow('EnableByName', 'autoscaling:EnableMetricsCollection', groups('*-asg-????????-????-????-????-????????????')),
      {
        ...allow('EnableByTag', 'autoscaling:EnableMetricsCollection', groups('*')),
        Condition: { StringEquals: { 'autoscaling:ResourceTag/AWSBatchServiceTag': 'batch' } },
      },
      allow('KeepFailedChecks', 'sqs:SendMessage', synthesis.attribute('Groups/DeadLetterQueue', 'Arn')),
    ]);
    synthesis.template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('shows what it is made of', () => {
    expect(monitoring.queue.node.path).toBe('Stack/Groups/Queue');
    expect(monitoring.deadLetterQueue.node.path).toBe('Stack/Groups/DeadLetterQueue');
    expect(monitoring.deadLetterAlarm.node.path).toBe('Stack/Groups/DeadLetterAlarm');
    expect(monitoring.handler.node.path).toBe('Stack/Groups/Handler');
    expect(monitoring.logGroup.node.path).toBe('Stack/Groups/LogGroup');
  });
});

test('the metrics of a group are thirteen', () => {
  const names = GroupMetric.all().map(({ metricName }) => metricName);
  expect(new Set(names).size).toBe(13);
  expect(names.every((name) => /^Group[A-Z]/.test(name))).toBe(true);
});
