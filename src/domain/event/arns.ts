/**
 * Reads names from ARNs of any partition. The functions ignore everything before the resource, so `aws-cn`, `aws-us-gov`
 * and the sovereign partitions work the same way.
 */

/** The resource name: `arn:…:job-queue/urgent` → `urgent`, `arn:…:job-definition/etl:3` → `etl:3`. A plain name is returned unchanged. */
export function nameFromArn(arn: string): string {
  return arn.startsWith('arn:') ? arn.slice(arn.lastIndexOf('/') + 1) : arn;
}

/** The job definition name without its revision: `etl:3` → `etl`. */
export function definitionWithoutRevision(nameAndRevision: string): string {
  return nameAndRevision.replace(/:\d+$/, '');
}

/**
 * The ECS cluster of a task or container instance: `arn:…:task/CLUSTER/ID`.
 * Absent in the old ARN format without a cluster name, which some accounts still use.
 */
export function clusterFromArn(arn: string): string | undefined {
  const parts = arn.split(':').slice(5).join(':').split('/');
  return parts.length === 3 ? parts[1] : undefined;
}

/** How the names of clusters begin that AWS Batch creates with its service-linked role. No other cluster should have such a name. */
const BATCH_CLUSTER_PREFIX = 'AWSBatch-';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const BATCH_CLUSTERS = [new RegExp(`^AWSBatch-(.+)-${UUID}$`, 'i'), new RegExp(`^(.+)_Batch_${UUID}$`, 'i')];

/** Whether only AWS Batch knows the compute environment of a cluster: its name begins like those of AWS Batch, but is not of the known form. */
export const isBatchClusterOfOtherForm = (cluster: string): boolean =>
  cluster.startsWith(BATCH_CLUSTER_PREFIX) && computeEnvironmentFromCluster(cluster) === undefined;

/** The compute environment that AWS Batch created the cluster for. Absent if AWS Batch did not create the cluster. */
export function computeEnvironmentFromCluster(cluster: string): string | undefined {
  for (const scheme of BATCH_CLUSTERS) {
    const match = scheme.exec(cluster);
    if (match) return match[1];
  }
  return undefined;
}
