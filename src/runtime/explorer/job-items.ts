import { JobItem, readJobItem } from '../../domain/explorer/job-item';
import { JobAttribute } from '../../domain/names/tables';
import { DynamoDb } from '../aws/dynamodb';

/** Reads single jobs from the table of jobs. */
export class JobItems {
  constructor(
    private readonly client: DynamoDb,
    private readonly tableName: string,
  ) {}

  async get(jobId: string): Promise<JobItem | undefined> {
    const { Item = {} } = await this.client.getItem({ TableName: this.tableName, Key: { [JobAttribute.JOB_ID]: { S: jobId } } });
    const attributes = Object.entries(Item).map(([name, { S, N }]) => [name, N === undefined ? S : Number(N)] as const);
    return readJobItem(jobId, Object.fromEntries(attributes));
  }
}
