/**
 * Reads a JSON record by the columns of a table, as the OpenX JSON SerDe does: attributes that are no column are dropped, absent ones are null,
 * names are compared with their case (`CaseInsensitive` is false), and a value that is not of its column's type makes the whole record unreadable.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-concepts.html
 */
import { HiveField, HiveType, ScalarType } from './hive-type';
import { isObject, Json, JsonObject } from '../json';

export class ConversionError extends Error {
  constructor(value: Json, type: string, name: string) {
    super(`${name}: ${kindOf(value)} is no ${type}`);
    this.name = 'ConversionError';
  }
}

const INT = { lowest: -2_147_483_648, highest: 2_147_483_647 };
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z?$/;

/** The row of a record. */
export const readRow = (record: JsonObject, columns: readonly HiveField[]): JsonObject => readStruct(record, columns, '');

function readStruct(record: JsonObject, fields: readonly HiveField[], path: string): JsonObject {
  const values = new Map(Object.entries(record));
  return Object.fromEntries(fields.map(({ name, type }) => [name, read(values.get(name) ?? null, type, `${path}${name}`)]));
}

function read(value: Json, type: HiveType, path: string): Json {
  if (value === null) return null;
  switch (type.kind) {
    case 'scalar':
      return readScalar(value, type.scalar, path);
    case 'array':
      if (!Array.isArray(value)) throw new ConversionError(value, 'array', path);
      return value.map((element, index) => read(element, type.element, `${path}[${index}]`));
    case 'map':
      if (!isObject(value)) throw new ConversionError(value, 'map', path);
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [wellFormed(key), read(each, type.value, `${path}.${key}`)]));
    case 'struct':
      if (!isObject(value)) throw new ConversionError(value, 'struct', path);
      return readStruct(value, type.fields, `${path}.`);
  }
}

type Scalar = Exclude<Json, null | Json[] | JsonObject>;
const isScalar = (value: Json): value is Scalar => !isObject(value) && !Array.isArray(value) && value !== null;

/** Undefined where the value is not of the type. A text column takes any value, as JSON where it has parts. */
const READERS: Readonly<Record<ScalarType, (value: Json) => Json | undefined>> = {
  string: (value) => wellFormed(isScalar(value) ? String(value) : JSON.stringify(value)),
  int: (value) => (Number.isInteger(value) && (value as number) >= INT.lowest && (value as number) <= INT.highest ? value : undefined),
  bigint: (value) => (Number.isSafeInteger(value) ? value : undefined),
  double: (value) => (typeof value === 'number' ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  timestamp: (value) => readTime(value),
};

function readScalar(value: Json, type: ScalarType, path: string): Json {
  const known = READERS[type](value);
  if (known === undefined) throw new ConversionError(value, type, path);
  return known;
}

/** ISO 8601 in UTC, or seconds or milliseconds of the epoch. */
function readTime(value: Json): string | undefined {
  if (typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value))) return value.replace(' ', 'T').replace(/Z?$/, 'Z');
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return new Date(value < 100_000_000_000 ? value * 1000 : value).toISOString();
}

/** Files hold UTF-8, which has no half of a surrogate pair. */
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

const kindOf = (value: Json): string => (Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`);
