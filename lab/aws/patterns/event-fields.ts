import { isObject, Json, JsonObject } from '../json';

/** A leaf of an event, with the array elements that it lies in. */
export interface Field {
  readonly value: Json;
  /** Pairs of array and index, outermost first. */
  readonly elements: readonly (readonly [number, number])[];
}

/** Leaves by dotted path. */
export type EventFields = ReadonlyMap<string, readonly Field[]>;

/** The leaves on the wanted paths. Empty objects and empty arrays have none, so for a pattern they do not exist. */
export function readFields(event: JsonObject, wanted: ReadonlySet<string>): EventFields {
  const fields = new Map<string, Field[]>();
  let arrays = 0;
  const walk = (value: Json, path: string, elements: Field['elements']): void => {
    if (Array.isArray(value)) {
      const array = arrays++;
      value.forEach((element, index) => walk(element, path, [...elements, [array, index]]));
    } else if (isObject(value)) {
      walkMembers(value, path, elements);
    } else {
      const leaves = fields.get(path);
      if (leaves) leaves.push({ value, elements });
      else fields.set(path, [{ value, elements }]);
    }
  };
  const walkMembers = (object: JsonObject, path: string, elements: Field['elements']): void => {
    for (const [key, member] of Object.entries(object)) {
      const inner = path === '' ? key : `${path}.${key}`;
      if (wanted.has(inner)) walk(member, inner, elements);
    }
  };
  walkMembers(event, '', []);
  return fields;
}
