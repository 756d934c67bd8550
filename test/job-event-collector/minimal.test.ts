import { CollectorVariable } from '../../src/domain/names/environment';
import { INDEXED_FIELDS } from '../../src/domain/names/indexed-fields';
import { JobEventCollector } from '../../src/job-event-collector';
import { environmentOf, Synthesis, synthesize } from '../event-intake/synthesis';

describe('a job event collector without props', () => {
  let collector: JobEventCollector;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => {
      collector = new JobEventCollector(stack, 'Collector');
    });
  });

  test('takes job state changes and blocked job queues from the default bus, and sends them to its queue', () => {
    const rule = synthesis.resource('Collector/Rule').Properties;
    expect(rule.EventPattern).toEqual({
      account: [{ Ref: 'AWS::AccountId' }],
      region: [{ Ref: 'AWS::Region' }],
      source: ['aws.batch'],
      'detail-type': ['Batch Job State Change', 'Batch Job Queue Blocked'],
    });
    expect(rule.EventBusName).toBeUndefined();
    expect(rule.Targets).toEqual([
      {
        Id: 'Target0',
        Arn: synthesis.attribute('Collector/Queue', 'Arn'),
        DeadLetterConfig: { Arn: synthesis.attribute('Collector/DeadLetterQueue', 'Arn') },
      },
    ]);
  });

  test('keeps messages encrypted, tries each five times, and hides a batch for six times the time that the function has', () => {
    expect(synthesis.resource('Collector/Queue').Properties).toEqual({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 4 * 24 * 3600,
      VisibilityTimeout: 6 * 60 + 20,
      RedrivePolicy: { deadLetterTargetArn: synthesis.attribute('Collector/DeadLetterQueue', 'Arn'), maxReceiveCount: 5 },
    });
    expect(synthesis.resource('Collector/DeadLetterQueue').Properties).toEqual({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  test('raises an alarm at the first dead letter, which says what to do', () => {
    expect(synthesis.resource('Collector/DeadLetterAlarm').Properties).toMatchObject({
      AlarmDescription: expect.stringContaining(
        'fix the cause, then start a redrive of the dead-letter queue with the queue as its destination.',
      ),
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: synthesis.attribute('Collector/DeadLetterQueue', 'QueueName') }],
      Statistic: 'Maximum',
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test('runs on arm64 and the newest Node.js, with system logs at WARN in its own log group', () => {
    expect(synthesis.resource('Collector/Handler').Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 256,
      Timeout: 60,
      LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN', LogGroup: { Ref: synthesis.logicalId('Collector/LogGroup') } },
    });
  });

  test('reads the queue in batches and reports single failures', () => {
    expect(synthesis.resource('Collector/QueueReader').Properties).toEqual({
      FunctionName: { Ref: synthesis.logicalId('Collector/Handler') },
      EventSourceArn: synthesis.attribute('Collector/Queue', 'Arn'),
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 20,
      ScalingConfig: { MaximumConcurrency: 10 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('keeps jobs in an encrypted table on demand that forgets them', () => {
    const table = synthesis.resource('Collector/Table');
    expect(table.Properties).toEqual({
      KeySchema: [{ AttributeName: 'JobId', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'JobId', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'ExpiresAt', Enabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    expect(table.DeletionPolicy).toBe('Delete');
  });

  test('keeps records for a year, also when the stack is deleted, and indexes them', () => {
    const logGroup = synthesis.resource('Collector/LogGroup');
    expect(logGroup.Properties).toEqual({ RetentionInDays: 365, FieldIndexPolicies: [{ Fields: INDEXED_FIELDS }] });
    expect(logGroup.DeletionPolicy).toBe('Retain');
  });

  test('gives its handler everything but where instances and prices are', () => {
    const variables = environmentOf(synthesis, 'Collector/Handler');
    const ofOthers: string[] = [
      CollectorVariable.INSTANCE_TABLE,
      CollectorVariable.INSTANCE_LOOKUP_QUEUE_URL,
      CollectorVariable.PRICE_TABLE,
      CollectorVariable.PRICE_LOOKUP_QUEUE_URL,
      CollectorVariable.INSTANCES_COUNTED,
    ];
    expect(Object.keys(variables).sort()).toEqual(
      Object.values(CollectorVariable)
        .filter((name) => !ofOthers.includes(name))
        .sort(),
    );
    expect(variables).toEqual({
      JOB_TABLE: { Ref: synthesis.logicalId('Collector/Table') },
      WAITING_QUEUE_URL: { Ref: synthesis.logicalId('Collector/Queue') },
      METRIC_NAMESPACE: 'BatchInsights',
      DIMENSION_SETS: '[[],["JobQueue"],["ComputeEnvironment"]]',
      TAG_KEYS: '[]',
      WAIT_SECONDS: '[30,120,300]',
      IN_FLIGHT_TTL_SECONDS: String(90 * 24 * 3600),
      FINISHED_TTL_SECONDS: String(24 * 3600),
    });
  });

  test('names nothing, so that any number of copies can exist', () => {
    const names = ['TableName', 'QueueName', 'FunctionName', 'LogGroupName', 'Name', 'RoleName', 'AlarmName'];
    const resources = Object.values(synthesis.template.toJSON().Resources as Record<string, { Type: string; Properties: object }>);
    const named = resources
      .filter(({ Type }) => Type !== 'AWS::Lambda::EventSourceMapping')
      .flatMap(({ Properties }) => Object.keys(Properties));
    expect(named.filter((property) => names.includes(property))).toEqual([]);
  });

  test('offers its parts', () => {
    expect(collector.queue.node.path).toBe('Stack/Collector/Queue');
    expect(collector.deadLetterQueue.node.path).toBe('Stack/Collector/DeadLetterQueue');
    expect(collector.deadLetterAlarm.node.path).toBe('Stack/Collector/DeadLetterAlarm');
    expect(collector.handler.node.path).toBe('Stack/Collector/Handler');
    expect(collector.table.node.path).toBe('Stack/Collector/Table');
    expect(collector.logGroup.node.path).toBe('Stack/Collector/LogGroup');
    expect(collector.rule.node.path).toBe('Stack/Collector/Rule');
  });
});
