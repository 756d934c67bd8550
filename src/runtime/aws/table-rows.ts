import { AttributeValue, DynamoDb, isConditionFailure, Item } from './dynamodb';

/** Values by attribute name. Undefined values leave the attribute unchanged. */
export type Values = Readonly<Record<string, Value | undefined>>;
/** A list is stored as a string set. */
type Value = string | number | readonly string[];
export type Row = Item;

export interface RowUpdate {
  readonly set?: Values;
  /** String sets to add to the stored sets. */
  readonly add?: Values;
  /** Values that are only set if the attribute does not exist yet. */
  readonly once?: Values;
  /** Names of attributes to remove. */
  readonly remove?: readonly string[];
  readonly condition?: Condition;
}

export interface Condition {
  /** Uses `#name` for attributes and `:name` for values. */
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values?: Values;
}

/** Updates rows of a table. */
export class TableRows {
  constructor(
    private readonly client: DynamoDb,
    private readonly tableName: string,
    private readonly keyName: string,
  ) {}

  /** Updates a row. Returns the updated row, or undefined if the condition failed. */
  async update(key: string, update: RowUpdate): Promise<Row | undefined> {
    try {
      const { Attributes } = await this.client.updateItem({
        TableName: this.tableName,
        Key: { [this.keyName]: { S: key } },
        ReturnValues: 'ALL_NEW',
        ...expressionsOf(update),
      });
      return Attributes as Row;
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  }
}

function expressionsOf({ set = {}, once = {}, add = {}, remove = [], condition }: RowUpdate) {
  const assigned = [...known(set).map((entry) => ({ entry, once: false })), ...known(once).map((entry) => ({ entry, once: true }))];
  const added = known(add);
  const values = known(condition?.values ?? {}).map(([name, value]) => [`:${name}`, attributeOf(value)]);
  return {
    UpdateExpression: [
      `SET ${assigned.map((each, i) => (each.once ? `#${i} = if_not_exists(#${i}, :${i})` : `#${i} = :${i}`)).join(', ')}`,
      ...(remove.length > 0 ? [`REMOVE ${remove.map((_, i) => `#remove${i}`).join()}`] : []),
      ...(added.length > 0 ? [`ADD ${added.map((_, i) => `#add${i} :add${i}`).join()}`] : []),
    ].join(' '),
    ConditionExpression: condition?.expression,
    ExpressionAttributeNames: {
      ...namesOf(
        '',
        assigned.map(({ entry }) => entry),
      ),
      ...namesOf('add', added),
      ...Object.fromEntries(remove.map((name, i) => [`#remove${i}`, name])),
      ...condition?.names,
    },
    ExpressionAttributeValues: {
      ...valuesOf(
        '',
        assigned.map(({ entry }) => entry),
      ),
      ...valuesOf('add', added),
      ...Object.fromEntries(values),
    },
  };
}

type Entry = readonly [name: string, value: Value];

const known = (values: Values): Entry[] => Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== undefined);
const namesOf = (prefix: string, entries: readonly Entry[]) => Object.fromEntries(entries.map(([name], i) => [`#${prefix}${i}`, name]));
const valuesOf = (prefix: string, entries: readonly Entry[]) =>
  Object.fromEntries(entries.map(([, value], i) => [`:${prefix}${i}`, attributeOf(value)]));

function attributeOf(value: Value): AttributeValue {
  if (typeof value === 'number') return { N: String(value) };
  return typeof value === 'string' ? { S: value } : { SS: [...value] };
}
