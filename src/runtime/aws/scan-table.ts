import { DynamoDb, Item, ScanCommandInput } from './dynamodb';

/** The table to scan and the filter that DynamoDB applies to its items. */
export type ScanFilter = Pick<
  ScanCommandInput,
  'TableName' | 'FilterExpression' | 'ProjectionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/**
 * Limits the memory use. A page of one megabyte can hold five thousand jobs, and its parsed form takes ten times as much memory. Four
 * segments with such pages would use all memory of a 256 MB function.
 */
const PAGE_ITEMS = 2_000;

/**
 * Scans a whole table. It reads the segments concurrently and each segment page by page, so that at most one page per segment is in
 * memory. If a page cannot be read after all retries, the scan fails and stops the other segments.
 */
export async function scanTable(client: DynamoDb, filter: ScanFilter, segments: number, visit: (item: Item) => void): Promise<void> {
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

async function scanSegment(client: DynamoDb, input: ScanCommandInput, visit: (item: Item) => void, signal: AbortSignal): Promise<void> {
  let next: Item | undefined;
  do {
    const page = await client.scan({ ...input, ExclusiveStartKey: next, Limit: PAGE_ITEMS }, signal);
    page.Items?.forEach(visit);
    next = page.LastEvaluatedKey;
  } while (next);
}
