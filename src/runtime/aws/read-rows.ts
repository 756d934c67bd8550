import { DynamoDb, Item } from './dynamodb';
import { pauseBeforeRetry } from './pause';
import { Deadline } from '../deadline';

/** The limit of BatchGetItem. */
export const ROWS_PER_CALL = 100;
const TRIES = 5;

/** Rows to read: at most `ROWS_PER_CALL`. */
export interface WantedRows {
  readonly tableName: string;
  readonly keyName: string;
  readonly keys: readonly string[];
}

/** Reads the rows that exist, in one call as a rule. DynamoDB can leave some of them for the next call. */
export async function readRows(client: DynamoDb, { tableName, keyName, keys }: WantedRows, deadline: Deadline): Promise<Item[]> {
  return readAll(
    client,
    tableName,
    keys.map((key) => ({ [keyName]: { S: key } })),
    deadline,
  );
}

async function readAll(client: DynamoDb, tableName: string, keys: readonly Item[], deadline: Deadline, tried = 1): Promise<Item[]> {
  const answer = await client.batchGetItem({ RequestItems: { [tableName]: { Keys: [...keys] } } });
  const found = answer.Responses?.[tableName] ?? [];
  const left = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  if (left.length === 0) return found;
  if (tried === TRIES) throw new Error(`DynamoDB left ${left.length} keys unprocessed after ${TRIES} tries`);
  await pauseBeforeRetry(tried, deadline.millis);
  return [...found, ...(await readAll(client, tableName, left, deadline, tried + 1))];
}
