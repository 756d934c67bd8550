import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { RunTaskVariable } from '../../src/domain/names/environment';
import { RunTaskMonitoring } from '../../src/run-task-monitoring';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';

describe('run-task monitoring without props', () => {
  let runTask: RunTaskMonitoring;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => {
      runTask = new RunTaskMonitoring(stack, 'RunTask');
    });
  });

  test('sends calls to its queue, and those that cannot be delivered to the dead-letter queue', () => {
    const { Targets, EventBusName } = synthesis.resource('RunTask/Rule').Properties;
    expect(Targets).toEqual([
      {
        Id: 'Target0',
        Arn: synthesis.attribute('RunTask/Queue', 'Arn'),
        DeadLetterConfig: { Arn: synthesis.attribute('RunTask/DeadLetterQueue', 'Arn') },
      },
    ]);
    expect(EventBusName).toBeUndefined();
  });

  test.each(['RunTask/Queue', 'RunTask/DeadLetterQueue'])('admits its rule and TLS alone to %s', (path) => {
    const { Statement } = synthesis.resource(`${path}/Policy`).Properties.PolicyDocument as { Statement: object[] };
    const queue = synthesis.attribute(path, 'Arn');
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
        Condition: { ArnEquals: { 'aws:SourceArn': synthesis.attribute('RunTask/Rule', 'Arn') } },
      },
    ]);
  });

  test('says in the alarm on dead letters what to do', () => {
    expect(synthesis.resource('RunTask/DeadLetterAlarm').Properties.AlarmDescription).toContain(
      "The dead-letter queue of the counter of AWS Batch's calls of RunTask holds messages that were not delivered or could not be processed.",
    );
  });

  test('reads the queue in batches, by two functions at most', () => {
    expect(synthesis.resource('RunTask/QueueReader').Properties).toEqual({
      FunctionName: { Ref: synthesis.logicalId('RunTask/Handler') },
      EventSourceArn: synthesis.attribute('RunTask/Queue', 'Arn'),
      BatchSize: 200,
      MaximumBatchingWindowInSeconds: 20,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(synthesis.resource('RunTask/Queue').Properties).toMatchObject({ SqsManagedSseEnabled: true, VisibilityTimeout: 380 });
  });

  test('remembers calls in an encrypted table on demand that forgets them', () => {
    expect(synthesis.resource('RunTask/Table')).toMatchObject({
      Properties: {
        KeySchema: [{ AttributeName: 'CallKey', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'ExpiresAt', Enabled: true },
        SSESpecification: { SSEEnabled: true },
      },
      DeletionPolicy: 'Delete',
    });
  });

  test('keeps reasons for three months, also when the stack is gone', () => {
    expect(synthesis.resource('RunTask/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 90 }, DeletionPolicy: 'Retain' });
  });

  test('tells its handler everything that it reads', () => {
    const variables = environmentOf(synthesis, 'RunTask/Handler');
    expect(Object.keys(variables).sort()).toEqual(Object.values(RunTaskVariable).sort());
    expect(variables).toEqual({
      CALL_TABLE: { Ref: synthesis.logicalId('RunTask/Table') },
      METRIC_NAMESPACE: 'BatchInsights',
      DIMENSION_SETS: '[[],["JobQueue"],["ComputeEnvironment"]]',
      CALL_TTL_SECONDS: String(24 * 3600),
    });
  });

  test('may write its logs and its table, read its queue, and nothing else', () => {
    const allow = (Sid: string, Action: string | string[], Resource: unknown) => ({ Sid, Effect: 'Allow', Action, Resource });
    expect(roleStatements(synthesis, 'RunTask/HandlerRole')).toEqual([
      allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], synthesis.attribute('RunTask/LogGroup', 'Arn')),
      allow(
        'ReadQueue',
        ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        synthesis.attribute('RunTask/Queue', 'Arn'),
      ),
      allow('CountCallsOnce', 'dynamodb:UpdateItem', synthesis.attribute('RunTask/Table', 'Arn')),
    ]);
    expect(synthesis.resource('RunTask/HandlerRole').Properties.ManagedPolicyArns).toBeUndefined();
    synthesis.template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('makes no trail, and says that one is needed and how to get it', () => {
    expect(runTask.trail).toBeUndefined();
    synthesis.template.resourceCountIs('AWS::CloudTrail::Trail', 0);
    synthesis.template.resourceCountIs('AWS::S3::Bucket', 0);
    const notes = Annotations.fromStack(synthesis.stack).findInfo('/Stack/RunTask', Match.stringLikeRegexp('createTrail to true'));
    expect(notes).toHaveLength(1);
  });

  test('offers its parts', () => {
    const parts = {
      Queue: runTask.queue,
      DeadLetterQueue: runTask.deadLetterQueue,
      DeadLetterAlarm: runTask.deadLetterAlarm,
      Handler: runTask.handler,
    };
    for (const [id, part] of Object.entries({ ...parts, Table: runTask.table, LogGroup: runTask.logGroup, Rule: runTask.rule })) {
      expect(part.node.path).toBe(`Stack/RunTask/${id}`);
    }
    expect(runTask.metricNamespace).toBe('BatchInsights');
    expect(runTask.dimensionSets.map((set) => set.dimensionNames)).toEqual([[], ['JobQueue'], ['ComputeEnvironment']]);
  });
});
