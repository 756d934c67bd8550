import { JobItem, readJobItem } from '../../domain/explorer/job-item';
import { JobAttribute } from '../../domain/names/tables';
import { DynamoDb, Item } from '../aws/dynamodb';
import { pagesFor, scanTable } from '../aws/scan-table';
import { jobsInFlight } from '../in-flight/jobs-in-flight';

/** Read side by side. A page takes a tenth of a second and has at most 2,000 items. */
const SEGMENTS = 4;

/** Reads jobs from the table of jobs: one by its id, or those in flight. */
export class JobItems {
  constructor(
    private readonly client: DynamoDb,
    private readonly tableName: string,
  ) {}

  async get(jobId: string): Promise<JobItem | undefined> {
    const { Item: item = {} } = await this.client.getItem({ TableName: this.tableName, Key: { [JobAttribute.JOB_ID]: { S: jobId } } });
    return readItem(jobId, item);
  }

  /** Reads about as many items as it may, whether their jobs are in flight or not. Gives whether the table has no more. */
  inFlight(now: number, maxItems: number, visit: (job: JobItem) => void): Promise<boolean> {
    const extent = { segments: SEGMENTS, maxPages: pagesFor(maxItems, SEGMENTS) };
    return scanTable(this.client, jobsInFlight(this.tableName, Math.floor(now / 1000)), extent, (item) => {
      const job = readItem(String(item[JobAttribute.JOB_ID].S), item);
      if (job) visit(job);
    });
  }
}

function readItem(jobId: string, item: Item): JobItem | undefined {
  const attributes = Object.entries(item).map(([name, { S, N }]) => [name, N === undefined ? S : Number(N)] as const);
  return readJobItem(jobId, Object.fromEntries(attributes));
}
