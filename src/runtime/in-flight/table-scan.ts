import { AttributeValue, DynamoDBClient, ScanCommand, ScanCommandInput } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;
/** What to read, and which of it to hand out: the rest is passed over where it is stored. */
export type ScanFilter = Pick<
  ScanCommandInput,
  'TableName' | 'FilterExpression' | 'ProjectionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/**
 * A page is a megabyte at most, which can be five thousand jobs, and takes ten times its size in memory. Four segments of such
 * pages would take all that a function of 256 MB has.
 */
const PAGE_ITEMS = 2_000;

/**
 * Reads a whole table, its segments side by side and each page by page, so that no more than one page of each segment
 * is held at a time. A page that cannot be read, after the retries of the SDK, fails the scan and stops the other segments.
 */
export async function scanTable(client: DynamoDBClient, filter: ScanFilter, segments: number, visit: (item: Item) => void): Promise<void> {
  const stop = new AbortController();
  const reading = Array.from({ length: segments }, (_, segment) =>
    scanSegment(client, { ...filter, Segment: segment, TotalSegments: segments }, visit, stop.signal),
  );
  try {
    await Promise.all(reading);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(reading);
    throw error;
  }
}

async function scanSegment(
  client: DynamoDBClient,
  input: ScanCommandInput,
  visit: (item: Item) => void,
  abortSignal: AbortSignal,
): Promise<void> {
  let next: Item | undefined;
  do {
    const page = await client.send(new ScanCommand({ ...input, ExclusiveStartKey: next, Limit: PAGE_ITEMS }), { abortSignal });
    page.Items?.forEach(visit);
    next = page.LastEvaluatedKey;
  } while (next);
}
