import { RECORD_SCHEMAS } from '../../src/domain/names/record-schemas';

/** The fields of each kind of record; nested fields are not asked for. */
export const FIELDS_OF_RECORDS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(RECORD_SCHEMAS).map(([type, fields]) => [type, Object.keys(fields)]),
);

/** The kinds of records that a query is about. */
export const recordTypesOf = (query: string): string[] => [...query.matchAll(/RecordType = "([\w-]+)"/g)].map(([, type]) => type);

const TEXTS_AND_PATTERNS = /"[^"]*"|\/\^[^\s]*\//g;
const ALIASES = /\bas (\w+)|\(\?<(\w+)>/g;
const FUNCTION_CALLS = /\b\w+(?=\()/g;
const DURATIONS = /\b\d+[a-z]+\b/g;
const WORDS = new Set([
  'fields',
  'filter',
  'parse',
  'stats',
  'sort',
  'limit',
  'display',
  'dedup',
  'by',
  'as',
  'and',
  'or',
  'not',
  'in',
  'asc',
  'desc',
]);

/** The names that a query reads from records: what is left without commands, functions, texts and names that it made itself. */
export function fieldsOf(query: string): string[] {
  const commands = query.replace(/^SOURCE '[^']*' \| /, '');
  const made = [...commands.matchAll(ALIASES)].map(([, alias, group]) => alias ?? group);
  const words =
    commands
      .replace(TEXTS_AND_PATTERNS, '')
      .replace(FUNCTION_CALLS, '')
      .replace(DURATIONS, '')
      .match(/@?[A-Za-z]\w*/g) ?? [];
  return [...new Set(words.filter((word) => !WORDS.has(word) && !made.includes(word)))];
}
