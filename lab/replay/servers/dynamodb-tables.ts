import { HttpConnection } from './http';
import { JsonObject } from '../../aws/json';

/** The embedded server looks for a signature and does not check it. */
const SIGNATURE = 'AWS4-HMAC-SHA256 Credential=replay/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** The replay's own calls, past the meter. */
export class DynamoDbTables {
  private readonly partitionKeys = new Map<string, string>();

  constructor(private readonly server: HttpConnection) {}

  async create(definition: JsonObject): Promise<void> {
    await this.call('CreateTable', definition);
    const schema = (definition.KeySchema ?? []) as unknown as readonly { readonly AttributeName: string; readonly KeyType: string }[];
    this.partitionKeys.set(String(definition.TableName), schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '');
  }

  partitionKeyOf(table: string): string | undefined {
    return this.partitionKeys.get(table);
  }

  /** All items, in DynamoDB's attribute values. */
  async *items(table: string): AsyncGenerator<JsonObject> {
    let start: JsonObject | undefined;
    do {
      const page = await this.call('Scan', { TableName: table, ...(start ? { ExclusiveStartKey: start } : {}) });
      yield* page.Items as JsonObject[];
      start = page.LastEvaluatedKey as JsonObject | undefined;
    } while (start !== undefined);
  }

  private async call(operation: string, input: JsonObject): Promise<JsonObject> {
    const { status, body } = await this.server.post(
      {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization: SIGNATURE,
      },
      JSON.stringify(input),
    );
    if (status !== 200) throw new Error(`DynamoDB ${operation} failed: ${body}`);
    return JSON.parse(body) as JsonObject;
  }
}
