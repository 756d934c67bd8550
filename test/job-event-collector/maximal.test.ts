import { fullCollector } from './full-collector';
import { CollectorVariable } from '../../src/domain/names/environment';
import { environmentOf, Synthesis, synthesize } from '../event-intake/synthesis';

describe('a job event collector with every prop', () => {
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => fullCollector(stack));
  });

  test('takes events of the given job queues and any revision of the given job definitions, from the given bus', () => {
    const rule = synthesis.resource('Collector/Rule').Properties;
    expect(rule.EventBusName).toBe('forwarded');
    expect(rule.EventPattern).toEqual({
      account: [{ Ref: 'AWS::AccountId' }],
      region: [{ Ref: 'AWS::Region' }],
      source: ['aws.batch'],
      'detail-type': ['Batch Job State Change', 'Batch Job Queue Blocked'],
      detail: {
        jobQueue: ['arn:aws:batch:eu-west-1:123456789012:job-queue/render', synthesis.attribute('Own', 'JobQueueArn')],
        jobDefinition: [{ prefix: 'arn:aws:batch:eu-west-1:123456789012:job-definition/encode:' }],
      },
    });
  });

  test('gathers events as told', () => {
    expect(synthesis.resource('Collector/QueueReader').Properties).toMatchObject({
      BatchSize: 500,
      MaximumBatchingWindowInSeconds: 120,
      ScalingConfig: { MaximumConcurrency: 3 },
    });
    expect(synthesis.resource('Collector/Queue').Properties.VisibilityTimeout).toBe(6 * 60 + 120);
  });

  test('encrypts the table, both queues and the log group with the key', () => {
    const key = synthesis.attribute('Key', 'Arn');
    expect(synthesis.resource('Collector/Table').Properties.SSESpecification).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: key,
    });
    expect(synthesis.resource('Collector/Queue').Properties.KmsMasterKeyId).toEqual(key);
    expect(synthesis.resource('Collector/DeadLetterQueue').Properties.KmsMasterKeyId).toEqual(key);
    expect(synthesis.resource('Collector/LogGroup').Properties.KmsKeyId).toEqual(key);
  });

  test('keeps and deletes data as told', () => {
    expect(synthesis.resource('Collector/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 90 }, DeletionPolicy: 'Delete' });
    expect(synthesis.resource('Collector/Table').DeletionPolicy).toBe('Delete');
  });

  test('gives its handler everything that it reads', () => {
    const variables = environmentOf(synthesis, 'Collector/Handler');
    const ofPrices: string[] = [
      CollectorVariable.PRICE_TABLE,
      CollectorVariable.PRICE_LOOKUP_QUEUE_URL,
      CollectorVariable.INSTANCES_COUNTED,
    ];
    expect([...Object.keys(variables), ...ofPrices].sort()).toEqual(Object.values(CollectorVariable).sort());
    expect(variables).toMatchObject({
      METRIC_NAMESPACE: 'Render Farm',
      DIMENSION_SETS: '[["JobQueue","InstanceType"]]',
      TAG_KEYS: '["Project","Team"]',
      WAIT_SECONDS: '[60]',
      IN_FLIGHT_TTL_SECONDS: String(10 * 24 * 3600),
      FINISHED_TTL_SECONDS: String(2 * 24 * 3600),
      INSTANCE_TABLE: { Ref: synthesis.logicalId('Instances/Table') },
      INSTANCE_LOOKUP_QUEUE_URL: { Ref: synthesis.logicalId('Instances/Queue') },
    });
  });
});
