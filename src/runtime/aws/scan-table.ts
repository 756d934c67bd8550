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

export interface ScanExtent {
  readonly segments: number;
  /** Of each segment. All of them unless it is set. */
  readonly maxPages?: number;
}

/** The pages of each segment that hold a number of items. */
export const pagesFor = (items: number, segments: number): number => Math.ceil(items / segments / PAGE_ITEMS);

/**
 * Scans a table. It reads the segments concurrently and each segment page by page, so that at most one page per segment is in
 * memory. If a page cannot be read after all retries, the scan fails and stops the other segments. Gives whether it read the whole table.
 */
export async function scanTable(
  client: DynamoDb,
  filter: ScanFilter,
  { segments, maxPages = Infinity }: ScanExtent,
  visit: (item: Item) => void,
): Promise<boolean> {
  const stop = new AbortController();
  const reading = Array.from({ length: segments }, (_, segment) =>
    scanSegment(client, { ...filter, Segment: segment, TotalSegments: segments }, maxPages, visit, stop.signal),
  );
  try {
    return (await Promise.all(reading)).every((isWhole) => isWhole);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(reading);
    throw error;
  }
}

async function scanSegment(
  client: DynamoDb,
  input: ScanCommandInput,
  maxPages: number,
  visit: (item: Item) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let next: Item | undefined;
  let pages = 0;
  do {
    const page = await client.scan({ ...input, ExclusiveStartKey: next, Limit: PAGE_ITEMS }, signal);
    page.Items?.forEach(visit);
    next = page.LastEvaluatedKey;
    pages += 1;
  } while (next && pages < maxPages);
  return next === undefined;
}
