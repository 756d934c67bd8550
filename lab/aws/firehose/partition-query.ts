/**
 * The jq queries that dynamic partitioning takes its keys by, as far as the templates use them: an object of paths, each with an alternative
 * (`{day: (.day // error("no day"))}`). Any other query is an error.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-partitioning-keys.html
 */
import { isObject, Json, JsonObject } from '../json';

export class PartitionQueryError extends Error {
  constructor(query: string) {
    super(
      `The partition query ${query} is not supported: only {key: .path} and {key: (.path // error("text"))} are run, and commas between keys`,
    );
    this.name = 'PartitionQueryError';
  }
}

/** A record has no keys to partition by. */
export class NoPartitionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoPartitionError';
  }
}

/** The partition keys of a record. */
export type PartitionQuery = (record: JsonObject) => { readonly [key: string]: string };

interface Key {
  readonly name: string;
  readonly path: readonly string[];
  /** What the query stops with where the path has no value. */
  readonly error?: string;
}

const PATH = String.raw`((?:\.[A-Za-z_]\w*)+)`;
const KEY = new RegExp(String.raw`^([A-Za-z_]\w*)\s*:\s*(?:${PATH}|\(\s*${PATH}\s*//\s*error\(\s*("(?:[^"\\]|\\.)*")\s*\)\s*\))$`);

export function compilePartitionQuery(query: string): PartitionQuery {
  const [, inner = ''] = /^\s*\{\s*(.*?)\s*\}\s*$/s.exec(query) ?? [];
  const keys = inner.split(/\s*,\s*(?=\w+\s*:)/).map((text) => readKey(text, query));
  return (record) => Object.fromEntries(keys.map((key) => [key.name, valueOf(key, record)]));
}

function readKey(text: string, query: string): Key {
  const [, name, plain, withError, error] = KEY.exec(text) ?? [];
  if (name === undefined) throw new PartitionQueryError(query);
  const path = (plain ?? withError).split('.').slice(1);
  return { name, path, ...(error !== undefined && { error: JSON.parse(error) as string }) };
}

/** In jq, null and false are no values for `//`. Firehose takes neither null nor an empty text for a key. */
function valueOf({ path, error }: Key, record: JsonObject): string {
  const value = select(record, path);
  if (error !== undefined && (value === null || value === false)) throw new NoPartitionError(error);
  if (typeof value !== 'string' || value === '') throw new NoPartitionError('partitionKeys values must not be null or empty');
  return value;
}

/** In jq, a field of null is null, and a field of anything else that is no object is an error. */
function select(record: JsonObject, path: readonly string[]): Json {
  return path.reduce<Json>((value, name) => {
    if (value === null) return null;
    if (!isObject(value)) throw new NoPartitionError(`Cannot index ${Array.isArray(value) ? 'array' : typeof value} with "${name}"`);
    return Object.hasOwn(value, name) ? value[name] : null;
  }, record);
}
