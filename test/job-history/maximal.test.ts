import { fullJobHistory } from './full-job-history';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory } from '../../src/job-history';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';
import { NETWORK_SIDS } from '../handler-options/every-handler-option';

describe('a job history with every prop', () => {
  let history: JobHistory;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => {
      history = fullJobHistory(stack);
    });
  });

  const key = () => synthesis.attribute('Key', 'Arn');
  const useOfKey = (service: string, ...Action: string[]) => ({
    Effect: 'Allow',
    Action,
    Resource: key(),
    Condition: {
      StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', [`${service}.`, { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
    },
  });

  test('keeps each folder of the prefix as long as chosen, archived in between, and forgets errors and results', () => {
    const { Properties, DeletionPolicy } = synthesis.resource('History/Bucket');
    const kept = (folder: string) => ({
      Prefix: `batch/history/${folder}/`,
      ExpirationInDays: 730,
      Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 90 }],
      Status: 'Enabled',
    });
    expect((Properties.LifecycleConfiguration as { Rules: object[] }).Rules).toEqual([
      kept('jobs'),
      kept('transitions'),
      kept('instances'),
      { Prefix: 'batch/history/errors/', ExpirationInDays: 90, Status: 'Enabled' },
      { Prefix: 'batch/history/query-results/', ExpirationInDays: 7, Status: 'Enabled' },
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
    ]);
    expect(DeletionPolicy).toBe('Delete');
  });

  test('encrypts files, streams, queues, logs and results with the key', () => {
    expect(synthesis.resource('History/Bucket').Properties.BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [
        { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key() } },
      ],
    });
    for (const stream of ['JobsStream', 'TransitionsStream', 'InstancesStream']) {
      expect(synthesis.resource(`History/${stream}/Stream`).Properties.DeliveryStreamEncryptionConfigurationInput).toEqual({
        KeyType: 'CUSTOMER_MANAGED_CMK',
        KeyARN: key(),
      });
    }
    for (const queue of ['Queue', 'DeadLetterQueue', 'ErrorQueue']) {
      expect(synthesis.resource(`History/${queue}`).Properties.KmsMasterKeyId).toEqual(key());
    }
    for (const logGroup of ['LogGroup', 'Delivery/LogGroup']) {
      expect(synthesis.resource(`History/${logGroup}`)).toMatchObject({
        Properties: { KmsKeyId: key(), RetentionInDays: 7 },
        DeletionPolicy: 'Delete',
      });
    }
    expect(synthesis.resource('History/WorkGroup').Properties.WorkGroupConfiguration).toMatchObject({
      BytesScannedCutoffPerQuery: 1_073_741_824,
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: key() } },
    });
  });

  test.each([
    ['JobsStream/Role', 'UseKeyOfBucket', 's3', ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['HandlerRole', 'SendEncrypted', 'sqs', ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['Compaction/HandlerRole', 'UseKeyOfBucket', 's3', ['kms:Decrypt', 'kms:GenerateDataKey']],
  ])('lets %s use the key through the service that it is for alone', (role, sid, service, actions) => {
    const statements = roleStatements(synthesis, `History/${role}`) as { Sid: string }[];
    const ofKey = statements.filter((statement) => JSON.stringify(statement).includes('kms:'));
    expect(ofKey).toEqual([{ Sid: sid, ...useOfKey(service, ...actions) }]);
  });

  test('reads jobs and transitions by one filter, and instances from the other log group', () => {
    expect(synthesis.resource('History/CollectorSubscription').Properties).toMatchObject({
      LogGroupName: { Ref: synthesis.logicalId('Collector/LogGroup') },
      FilterPattern: '{ ($.RecordType = "job") || ($.RecordType = "transitions") }',
    });
    expect(synthesis.resource('History/RegistrySubscription').Properties).toMatchObject({
      LogGroupName: { Ref: synthesis.logicalId('Instances/LogGroup') },
      FilterPattern: '{ $.RecordType = "instance" }',
    });
    expect(JSON.stringify(environmentOf(synthesis, 'History/Import/Handler').LOG_GROUPS)).toContain('instances');
    expect((roleStatements(synthesis, 'History/Import/HandlerRole') as { Sid: string }[])[1]).toEqual({
      Sid: 'ReadRecords',
      Effect: 'Allow',
      Action: 'logs:FilterLogEvents',
      Resource: [synthesis.attribute('Collector/LogGroup', 'Arn'), synthesis.attribute('Instances/LogGroup', 'Arn')],
    });
  });

  test('writes each dataset by a stream of its own below the prefix', () => {
    expect(history.streams.map(({ node }) => node.path)).toEqual(
      ['JobsStream', 'TransitionsStream', 'InstancesStream'].map((stream) => `Stack/History/${stream}/Stream`),
    );
    expect(synthesis.resource('History/InstancesStream/Stream').Properties.ExtendedS3DestinationConfiguration).toMatchObject({
      Prefix: 'batch/history/instances/day=!{partitionKeyFromQuery:day}/',
      ErrorOutputPrefix: 'batch/history/errors/instances/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/',
    });
    expect(synthesis.resource('History/ErrorRule').Properties.EventPattern).toMatchObject({
      detail: { object: { key: [{ prefix: 'batch/history/errors/' }] } },
    });
  });

  test('hands prefix and datasets to the merging, which may touch those folders alone', () => {
    expect(environmentOf(synthesis, 'History/Compaction/Handler')).toMatchObject({
      DATASETS: '["jobs","transitions","instances"]',
      PREFIX: 'batch/history/',
    });
    expect(roleStatements(synthesis, 'History/Compaction/HandlerRole')).toContainEqual(
      expect.objectContaining({
        Sid: 'ListFiles',
        Condition: {
          StringLike: {
            's3:prefix': ['jobs', 'transitions', 'instances', 'query-results', 'compactions'].map((folder) => `batch/history/${folder}/*`),
          },
        },
      }),
    );
  });

  test('watches all streams by one alarm', () => {
    const { Metrics } = synthesis.resource('History/FreshnessAlarm').Properties as { Metrics: { Expression?: string }[] };
    expect(Metrics.map(({ Expression }) => Expression)).toEqual(['MAX([age0, age1, age2])', undefined, undefined, undefined]);
  });

  test('has the database by the given name, and functions in the VPC', () => {
    expect(synthesis.resource('History/Database').Properties.DatabaseInput).toMatchObject({ Name: 'batch_history' });
    for (const role of ['HandlerRole', 'Import/HandlerRole', 'Compaction/HandlerRole']) {
      const sids = (roleStatements(synthesis, `History/${role}`) as { Sid: string }[]).map(({ Sid }) => Sid);
      expect(sids.slice(-3)).toEqual(NETWORK_SIDS);
    }
  });
});

describe('a job history whose merging and alarms are off', () => {
  test('has no schedule and half the alarms, and the function can still be invoked', () => {
    let history!: JobHistory;
    const synthesis = synthesize((stack) => {
      history = new JobHistory(stack, 'History', {
        collector: new JobEventCollector(stack, 'Collector'),
        compactionEnabled: false,
        errorAlarmEnabled: false,
        eventAgeAlarmEnabled: false,
      });
    });
    expect(history.compactionRule).toBeUndefined();
    expect(history.compactFunction.node.path).toBe('Stack/History/Compaction/Handler');
    expect(history.alarms.map(({ node }) => node.id)).toEqual(['DeadLetterAlarm', 'RejectedRecordsAlarm']);
    expect([history.errorAlarm, history.eventAgeAlarm, history.freshnessAlarm, history.compactionAlarm]).toEqual(Array(4).fill(undefined));
    expect(Object.keys(synthesis.template.findResources('AWS::Events::Rule', { Properties: { ScheduleExpression: {} } }))).toEqual([]);
  });
});
