import { DynamoDb, ScanCommandInput } from '../../src/runtime/aws/dynamodb';
import { pagesFor, scanTable } from '../../src/runtime/aws/scan-table';

/** A table of which each segment has so many pages of one item. */
const tableOf = (...pages: readonly number[]) => {
  const scan = async ({ Segment = 0, ExclusiveStartKey }: ScanCommandInput) => {
    const page = Number(ExclusiveStartKey?.page.N ?? 0) + 1;
    return {
      Items: [{ id: { S: `${Segment}-${page}` } }],
      LastEvaluatedKey: page < pages[Segment] ? { page: { N: String(page) } } : undefined,
    };
  };
  return { scan } as unknown as DynamoDb;
};

describe('a scan', () => {
  test.each<[readonly number[], number | undefined, string[], boolean]>([
    [[1, 1], undefined, ['0-1', '1-1'], true],
    [[2, 1], undefined, ['0-1', '0-2', '1-1'], true],
    [[2, 1], 2, ['0-1', '0-2', '1-1'], true],
    [[2, 1], 1, ['0-1', '1-1'], false],
    [[1, 3], 2, ['0-1', '1-1', '1-2'], false],
    [[3, 3], 2, ['0-1', '0-2', '1-1', '1-2'], false],
  ])('of segments with %j pages, at most %s of each, visits %j; whole: %s', async (pages, maxPages, ids, isWhole) => {
    const seen: string[] = [];
    const read = scanTable(tableOf(...pages), { TableName: 't' }, { segments: pages.length, maxPages }, ({ id }) =>
      seen.push(id.S as string),
    );
    expect(await read).toBe(isWhole);
    expect(seen.sort()).toEqual(ids);
  });

  test.each([
    [400_000, 4, 50],
    [8_001, 4, 2],
    [0, 4, 0],
  ])('of %i items in %i segments reads %i pages of each', (items, segments, pages) => {
    expect(pagesFor(items, segments)).toBe(pages);
  });
});
