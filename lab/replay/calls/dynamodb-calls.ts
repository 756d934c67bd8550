import { IncomingHttpHeaders } from 'node:http';
import { CallLog, NewCall } from './call-log';
import { isObject, Json, JsonObject } from '../../aws/json';
import { callerOf } from '../servers/caller';
import { DynamoDbTables } from '../servers/dynamodb-tables';

/** The requests of DynamoDB as IAM sees them: one call for each table that one names, with the partition keys that it asks for. */
export class DynamoDbCalls {
  constructor(
    private readonly log: CallLog,
    private readonly tables: DynamoDbTables,
    private readonly arnOf: (table: string) => string,
  ) {}

  note(headers: IncomingHttpHeaders, operation: string, input: JsonObject): void {
    for (const [table, keys] of keysByTable(input)) {
      this.log.note(callerOf(headers), {
        by: 'handler',
        action: `dynamodb:${operation}`,
        resource: this.arnOf(table),
        context: leadingKeys(keys, this.tables.partitionKeyOf(table)),
      });
    }
  }
}

function keysByTable({ RequestItems, TableName, Key, Item }: JsonObject): [table: string, keys: readonly Json[]][] {
  if (!isObject(RequestItems)) return [[String(TableName), [Key ?? Item ?? null]]];
  return Object.entries(RequestItems).map(([table, request]) => [
    table,
    isObject(request) && Array.isArray(request.Keys) ? request.Keys : [],
  ]);
}

/** Absent in a scan, which asks for no key. */
function leadingKeys(keys: readonly Json[], partitionKey: string | undefined): NewCall['context'] {
  const values = keys.flatMap((key) => {
    const value = isObject(key) ? key[partitionKey ?? ''] : undefined;
    return isObject(value) ? Object.values(value).map(String) : [];
  });
  return values.length === 0 ? {} : { 'dynamodb:LeadingKeys': values };
}
