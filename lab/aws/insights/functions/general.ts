import type { FunctionDefinition } from './definition';
import { Value, fromJson, isTrue, toFlag, toText } from '../values';

function parseJson(value: Value): Value {
  const text = toText(value);
  try {
    return text === undefined ? undefined : fromJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Conditions and their values by turns; one more at the end is the default. Nothing, where no condition is true and there is none. */
function firstTrue(args: readonly Value[]): Value {
  const defaultValue = args.length % 2 === 1 ? args[args.length - 1] : undefined;
  const index = args.findIndex((condition, place) => place % 2 === 0 && place + 1 < args.length && isTrue(condition));
  return index < 0 ? defaultValue : args[index + 1];
}

export const generalFunctions: Readonly<Record<string, FunctionDefinition>> = {
  ispresent: { min: 1, max: 1, apply: ([value]) => toFlag(value !== undefined) },
  if: { min: 3, max: 3, apply: ([condition, value, otherwise]) => (isTrue(condition) ? value : otherwise) },
  case: { min: 2, max: 21, apply: firstTrue },
  coalesce: { min: 1, max: Infinity, apply: (args) => args.find((arg) => arg !== undefined) },
  jsonparse: { min: 1, max: 1, apply: ([value]) => parseJson(value) },
  jsonstringify: { min: 1, max: 1, apply: ([value]) => (value === undefined ? undefined : JSON.stringify(value)) },
};
