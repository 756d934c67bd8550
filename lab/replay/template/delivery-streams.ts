/** Streams of Amazon Data Firehose that write Parquet by a Glue table, partitioned by a query. Anything else is an error. */
import { DeployedResource } from './deployed-stack';
import { attempt, GlueTable, listOf, objectOf } from './glue-tables';
import { compilePartitionQuery, PartitionQuery } from '../../aws/firehose/partition-query';
import { isObject, JsonObject } from '../../aws/json';
import { ReplayProblem } from '../replay-problem';

export interface DeliveryStream {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly errorPrefix: string;
  readonly keysOf: PartitionQuery;
  /** Where it logs errors, as `GROUP:log-stream:STREAM`. */
  readonly logStream?: string;
  /** ARN of the role that it writes with. */
  readonly roleArn: string;
  readonly table: GlueTable;
}

export function readDeliveryStream(resource: DeployedResource, tables: readonly GlueTable[]): DeliveryStream {
  const destination = objectOf(resource.property('ExtendedS3DestinationConfiguration'));
  const { Prefix, ErrorOutputPrefix, BucketARN, RoleARN, CloudWatchLoggingOptions } = destination;
  const logging = objectOf(CloudWatchLoggingOptions);
  return {
    id: resource.id,
    name: resource.name,
    arn: String(resource.stack.arnOf(resource.logicalId)),
    bucket: String(BucketARN).replace(/^arn:[^:]*:s3:::/, ''),
    prefix: String(Prefix),
    errorPrefix: String(ErrorOutputPrefix),
    keysOf: attempt(resource, () => compilePartitionQuery(queryOf(resource, destination))),
    ...(logging.Enabled === true && { logStream: `${String(logging.LogGroupName)}:log-stream:${String(logging.LogStreamName)}` }),
    roleArn: String(RoleARN),
    table: tableOf(resource, destination, tables),
  };
}

/** The query of the only processor that is run; a delimiter after each record changes nothing for a reader of JSON. */
function queryOf(resource: DeployedResource, { DynamicPartitioningConfiguration, ProcessingConfiguration }: JsonObject): string {
  const partitioning = objectOf(DynamicPartitioningConfiguration);
  const { Enabled, Processors } = objectOf(ProcessingConfiguration);
  const processors = listOf(Processors).filter(({ Type }) => Type !== 'AppendDelimiterToRecord');
  const parameters = new Map(listOf(processors[0]?.Parameters).map((each) => [each.ParameterName, each.ParameterValue]));
  const isRun =
    partitioning.Enabled === true &&
    Enabled === true &&
    processors.length === 1 &&
    processors[0].Type === 'MetadataExtraction' &&
    parameters.get('JsonParsingEngine') === 'JQ-1.6';
  if (!isRun) throw unsupported(resource, 'it must partition by one query of jq 1.6 and have no other processor');
  return String(parameters.get('MetadataExtractionQuery'));
}

function tableOf(resource: DeployedResource, { DataFormatConversionConfiguration }: JsonObject, tables: readonly GlueTable[]): GlueTable {
  const { Enabled, InputFormatConfiguration, OutputFormatConfiguration, SchemaConfiguration } = objectOf(DataFormatConversionConfiguration);
  const reader = objectOf(objectOf(InputFormatConfiguration).Deserializer).OpenXJsonSerDe;
  const writer = objectOf(objectOf(OutputFormatConfiguration).Serializer).ParquetSerDe;
  const { CaseInsensitive = true, ...otherOptions } = objectOf(reader);
  if (Enabled !== true || !isObject(reader) || CaseInsensitive !== true || Object.keys(otherOptions).length > 0 || !isObject(writer)) {
    throw unsupported(resource, 'it must read by OpenXJsonSerDe with its defaults and write by ParquetSerDe');
  }
  const { DatabaseName, TableName } = objectOf(SchemaConfiguration);
  const table = tables.find(({ database, name }) => database === DatabaseName && name === TableName);
  if (table === undefined) {
    throw unsupported(resource, `its table ${String(DatabaseName)}.${String(TableName)} is in none of the templates`);
  }
  return table;
}

const unsupported = (resource: DeployedResource, problem: string): ReplayProblem =>
  new ReplayProblem(`Delivery stream ${resource.id} is not run: ${problem}`);
