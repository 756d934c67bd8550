import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnLogStream, ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ERRORS } from './folders';
import { catalogueArns, keyOf } from './query-statements';
import { DAY_COLUMN, HISTORY_DATASETS, HistoryDatasetName } from '../domain/names/history';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { INLINE_POLICY } from '../reviewed-findings/reviews';
import { wildcardReviews } from '../reviewed-findings/wildcard-reviews';

/** As long as Firehose takes: history is not read within minutes, and each file costs requests. */
const BUFFER_INTERVAL = Duration.minutes(15);
/** Firehose needs at least 64 to convert records; this is what it takes by default. */
const BUFFER_MB = 128;
const RETRY = Duration.minutes(5);

export interface HistoryStreamProps {
  readonly dataset: HistoryDatasetName;
  readonly databaseName: string;
  readonly table: CfnTable;
  readonly bucket: IBucket;
  readonly prefix: string;
  readonly logGroup: ILogGroup;
  readonly encryptionKey?: IKey;
}

/** The stream that writes the rows of a dataset to the folder of their day, as Parquet. What it cannot write goes to the folder of errors. */
export class HistoryStream extends Construct {
  readonly stream: CfnDeliveryStream;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HistoryStreamProps,
  ) {
    super(scope, id);
    const logStream = new CfnLogStream(this, 'LogStream', { logGroupName: props.logGroup.logGroupName });
    const role = this.createRole(logStream);
    this.stream = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: props.encryptionKey
        ? { keyType: 'CUSTOMER_MANAGED_CMK', keyArn: props.encryptionKey.keyArn }
        : { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: {
        ...this.destination(),
        roleArn: role.roleArn,
        dataFormatConversionConfiguration: this.conversion(role),
        cloudWatchLoggingOptions: { enabled: true, logGroupName: props.logGroup.logGroupName, logStreamName: logStream.ref },
      },
    });
    // Firehose checks at creation whether it may read the schema.
    this.stream.node.addDependency(role);
  }

  /** The folder is that of the record's own day, so that copies of a record meet in one. A record without a day is none of the dataset. */
  private destination(): Omit<CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty, 'roleArn'> {
    const { bucket, prefix, dataset } = this.props;
    const { folder } = HISTORY_DATASETS[dataset];
    return {
      bucketArn: bucket.bucketArn,
      prefix: `${prefix}${folder}/${DAY_COLUMN}=!{partitionKeyFromQuery:${DAY_COLUMN}}/`,
      errorOutputPrefix: `${prefix}${ERRORS}${folder}/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/`,
      bufferingHints: { intervalInSeconds: BUFFER_INTERVAL.toSeconds(), sizeInMBs: BUFFER_MB },
      compressionFormat: 'UNCOMPRESSED',
      dynamicPartitioningConfiguration: { enabled: true, retryOptions: { durationInSeconds: RETRY.toSeconds() } },
      processingConfiguration: { enabled: true, processors: [DAY_OF_ROW] },
    };
  }

  private conversion(role: Role): CfnDeliveryStream.DataFormatConversionConfigurationProperty {
    const { databaseName, table } = this.props;
    const { account, region } = Stack.of(this);
    return {
      enabled: true,
      inputFormatConfiguration: { deserializer: { openXJsonSerDe: { caseInsensitive: true } } },
      outputFormatConfiguration: { serializer: { parquetSerDe: { compression: 'SNAPPY' } } },
      schemaConfiguration: { catalogId: account, region, databaseName, tableName: table.ref, roleArn: role.roleArn, versionId: 'LATEST' },
    };
  }

  private createRole(logStream: CfnLogStream): Role {
    const statements = this.statements(logStream);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('firehose.amazonaws.com', {
        conditions: { StringEquals: { 'sts:ExternalId': Stack.of(this).account } },
      }),
      inlinePolicies: { Stream: new PolicyDocument({ statements }) },
    });
    carryReviews(role, [INLINE_POLICY, ...wildcardReviews(this, statements)]);
    return role;
  }

  /** @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3 */
  private statements(logStream: CfnLogStream): PolicyStatement[] {
    const { bucket, prefix, dataset, databaseName, table } = this.props;
    const { folder } = HISTORY_DATASETS[dataset];
    return [
      new PolicyStatement({
        sid: 'WriteFiles',
        actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        resources: [bucket.arnForObjects(`${prefix}${folder}/*`), bucket.arnForObjects(`${prefix}${ERRORS}${folder}/*`)],
      }),
      new PolicyStatement({
        sid: 'FindBucket',
        actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
        resources: [bucket.bucketArn],
      }),
      new PolicyStatement({
        sid: 'ReadSchema',
        actions: ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
        resources: catalogueArns(this, databaseName, [table.ref]),
      }),
      new PolicyStatement({
        sid: 'LogErrors',
        actions: ['logs:PutLogEvents'],
        resources: [this.arnOf(logStream)],
      }),
      ...keyOf(this, bucket, ['kms:Decrypt', 'kms:GenerateDataKey']).map(
        ({ actions, resourceArns, conditions }) =>
          new PolicyStatement({ sid: 'UseKeyOfBucket', actions, resources: [...resourceArns], conditions }),
      ),
    ];
  }

  private arnOf(logStream: CfnLogStream): string {
    return Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `${this.props.logGroup.logGroupName}:log-stream:${logStream.ref}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}

/** A query that fails where there is no day, whatever Firehose makes of null. */
const DAY_OF_ROW: CfnDeliveryStream.ProcessorProperty = {
  type: 'MetadataExtraction',
  parameters: [
    { parameterName: 'MetadataExtractionQuery', parameterValue: `{${DAY_COLUMN}: (.${DAY_COLUMN} // error("no ${DAY_COLUMN}"))}` },
    { parameterName: 'JsonParsingEngine', parameterValue: 'JQ-1.6' },
  ],
};
