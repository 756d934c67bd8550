/** What a record holds under one name. Absent means unknown; fields are only added. */
export interface RecordField {
  readonly type: FieldType;
  /** Unit of a number. */
  readonly unit?: 's' | 'MiB' | 'USD';
  readonly meaning: string;
  /** Version of the schema (`SchemaVersion`) that added the field. */
  readonly since: number;
  /** Whether every record has it; by default a record has it where it is known. */
  readonly required?: true;
  /** Whether CloudWatch Logs indexes it, so that queries for one value skip other lines; every line of the log group with that name is indexed. */
  readonly indexed?: true;
  /** All values that it can have, where these are a closed set. */
  readonly values?: readonly string[];
}

/** Fields of one kind of record, by name, in the order in which the documentation lists them. */
export type RecordFields = Readonly<Record<string, RecordField>>;

/** Types of fields: as JSON has them (a timestamp is an ISO 8601 string in UTC), and as SQL does. */
export const SQL_TYPES = {
  string: 'string',
  int: 'int',
  double: 'double',
  boolean: 'boolean',
  timestamp: 'timestamp',
  map: 'map<string,string>',
  strings: 'array<string>',
  ints: 'array<int>',
  attempts: 'array<struct>',
} as const;
export type FieldType = keyof typeof SQL_TYPES;

/** The record that a table of fields describes. `Attempt` is the type of the entries of `attempts`. */
export type RecordOf<Fields extends RecordFields, Attempt = never> = {
  readonly [Name in keyof Fields as Fields[Name] extends { required: true } ? Name : never]: ValueOf<Fields[Name], Attempt>;
} & {
  readonly [Name in keyof Fields as Fields[Name] extends { required: true } ? never : Name]?: ValueOf<Fields[Name], Attempt>;
};

interface Values<Attempt> {
  readonly string: string;
  readonly int: number;
  readonly double: number;
  readonly boolean: boolean;
  readonly timestamp: string;
  readonly map: Readonly<Record<string, string>>;
  readonly strings: readonly string[];
  readonly ints: readonly number[];
  readonly attempts: readonly Attempt[];
}
type ValueOf<Field extends RecordField, Attempt> = Field extends { values: readonly (infer Value)[] }
  ? Value
  : Values<Attempt>[Field['type']];

/** How a field reads in SQL: `MemoryMiB` is `memory_mib`, `TotalRunningSeconds` is `total_running_seconds`. */
export const sqlName = (field: string): string =>
  field
    .replaceAll('MiB', 'Mib')
    .replaceAll(/(?!^)([A-Z])/g, '_$1')
    .toLowerCase();
