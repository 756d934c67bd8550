import { RegistryVariable } from '../../src/domain/names/environment';
import { InstanceRegistry } from '../../src/instance-registry';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';

describe('an instance registry without props', () => {
  let registry: InstanceRegistry;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => {
      registry = new InstanceRegistry(stack, 'Instances');
    });
  });

  test('sends events of all rules to one queue', () => {
    for (const rule of ['ContainerInstanceRule', 'SpotWarningRule', 'TerminationRule']) {
      const { Targets, EventBusName } = synthesis.resource(`Instances/${rule}`).Properties;
      expect(Targets).toEqual([
        {
          Id: 'Target0',
          Arn: synthesis.attribute('Instances/Queue', 'Arn'),
          DeadLetterConfig: { Arn: synthesis.attribute('Instances/DeadLetterQueue', 'Arn') },
        },
      ]);
      expect(EventBusName).toBeUndefined();
    }
  });

  test.each(['Instances/Queue', 'Instances/DeadLetterQueue'])('admits its rules and TLS alone to %s', (path) => {
    const { Statement } = synthesis.resource(`${path}/Policy`).Properties.PolicyDocument as { Statement: object[] };
    const queue = synthesis.attribute(path, 'Arn');
    const rules = ['ContainerInstanceRule', 'SpotWarningRule', 'TerminationRule'].map((rule) =>
      synthesis.attribute(`Instances/${rule}`, 'Arn'),
    );
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

  test('says in the alarm on dead letters what to do', () => {
    expect(synthesis.resource('Instances/DeadLetterAlarm').Properties.AlarmDescription).toContain(
      'fix the cause, then start a redrive of the dead-letter queue with the queue as its destination.',
    );
  });

  test('reads the queue in batches of one look-up call, by two functions at most', () => {
    expect(synthesis.resource('Instances/QueueReader').Properties).toEqual({
      FunctionName: { Ref: synthesis.logicalId('Instances/Handler') },
      EventSourceArn: synthesis.attribute('Instances/Queue', 'Arn'),
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 2,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(synthesis.resource('Instances/Queue').Properties).toMatchObject({ SqsManagedSseEnabled: true, VisibilityTimeout: 362 });
  });

  test('keeps instances in an encrypted table on demand that forgets them', () => {
    expect(synthesis.resource('Instances/Table')).toMatchObject({
      Properties: {
        KeySchema: [{ AttributeName: 'ContainerInstanceArn', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'ExpiresAt', Enabled: true },
        SSESpecification: { SSEEnabled: true },
      },
      DeletionPolicy: 'Delete',
    });
  });

  test('keeps logs, which hold a line for each change of an instance, for three months, and when the stack is deleted', () => {
    expect(synthesis.resource('Instances/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 90 }, DeletionPolicy: 'Retain' });
  });

  test('tells its handler everything that it reads', () => {
    const variables = environmentOf(synthesis, 'Instances/Handler');
    expect(Object.keys(variables).sort()).toEqual(Object.values(RegistryVariable).sort());
    expect(variables).toEqual({
      INSTANCE_TABLE: { Ref: synthesis.logicalId('Instances/Table') },
      PURCHASE_OPTIONS: '{}',
      LOOK_UP: 'true',
      QUEUE_URL: { Ref: synthesis.logicalId('Instances/Queue') },
      METRIC_NAMESPACE: 'BatchInsights',
      DIMENSION_SETS: '[[],["ComputeEnvironment"]]',
      URL_SUFFIX: { Ref: 'AWS::URLSuffix' },
      REGISTERED_TTL_SECONDS: String(30 * 24 * 3600),
      GONE_TTL_SECONDS: String(7 * 24 * 3600),
    });
  });

  test('may write its logs and its table, read its queue and send to it, look up, and nothing else', () => {
    const containerInstances = (cluster: string) => ({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':ecs:',
          { Ref: 'AWS::Region' },
          ':',
          { Ref: 'AWS::AccountId' },
          `:container-instance/${cluster}/*`,
        ],
      ],
    });
    const allow = (Sid: string, Action: string | string[], Resource: unknown) => ({ Sid, Effect: 'Allow', Action, Resource });
    expect(roleStatements(synthesis, 'Instances/HandlerRole')).toEqual([
      allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], synthesis.attribute('Instances/LogGroup', 'Arn')),
      allow(
        'ReadQueue',
        ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        synthesis.attribute('Instances/Queue', 'Arn'),
      ),
      allow('WriteInstances', 'dynamodb:UpdateItem', synthesis.attribute('Instances/Table', 'Arn')),
      allow('TellItself', 'sqs:SendMessage', synthesis.attribute('Instances/Queue', 'Arn')),
      allow('LookUpInstances', 'ecs:DescribeContainerInstances', [containerInstances('AWSBatch-*'), containerInstances('*_Batch_*')]),
      allow('LookUpPurchaseOptions', ['batch:DescribeComputeEnvironments', 'ec2:DescribeInstances'], '*'),
    ]);
    expect(synthesis.resource('Instances/HandlerRole').Properties.ManagedPolicyArns).toBeUndefined();
    synthesis.template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('offers its parts', () => {
    expect(registry.lookUpQueue).toBe(registry.queue);
    expect(registry.deadLetterQueue.node.path).toBe('Stack/Instances/DeadLetterQueue');
    expect(registry.deadLetterAlarm.node.path).toBe('Stack/Instances/DeadLetterAlarm');
    expect(registry.handler.node.path).toBe('Stack/Instances/Handler');
    expect(registry.table.node.path).toBe('Stack/Instances/Table');
    expect(registry.logGroup.node.path).toBe('Stack/Instances/LogGroup');
    expect(registry.containerInstanceRule.node.path).toBe('Stack/Instances/ContainerInstanceRule');
    expect(registry.spotWarningRule.node.path).toBe('Stack/Instances/SpotWarningRule');
    expect(registry.terminationRule.node.path).toBe('Stack/Instances/TerminationRule');
  });
});
