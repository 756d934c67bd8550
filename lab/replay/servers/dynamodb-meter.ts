/**
 * Stands between the handlers and DynamoDB: asks for the consumed capacity of every request, adds it up and takes it out
 * of the answer again, so that handlers see what they would see in AWS.
 */
import { IncomingMessage } from 'node:http';
import { Answer } from './answer';
import { HttpConnection, HttpEndpoint, listen } from './http';
import { Interference, NO_INTERFERENCE } from './interference';
import { isObject, Json, JsonObject } from '../../aws/json';
import { DynamoDbCalls } from '../calls/dynamodb-calls';

export interface OperationUse {
  calls: number;
  readUnits: number;
  writeUnits: number;
  keysRead: number;
}

/** Use by table name, then by operation. */
export type TableUse = Map<string, Map<string, OperationUse>>;

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);
const METERED = new Set([...READS, 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

export class DynamoDbMeter {
  readonly use: TableUse = new Map();

  constructor(
    private readonly server: HttpConnection,
    private readonly calls: DynamoDbCalls,
  ) {}

  listen(interfere: Interference = NO_INTERFERENCE): Promise<HttpEndpoint> {
    return listen((message, body) => interfere('dynamodb', message, body, (given) => this.answer(message, given)));
  }

  private async answer({ headers }: IncomingMessage, body: string): Promise<Answer> {
    const operation = String(headers['x-amz-target']).replace(/^.*\./, '');
    const input = JSON.parse(body) as JsonObject;
    this.calls.note(headers, operation, input);
    if (!METERED.has(operation)) return this.server.post(headers, body);
    const asked = input.ReturnConsumedCapacity;
    const answer = await this.server.post(headers, JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' }));
    return this.measure(operation, input, answer, asked !== undefined && asked !== 'NONE');
  }

  private measure(operation: string, input: JsonObject, answer: Answer, keep: boolean): Answer {
    const output = JSON.parse(answer.body) as JsonObject;
    if (answer.status === 200) this.count(operation, input, output);
    else if (String(output.__type).endsWith('ConditionalCheckFailedException')) this.countRefused(operation, input);
    if (keep) return answer;
    const { ConsumedCapacity: _measured, ...rest } = output;
    const { 'x-amz-crc32': _checksum, ...headers } = answer.headers;
    return { ...answer, headers, body: JSON.stringify(rest) };
  }

  private count(operation: string, input: JsonObject, { ConsumedCapacity }: JsonObject): void {
    for (const capacity of Array.isArray(ConsumedCapacity) ? ConsumedCapacity : [ConsumedCapacity]) {
      if (!isObject(capacity)) continue;
      const table = String(capacity.TableName);
      const units = Number(capacity.CapacityUnits);
      const use = this.useOf(table, operation);
      use.calls += 1;
      if (READS.has(operation)) use.readUnits += units;
      else use.writeUnits += units;
      if (READS.has(operation)) use.keysRead += keysAsked(operation, input, table);
    }
  }

  /** A write that its condition refuses costs a unit all the same. */
  private countRefused(operation: string, input: JsonObject): void {
    const use = this.useOf(String(input.TableName), operation);
    use.calls += 1;
    use.writeUnits += 1;
  }

  private useOf(table: string, operation: string): OperationUse {
    const operations = this.use.get(table) ?? new Map<string, OperationUse>();
    this.use.set(table, operations);
    const use = operations.get(operation) ?? { calls: 0, readUnits: 0, writeUnits: 0, keysRead: 0 };
    operations.set(operation, use);
    return use;
  }
}

function keysAsked(operation: string, { RequestItems }: JsonObject, table: string): number {
  if (operation !== 'BatchGetItem') return 1;
  const request: Json | undefined = isObject(RequestItems) ? RequestItems[table] : undefined;
  return isObject(request) && Array.isArray(request.Keys) ? request.Keys.length : 1;
}
