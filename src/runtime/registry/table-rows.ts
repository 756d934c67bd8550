import { AttributeValue, ConditionalCheckFailedException, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { InstanceAttribute } from '../../domain/names/tables';

/** Values by attribute; what is undefined is left as it is. */
export type Values = Readonly<Record<string, string | number | undefined>>;
export type Row = Record<string, AttributeValue>;

export interface RowUpdate {
  readonly set: Values;
  /** Values of which the first one stays. */
  readonly once?: Values;
  readonly condition?: Condition;
}

export interface Condition {
  /** With `#name` for attributes, `:name` for values. */
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values?: Values;
}

/** The rows of the instance table, whatever they are about. */
export class TableRows {
  constructor(private readonly client: DynamoDBClient, private readonly tableName: string) {}

  /** Returns the row as it was before and as it is now; nothing where the condition refused the update. */
  async update(key: string, update: RowUpdate, returned: 'ALL_OLD' | 'ALL_NEW' = 'ALL_NEW'): Promise<Row | undefined> {
    try {
      const { Attributes = {} } = await this.client.send(new UpdateItemCommand({
        TableName: this.tableName, Key: { [InstanceAttribute.KEY]: { S: key } }, ReturnValues: returned, ...expressionsOf(update),
      }));
      return Attributes;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }
}

function expressionsOf({ set, once = {}, condition }: RowUpdate) {
  const assigned = [...known(set).map(entry => ({ entry, once: false })), ...known(once).map(entry => ({ entry, once: true }))];
  const values = known(condition?.values ?? {}).map(([name, value]) => [`:${name}`, attributeOf(value)]);
  return {
    UpdateExpression: `SET ${assigned.map((each, i) => each.once ? `#${i} = if_not_exists(#${i}, :${i})` : `#${i} = :${i}`).join(', ')}`,
    ConditionExpression: condition?.expression,
    ExpressionAttributeNames: { ...Object.fromEntries(assigned.map(({ entry: [name] }, i) => [`#${i}`, name])), ...condition?.names },
    ExpressionAttributeValues: { ...Object.fromEntries(assigned.map(({ entry: [, value] }, i) => [`:${i}`, attributeOf(value)])), ...Object.fromEntries(values) },
  };
}

const known = (values: Values): (readonly [string, string | number])[] =>
  Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== undefined);

const attributeOf = (value: string | number): AttributeValue => typeof value === 'number' ? { N: String(value) } : { S: value };
