import { InstanceTally } from '../../domain/in-flight/instance-tally';
import { GONE_STATUSES } from '../../domain/instance/instance-reading';
import { InstanceAttribute } from '../../domain/names/tables';
import { DynamoDb } from '../aws/dynamodb';
import { scanTable } from '../aws/scan-table';

/** There are far fewer instances than jobs, and one page of a scan holds about two thousand. */
const SEGMENTS = { segments: 1 };

/** Counts the instances in service in the instance table. The filter excludes rows of EC2 instances and compute environments. */
export async function tallyInstances(client: DynamoDb, tableName: string, atSeconds: number): Promise<InstanceTally> {
  // The filter includes the status, because a look-up can find an instance that left without the time when it left.
  const tally = new InstanceTally();
  await scanTable(
    client,
    {
      TableName: tableName,
      FilterExpression: `begins_with(#key, :arn) AND attribute_not_exists(#gone) AND NOT #status IN (${GONE_STATUSES.map((status) => `:${status}`).join(', ')}) AND #expires > :now`,
      ProjectionExpression: '#environment, #vcpus, #memory',
      ExpressionAttributeNames: {
        '#key': InstanceAttribute.KEY,
        '#gone': InstanceAttribute.GONE_AT,
        '#status': InstanceAttribute.STATUS,
        '#expires': InstanceAttribute.EXPIRES_AT,
        '#environment': InstanceAttribute.COMPUTE_ENVIRONMENT,
        '#vcpus': InstanceAttribute.VCPUS,
        '#memory': InstanceAttribute.MEMORY_MIB,
      },
      ExpressionAttributeValues: {
        ':arn': { S: 'arn:' },
        ':now': { N: String(atSeconds) },
        ...Object.fromEntries(GONE_STATUSES.map((status) => [`:${status}`, { S: status }])),
      },
    },
    SEGMENTS,
    (item) =>
      tally.add({
        computeEnvironment: item[InstanceAttribute.COMPUTE_ENVIRONMENT]?.S,
        vcpus: numberOf(item[InstanceAttribute.VCPUS]?.N),
        memoryMiB: numberOf(item[InstanceAttribute.MEMORY_MIB]?.N),
      }),
  );
  return tally;
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
