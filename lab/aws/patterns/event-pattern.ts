/**
 * EventBridge event patterns, as AWS's own matcher (event-ruler) reads them. Written here because no package
 * agrees with it: objects of one array element must match together, `exists` looks at leaves, `anything-but`
 * needs the field to be there, and a `$or` with one branch is refused.
 */
import { EventFields, Field, readFields } from './event-fields';
import { Json, JsonObject } from '../json';
import { Alternative, parsePattern } from './parse-pattern';
import { ValueTest } from './value-test';

export { PatternError } from './pattern-error';

export interface EventPattern {
  matches(event: JsonObject): boolean;
}

/** Reads a pattern; throws `PatternError`, which names the place, where EventBridge would refuse it. */
export function compilePattern(pattern: Json): EventPattern {
  const alternatives = parsePattern(pattern).map(prepare);
  const wanted = prefixesOf(alternatives.flatMap((alternative) => alternative.map(({ path }) => path)));
  return {
    matches: (event) => {
      const fields = readFields(event, wanted);
      return alternatives.some((alternative) => matchFrom(0, alternative, fields, new Map()));
    },
  };
}

interface PathTests {
  readonly path: string;
  readonly tests: readonly ValueTest[];
  readonly mayBeAbsent: boolean;
}

/** Paths in their sorted order, as event-ruler walks them: an absent field is asked for within the array elements chosen so far. */
function prepare(alternative: Alternative): PathTests[] {
  return [...alternative]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([path, tests]) => ({
      path,
      tests: tests.filter((test): test is ValueTest => test !== 'absent'),
      mayBeAbsent: tests.includes('absent'),
    }));
}

function prefixesOf(paths: readonly string[]): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (const path of paths) {
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) prefixes.add(path.slice(0, dot));
    prefixes.add(path);
  }
  return prefixes;
}

/** The array elements chosen so far: array to index. */
type Elements = ReadonlyMap<number, number>;

function matchFrom(position: number, alternative: readonly PathTests[], fields: EventFields, elements: Elements): boolean {
  if (position === alternative.length) return true;
  const { path, tests, mayBeAbsent } = alternative[position];
  let present = false;
  for (const field of fields.get(path) ?? []) {
    const joined = join(elements, field);
    if (joined === undefined) continue;
    present = true;
    if (tests.some((test) => test(field.value)) && matchFrom(position + 1, alternative, fields, joined)) return true;
  }
  return mayBeAbsent && !present && matchFrom(position + 1, alternative, fields, elements);
}

/** The chosen elements with this field's own, or nothing where the two contradict each other. */
function join(elements: Elements, field: Field): Elements | undefined {
  if (field.elements.length === 0) return elements;
  const joined = new Map(elements);
  for (const [array, index] of field.elements) {
    const chosen = joined.get(array);
    if (chosen !== undefined && chosen !== index) return undefined;
    joined.set(array, index);
  }
  return joined;
}
