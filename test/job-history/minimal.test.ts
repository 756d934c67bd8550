import { Stack } from 'aws-cdk-lib';
import { HISTORY_DATASETS } from '../../src/domain/names/history';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory } from '../../src/job-history';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';

const arn = (...parts: (string | object)[]) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts.flatMap((part) => (typeof part === 'string' ? [part] : [part]))]],
});
const HERE = [{ Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }];

describe('a job history without options', () => {
  let history: JobHistory;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack: Stack) => {
      history = new JobHistory(stack, 'History', { collector: new JobEventCollector(stack, 'Collector') });
    });
  });

  const bucket = () => ({ Ref: synthesis.logicalId('History/Bucket') });
  const objects = (folder: string) => ({ 'Fn::Join': ['', [synthesis.attribute('History/Bucket', 'Arn'), `/${folder}*`]] });
  const database = () => ({ Ref: synthesis.logicalId('History/Database') });

  test('keeps files in a bucket that is encrypted, not public, without versions, and stays when the stack is deleted', () => {
    const { Metadata: _reviews, ...resource } = synthesis.resource('History/Bucket');
    expect(resource).toEqual({
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        LifecycleConfiguration: {
          Rules: [
            { Prefix: 'errors/', ExpirationInDays: 90, Status: 'Enabled' },
            { Prefix: 'query-results/', ExpirationInDays: 7, Status: 'Enabled' },
            { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
          ],
        },
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('needs no custom resource', () => {
    synthesis.template.resourceCountIs('Custom::S3BucketNotifications', 0);
    synthesis.template.resourceCountIs('AWS::Lambda::Function', 4);
  });

  test('converts rows to Parquet by the table, in the folder of their day', () => {
    const { ExtendedS3DestinationConfiguration: destination, ...stream } = synthesis.resource('History/JobsStream/Stream').Properties;
    expect(stream).toEqual({
      DeliveryStreamType: 'DirectPut',
      DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK' },
    });
    expect(destination).toEqual({
      BucketARN: synthesis.attribute('History/Bucket', 'Arn'),
      RoleARN: synthesis.attribute('History/JobsStream/Role', 'Arn'),
      Prefix: 'jobs/day=!{partitionKeyFromQuery:day}/',
      ErrorOutputPrefix: 'errors/jobs/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/',
      BufferingHints: { IntervalInSeconds: 900, SizeInMBs: 128 },
      CompressionFormat: 'UNCOMPRESSED',
      DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 300 } },
      ProcessingConfiguration: {
        Enabled: true,
        Processors: [
          {
            Type: 'MetadataExtraction',
            Parameters: [
              { ParameterName: 'MetadataExtractionQuery', ParameterValue: '{day: (.day // error("no day"))}' },
              { ParameterName: 'JsonParsingEngine', ParameterValue: 'JQ-1.6' },
            ],
          },
        ],
      },
      DataFormatConversionConfiguration: {
        Enabled: true,
        InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: { CaseInsensitive: true } } },
        OutputFormatConfiguration: { Serializer: { ParquetSerDe: { Compression: 'SNAPPY' } } },
        SchemaConfiguration: {
          CatalogId: { Ref: 'AWS::AccountId' },
          Region: { Ref: 'AWS::Region' },
          DatabaseName: database(),
          TableName: { Ref: synthesis.logicalId('History/JobsTable') },
          RoleARN: synthesis.attribute('History/JobsStream/Role', 'Arn'),
          VersionId: 'LATEST',
        },
      },
      CloudWatchLoggingOptions: {
        Enabled: true,
        LogGroupName: { Ref: synthesis.logicalId('History/Delivery/LogGroup') },
        LogStreamName: { Ref: synthesis.logicalId('History/JobsStream/LogStream') },
      },
    });
  });

  test('lets the stream write its folders, read its schema and log, and nothing else', () => {
    expect(roleStatements(synthesis, 'History/JobsStream/Role')).toEqual([
      {
        Sid: 'WriteFiles',
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        Resource: [objects('jobs/'), objects('errors/jobs/')],
      },
      {
        Sid: 'FindBucket',
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
        Resource: synthesis.attribute('History/Bucket', 'Arn'),
      },
      {
        Sid: 'ReadSchema',
        Effect: 'Allow',
        Action: ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
        Resource: [
          arn(':glue:', ...HERE, ':catalog'),
          arn(':glue:', ...HERE, ':database/', database()),
          arn(':glue:', ...HERE, ':table/', database(), '/', { Ref: synthesis.logicalId('History/JobsTable') }),
        ],
      },
      {
        Sid: 'LogErrors',
        Effect: 'Allow',
        Action: 'logs:PutLogEvents',
        Resource: arn(':logs:', ...HERE, ':log-group:', { Ref: synthesis.logicalId('History/Delivery/LogGroup') }, ':log-stream:', {
          Ref: synthesis.logicalId('History/JobsStream/LogStream'),
        }),
      },
    ]);
    expect(synthesis.resource('History/JobsStream/Role').Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        { Principal: { Service: 'firehose.amazonaws.com' }, Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'AWS::AccountId' } } } },
      ],
    });
  });

  test('sends job records, and no other line, to the function', () => {
    expect(synthesis.resource('History/CollectorSubscription').Properties).toEqual({
      LogGroupName: { Ref: synthesis.logicalId('Collector/LogGroup') },
      DestinationArn: synthesis.attribute('History/Handler', 'Arn'),
      FilterPattern: '{ $.RecordType = "job" }',
    });
    expect(synthesis.resource('History/CollectorSubscription/CanInvokeLambda').Properties).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: synthesis.attribute('History/Handler', 'Arn'),
      Principal: 'logs.amazonaws.com',
      SourceArn: synthesis.attribute('Collector/LogGroup', 'Arn'),
    });
  });

  test('sets failed invocations aside, and lets the function write to its stream alone', () => {
    synthesis.template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: synthesis.logicalId('History/Handler') },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: synthesis.attribute('History/DeadLetterQueue', 'Arn') } },
    });
    const statements = roleStatements(synthesis, 'History/HandlerRole') as { Sid: string }[];
    expect(statements.map(({ Sid }) => Sid)).toEqual(['WriteLogs', 'ReadQueue', 'PutRecords', 'SetFailuresAside']);
    expect(statements[2]).toEqual({
      Sid: 'PutRecords',
      Effect: 'Allow',
      Action: 'firehose:PutRecordBatch',
      Resource: synthesis.attribute('History/JobsStream/Stream', 'Arn'),
    });
    expect(synthesis.resource('History/Handler').Properties.Timeout).toBe(60);
  });

  test('hands the names of its stream and of the log group to the functions', () => {
    const streams = { 'Fn::Join': ['', ['{"jobs":"', { Ref: synthesis.logicalId('History/JobsStream/Stream') }, '"}']] };
    expect(environmentOf(synthesis, 'History/Handler')).toEqual({ STREAMS: streams, URL_SUFFIX: { Ref: 'AWS::URLSuffix' } });
    expect(environmentOf(synthesis, 'History/Import/Handler')).toEqual({
      STREAMS: streams,
      URL_SUFFIX: { Ref: 'AWS::URLSuffix' },
      LOG_GROUPS: { 'Fn::Join': ['', ['{"jobs":"', { Ref: synthesis.logicalId('Collector/LogGroup') }, '"}']] },
    });
  });

  test('imports for a quarter of an hour, from that log group, by a command that the stack outputs', () => {
    expect(synthesis.resource('History/Import/Handler').Properties.Timeout).toBe(900);
    expect((roleStatements(synthesis, 'History/Import/HandlerRole') as { Sid: string }[]).slice(1)).toEqual([
      { Sid: 'ReadRecords', Effect: 'Allow', Action: 'logs:FilterLogEvents', Resource: synthesis.attribute('Collector/LogGroup', 'Arn') },
      expect.objectContaining({ Sid: 'PutRecords' }),
    ]);
    const [output] = Object.values(synthesis.template.toJSON().Outputs as Record<string, { Value: object }>);
    expect(output.Value).toEqual({
      'Fn::Join': [
        '',
        [
          'aws lambda invoke --region ',
          { Ref: 'AWS::Region' },
          ' --function-name ',
          { Ref: synthesis.logicalId('History/Import/Handler') },
          ` --cli-read-timeout 0 --cli-binary-format raw-in-base64-out --payload '{"from":"2026-01-01","to":"2026-02-01"}' /dev/stdout`,
        ],
      ],
    });
  });

  test('merges files once a day', () => {
    expect(synthesis.resource('History/Compaction/Rule').Properties).toMatchObject({
      ScheduleExpression: 'cron(17 4 * * ? *)',
      Targets: [{ Arn: synthesis.attribute('History/Compaction/Handler', 'Arn') }],
    });
    expect(synthesis.resource('History/Compaction/Handler').Properties.Timeout).toBe(900);
    expect(environmentOf(synthesis, 'History/Compaction/Handler')).toEqual({
      DATASETS: '["jobs"]',
      BUCKET: bucket(),
      PREFIX: '',
      DATABASE: database(),
      WORK_GROUP: { Ref: synthesis.logicalId('History/WorkGroup') },
      URL_SUFFIX: { Ref: 'AWS::URLSuffix' },
    });
  });

  test('lets the merging run queries, and write and delete files of its own folders alone', () => {
    const [, ...statements] = roleStatements(synthesis, 'History/Compaction/HandlerRole') as { Sid: string; Action: string | string[] }[];
    const files = ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'];
    const bucketArn = synthesis.attribute('History/Bucket', 'Arn');
    expect(statements).toEqual([
      {
        Sid: 'RunQueries',
        Effect: 'Allow',
        Action: ['athena:GetQueryExecution', 'athena:StartQueryExecution'],
        Resource: arn(':athena:', ...HERE, ':workgroup/', { Ref: synthesis.logicalId('History/WorkGroup') }),
      },
      {
        Sid: 'ReadAndRegisterDays',
        Effect: 'Allow',
        Action: [
          'glue:BatchCreatePartition',
          'glue:BatchGetPartition',
          'glue:CreatePartition',
          'glue:GetDatabase',
          'glue:GetPartition',
          'glue:GetPartitions',
          'glue:GetTable',
        ],
        Resource: [
          arn(':glue:', ...HERE, ':catalog'),
          arn(':glue:', ...HERE, ':database/', database()),
          arn(':glue:', ...HERE, ':table/', database(), '/*'),
        ],
      },
      { Sid: 'FindBucket', Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: bucketArn },
      {
        Sid: 'ListFiles',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: bucketArn,
        Condition: { StringLike: { 's3:prefix': ['jobs/*', 'query-results/*', 'compactions/*'] } },
      },
      { Sid: 'MergeFiles', Effect: 'Allow', Action: [...files, 's3:DeleteObject'], Resource: [objects('jobs/'), objects('compactions/')] },
      { Sid: 'KeepResults', Effect: 'Allow', Action: files, Resource: objects('query-results/') },
    ]);
  });

  test('limits what a query scans, and writes results to a folder that forgets', () => {
    expect(synthesis.resource('History/WorkGroup').Properties.WorkGroupConfiguration).toEqual({
      EnforceWorkGroupConfiguration: true,
      PublishCloudWatchMetricsEnabled: true,
      BytesScannedCutoffPerQuery: 10_737_418_240,
      ResultConfiguration: {
        OutputLocation: { 'Fn::Join': ['', ['s3://', bucket(), '/query-results/']] },
        ExpectedBucketOwner: { Ref: 'AWS::AccountId' },
        EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
      },
    });
  });

  test('notices files of errors in its bucket', () => {
    expect(synthesis.resource('History/ErrorRule').Properties).toMatchObject({
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [bucket()] }, object: { key: [{ prefix: 'errors/' }] } },
      },
      Targets: [{ Arn: synthesis.attribute('History/ErrorQueue', 'Arn') }],
    });
    expect(synthesis.resource('History/RejectedRecordsAlarm').Properties).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: synthesis.attribute('History/ErrorQueue', 'QueueName') }],
      Threshold: 1,
    });
  });

  test('has six alarms, over eight metrics: $0.80 a month', () => {
    expect(history.alarms.map(({ node }) => node.path.replace('Stack/History/', ''))).toEqual([
      'DeadLetterAlarm',
      'ErrorAlarm',
      'EventAgeAlarm',
      'RejectedRecordsAlarm',
      'FreshnessAlarm',
      'Compaction/FailedAlarm',
    ]);
    expect(synthesis.resource('History/FreshnessAlarm').Properties).toMatchObject({
      Namespace: 'AWS/Firehose',
      MetricName: 'DeliveryToS3.DataFreshness',
      Dimensions: [{ Name: 'DeliveryStreamName', Value: { Ref: synthesis.logicalId('History/JobsStream/Stream') } }],
      Threshold: 7200,
      Period: 900,
    });
    expect(synthesis.resource('History/Compaction/FailedAlarm').Properties).toMatchObject({ Period: 86_400, EvaluationPeriods: 2 });
  });

  test('publishes what it made', () => {
    expect(history.streams).toHaveLength(1);
    expect(history.prefix).toBe('');
    expect([history.transitionsIncluded, history.instancesIncluded]).toEqual([false, false]);
    expect(synthesis.stack.resolve([history.databaseName, history.workGroupName])).toEqual([
      database(),
      { Ref: synthesis.logicalId('History/WorkGroup') },
    ]);
    expect(history.compactionRule?.node.path).toBe('Stack/History/Compaction/Rule');
    expect(HISTORY_DATASETS.jobs.folder).toBe('jobs');
  });
});
