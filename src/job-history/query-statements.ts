import { ArnFormat, Stack } from 'aws-cdk-lib';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { QUERY_RESULTS } from './folders';
import { HISTORY_DATASETS, HistoryDatasetName } from '../domain/names/history';
import { through } from '../event-intake/encryption';

/** A history as policies name it. */
export interface HistoryPlace {
  readonly databaseName: string;
  readonly workGroupName: string;
  readonly bucket: IBucket;
  readonly prefix: string;
  readonly datasets: readonly HistoryDatasetName[];
}

/** A statement that allows actions, before it is known to what policy it belongs. */
export interface Allowed {
  readonly actions: string[];
  readonly resourceArns: readonly string[];
  readonly conditions?: { readonly [operator: string]: { readonly [key: string]: string | string[] } };
}

const TO_RUN = [
  'athena:BatchGetQueryExecution',
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:GetQueryResultsStream',
  'athena:GetQueryRuntimeStatistics',
  'athena:GetWorkGroup',
  'athena:ListQueryExecutions',
  'athena:StartQueryExecution',
  'athena:StopQueryExecution',
];
const TO_READ_NAMED_QUERIES = ['athena:BatchGetNamedQuery', 'athena:GetNamedQuery', 'athena:ListNamedQueries'];
const TO_READ_SCHEMA = ['glue:GetDatabase', 'glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables'];
/**
 * What Athena does with results in the name of who asks.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
 */
const TO_KEEP_RESULTS = ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'];

/** All that it takes to run queries in the work group: Athena reads the catalogue and the bucket in the name of who asks. */
export function queryStatements(scope: IConstruct, place: HistoryPlace): Allowed[] {
  const { bucket, prefix } = place;
  return [
    { actions: [...TO_RUN, ...TO_READ_NAMED_QUERIES], resourceArns: [workGroupArn(scope, place)] },
    { actions: ['athena:GetDataCatalog'], resourceArns: [athenaArn(scope, 'datacatalog', 'AwsDataCatalog')] },
    { actions: TO_READ_SCHEMA, resourceArns: catalogueArns(scope, place.databaseName, ['*']) },
    ...bucketStatements(place),
    { actions: ['s3:GetObject'], resourceArns: foldersOf(place).map((folder) => bucket.arnForObjects(`${folder}*`)) },
    { actions: TO_KEEP_RESULTS, resourceArns: [bucket.arnForObjects(`${prefix}${QUERY_RESULTS}*`)] },
    ...keyOf(scope, bucket, ['kms:Decrypt', 'kms:GenerateDataKey']),
  ];
}

/** Finding the bucket, and listing the history's own folders in it. */
export function bucketStatements(place: HistoryPlace, ...otherFolders: readonly string[]): Allowed[] {
  const { bucket, prefix } = place;
  const listed = [...foldersOf(place), ...[QUERY_RESULTS, ...otherFolders].map((folder) => `${prefix}${folder}`)];
  return [
    { actions: ['s3:GetBucketLocation'], resourceArns: [bucket.bucketArn] },
    {
      actions: ['s3:ListBucket'],
      resourceArns: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': listed.map((folder) => `${folder}*`) } },
    },
  ];
}

/** The folders of the tables. */
export const foldersOf = ({ prefix, datasets }: Pick<HistoryPlace, 'prefix' | 'datasets'>): string[] =>
  datasets.map((dataset) => `${prefix}${HISTORY_DATASETS[dataset].folder}/`);

/** The key of the bucket, used through S3 alone. */
export const keyOf = (scope: IConstruct, { encryptionKey }: IBucket, actions: string[]): Allowed[] =>
  encryptionKey ? [{ actions, resourceArns: [encryptionKey.keyArn], conditions: through(scope, 's3') }] : [];

export const workGroupArn = (scope: IConstruct, { workGroupName }: Pick<HistoryPlace, 'workGroupName'>): string =>
  athenaArn(scope, 'workgroup', workGroupName);

const athenaArn = (scope: IConstruct, resource: string, resourceName: string): string =>
  Stack.of(scope).formatArn({ service: 'athena', resource, resourceName });

/** Tables of a database: AWS Glue checks the catalogue and the database too. */
export function catalogueArns(scope: IConstruct, databaseName: string, tables: readonly string[]): string[] {
  const arn = (resource: string, resourceName?: string) =>
    Stack.of(scope).formatArn({
      service: 'glue',
      resource,
      resourceName,
      arnFormat: resourceName === undefined ? ArnFormat.NO_RESOURCE_NAME : ArnFormat.SLASH_RESOURCE_NAME,
    });
  return [arn('catalog'), arn('database', databaseName), ...tables.map((table) => arn('table', `${databaseName}/${table}`))];
}
