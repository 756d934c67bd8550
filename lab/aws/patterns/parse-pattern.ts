import { isObject, Json, JsonObject } from '../json';
import { PatternError } from './pattern-error';
import { ValueTest } from './value-test';
import { parseTest } from './value-tests';

/** One way for an event to match: every path has a leaf that passes one of its tests, or is absent where that is asked. */
export type Alternative = Map<string, readonly (ValueTest | 'absent')[]>;

/** Multiplies `$or` out, so that matching knows only alternatives. */
export function parsePattern(pattern: Json): Alternative[] {
  if (!isObject(pattern)) throw new PatternError('', 'a pattern is an object');
  return parseObject(pattern, '', [new Map()]);
}

function parseObject(object: JsonObject, path: string, outer: Alternative[]): Alternative[] {
  const entries = Object.entries(object);
  if (entries.length === 0) throw new PatternError(path, 'an empty object matches nothing');
  let alternatives = outer;
  for (const [key, value] of entries) {
    const inner = path === '' ? key : `${path}.${key}`;
    if (key === '$or' && isOr(value)) alternatives = parseOr(value, path, alternatives);
    else if (isObject(value)) alternatives = parseObject(value, inner, alternatives);
    else alternatives = addTests(parseTests(value, inner), inner, alternatives);
  }
  return alternatives;
}

/** `$or` is the operator only over two objects or more; anything else is a field of that name. */
const isOr = (value: Json): value is JsonObject[] => Array.isArray(value) && value.length > 1 && value.every(isObject);

function parseOr(branches: readonly JsonObject[], path: string, outer: readonly Alternative[]): Alternative[] {
  return branches.flatMap((branch) =>
    parseObject(
      branch,
      path,
      outer.map((alternative) => new Map(alternative)),
    ),
  );
}

function addTests(tests: readonly (ValueTest | 'absent')[], path: string, alternatives: readonly Alternative[]): Alternative[] {
  return alternatives.map((alternative) => new Map(alternative).set(path, tests));
}

function parseTests(value: Json, path: string): (ValueTest | 'absent')[] {
  if (!Array.isArray(value)) throw new PatternError(path, `expected an array of values, found ${JSON.stringify(value)}`);
  if (value.length === 0) throw new PatternError(path, 'an empty array matches nothing');
  return value.map((test) => parseTest(test, path));
}
