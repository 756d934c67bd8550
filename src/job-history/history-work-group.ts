import { Size, Stack } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { QUERY_RESULTS } from './folders';
import { uniqueName } from './history-catalogue';
import { historyQueries } from './sql/queries';
import { HistoryDatasetName } from '../domain/names/history';

const DEFAULT_LIMIT = Size.gibibytes(10);

/** The work group of a history. Its settings hold for every query, so that results, and files that a query inserts, are encrypted as the bucket is. */
export function historyWorkGroup(scope: Construct, bucket: IBucket, prefix: string, bytesScannedLimit = DEFAULT_LIMIT): CfnWorkGroup {
  return new CfnWorkGroup(scope, 'WorkGroup', {
    name: uniqueName(scope, '-'),
    description: `Queries over the job history of ${scope.node.path}`,
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: true,
      bytesScannedCutoffPerQuery: bytesScannedLimit.toBytes(),
      resultConfiguration: {
        outputLocation: bucket.s3UrlForObject(`${prefix}${QUERY_RESULTS}`),
        expectedBucketOwner: Stack.of(scope).account,
        encryptionConfiguration: bucket.encryptionKey
          ? { encryptionOption: 'SSE_KMS', kmsKey: bucket.encryptionKey.keyArn }
          : { encryptionOption: 'SSE_S3' },
      },
    },
  });
}

/** The queries that the console of Athena lists under "Saved queries" of the work group. */
export function namedQueries(scope: Construct, databaseName: string, workGroupName: string, datasets: readonly HistoryDatasetName[]): void {
  for (const { id, name, description, sql } of historyQueries(datasets)) {
    new CfnNamedQuery(scope, `${id}Query`, { name, description, queryString: sql, database: databaseName, workGroup: workGroupName });
  }
}
