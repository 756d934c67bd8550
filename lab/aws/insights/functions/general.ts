import type { FunctionDefinition } from './definition';
import { Value, fromJson, toFlag, toText } from '../values';

function parseJson(value: Value): Value {
  const text = toText(value);
  try {
    return text === undefined ? undefined : fromJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export const generalFunctions: Readonly<Record<string, FunctionDefinition>> = {
  ispresent: { min: 1, max: 1, apply: ([value]) => toFlag(value !== undefined) },
  coalesce: { min: 1, max: Infinity, apply: (args) => args.find((arg) => arg !== undefined) },
  jsonparse: { min: 1, max: 1, apply: ([value]) => parseJson(value) },
  jsonstringify: { min: 1, max: 1, apply: ([value]) => (value === undefined ? undefined : JSON.stringify(value)) },
};
