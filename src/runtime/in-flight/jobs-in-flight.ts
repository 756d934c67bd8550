import { stateOf } from '../../domain/in-flight/job-in-flight';
import { JobTally } from '../../domain/in-flight/queue-tally';
import { decodeFacts, ENDED } from '../../domain/job/facts';
import { JobAttribute } from '../../domain/names/tables';
import { DynamoDb, Item } from '../aws/dynamodb';
import { ScanFilter, scanTable } from '../aws/scan-table';

/** Counts the jobs in flight in the job table: those that metrics count, that have not ended and have not expired. */
export async function tallyJobs(client: DynamoDb, tableName: string, segments: number, atSeconds: number): Promise<JobTally> {
  const tally = new JobTally();
  await scanTable(client, jobsInFlight(tableName, atSeconds), { segments }, (item) => addTo(tally, item));
  return tally;
}

/** The items of jobs that metrics count, that have not ended and have not expired. */
export const jobsInFlight = (tableName: string, atSeconds: number): ScanFilter => ({
  TableName: tableName,
  FilterExpression: 'attribute_not_exists(#ended) AND attribute_not_exists(#uncounted) AND #expires > :now',
  ExpressionAttributeNames: { '#ended': ENDED, '#uncounted': JobAttribute.UNCOUNTED, '#expires': JobAttribute.EXPIRES_AT },
  ExpressionAttributeValues: { ':now': { N: String(atSeconds) } },
});

/** Whether the job blocked its queue since it entered its state; it may have been placed since, and wait for another attempt. */
const isStillBlocked = (item: Item, sinceMillis: number): boolean => Number(item[JobAttribute.BLOCKED_AT]?.N ?? Infinity) >= sinceMillis;

function addTo(tally: JobTally, item: Item): void {
  const state = stateOf(decodeFacts(Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S]))).facts);
  if (!state) return;
  const vcpus = item[JobAttribute.VCPUS]?.N;
  tally.add({
    ...state,
    jobId: item[JobAttribute.JOB_ID].S as string,
    jobName: item[JobAttribute.JOB_NAME]?.S,
    // An empty name counts as absent: it is not allowed as a dimension value or as the key of a DynamoDB map.
    jobQueue: item[JobAttribute.JOB_QUEUE]?.S || undefined,
    blockedReason: isStillBlocked(item, state.sinceMillis) ? item[JobAttribute.BLOCKED_REASON]?.S : undefined,
    vcpus: vcpus === undefined ? undefined : Number(vcpus),
  });
}
