/** Types of columns as Apache Hive, and so AWS Glue, writes them. */

/** Types without parts, with the name that DuckDB has for each. */
export const SCALARS = {
  string: 'VARCHAR',
  int: 'INTEGER',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
} as const;
export type ScalarType = keyof typeof SCALARS;

export type HiveType =
  | { readonly kind: 'scalar'; readonly scalar: ScalarType }
  | { readonly kind: 'array'; readonly element: HiveType }
  | { readonly kind: 'map'; readonly value: HiveType }
  | { readonly kind: 'struct'; readonly fields: readonly HiveField[] };

export interface HiveField {
  readonly name: string;
  readonly type: HiveType;
}

export class HiveTypeError extends Error {
  constructor(type: string, problem: string) {
    super(`The type ${type} is not supported: ${problem}`);
    this.name = 'HiveTypeError';
  }
}

export function parseHiveType(type: string): HiveType {
  const [parsed, rest] = parseAt(type, type);
  if (rest !== '') throw new HiveTypeError(type, `"${rest}" is left`);
  return parsed;
}

/** The type at the beginning of a text, and what follows it. */
function parseAt(text: string, whole: string): [HiveType, string] {
  const [word = ''] = /^[a-z]+/.exec(text) ?? [];
  const rest = text.slice(word.length);
  if (word in SCALARS) return [{ kind: 'scalar', scalar: word as ScalarType }, rest];
  if (word === 'array') {
    const [element, after] = parseAt(skip('<', rest, whole), whole);
    return [{ kind: 'array', element }, skip('>', after, whole)];
  }
  if (word === 'map') {
    const [value, after] = parseAt(skip('<string,', rest, whole), whole);
    return [{ kind: 'map', value }, skip('>', after, whole)];
  }
  if (word === 'struct') return parseStruct(skip('<', rest, whole), whole);
  throw new HiveTypeError(whole, `"${word}" is none of ${Object.keys(SCALARS).join(', ')}, array, map, struct`);
}

function parseStruct(text: string, whole: string): [HiveType, string] {
  const fields: HiveField[] = [];
  let rest = text;
  do {
    const [matched, name] = /^,?(\w+):/.exec(rest) ?? [];
    if (matched === undefined) throw new HiveTypeError(whole, `"${rest}" does not begin with a field`);
    const [type, after] = parseAt(rest.slice(matched.length), whole);
    fields.push({ name, type });
    rest = after;
  } while (rest.startsWith(','));
  return [{ kind: 'struct', fields }, skip('>', rest, whole)];
}

function skip(expected: string, text: string, whole: string): string {
  if (!text.startsWith(expected)) throw new HiveTypeError(whole, `"${expected}" is missing before "${text}"`);
  return text.slice(expected.length);
}

/** The type in DuckDB's SQL. */
export function duckDbType(type: HiveType): string {
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.scalar];
    case 'array':
      return `${duckDbType(type.element)}[]`;
    case 'map':
      return `MAP(VARCHAR, ${duckDbType(type.value)})`;
    case 'struct':
      return `STRUCT(${type.fields.map(({ name, type: field }) => `"${name}" ${duckDbType(field)}`).join(', ')})`;
  }
}
