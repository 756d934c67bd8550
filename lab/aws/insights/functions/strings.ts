import type { FunctionDefinition } from './definition';
import { Value, toFlag, toNumber, toText } from '../values';

/** A function of a text and further arguments; missing when the text is. */
function ofText(min: number, max: number, apply: (text: string, args: readonly Value[]) => Value): FunctionDefinition {
  return {
    min,
    max,
    apply: ([first, ...rest]) => {
      const text = toText(first);
      return text === undefined ? undefined : apply(text, rest);
    },
  };
}

const characters = (value: Value): string => `[${(toText(value) ?? '').replace(/[\\\]^-]/g, '\\$&') || '\\s'}]+`;
const trimStart = (text: string, set: Value): string => text.replace(new RegExp(`^${characters(set)}`), '');
const trimEnd = (text: string, set: Value): string => text.replace(new RegExp(`${characters(set)}$`), '');

function part(text: string, [start, length]: readonly Value[]): Value {
  const from = toNumber(start) ?? 0;
  return text.slice(from, length === undefined ? undefined : from + (toNumber(length) ?? 0));
}

export const stringFunctions: Readonly<Record<string, FunctionDefinition>> = {
  isempty: { min: 1, max: 1, apply: ([value]) => toFlag((toText(value) ?? '') === '') },
  isblank: { min: 1, max: 1, apply: ([value]) => toFlag((toText(value) ?? '').trim() === '') },
  concat: { min: 1, max: Infinity, apply: (args) => args.map((arg) => toText(arg) ?? '').join('') },
  ltrim: ofText(1, 2, (text, [set]) => trimStart(text, set)),
  rtrim: ofText(1, 2, (text, [set]) => trimEnd(text, set)),
  trim: ofText(1, 2, (text, [set]) => trimEnd(trimStart(text, set), set)),
  strlen: ofText(1, 1, (text) => [...text].length),
  toupper: ofText(1, 1, (text) => text.toUpperCase()),
  tolower: ofText(1, 1, (text) => text.toLowerCase()),
  substr: ofText(2, 3, part),
  replace: ofText(3, 3, (text, [search, replacement]) => text.replaceAll(toText(search) ?? '', () => toText(replacement) ?? '')),
  strcontains: { min: 2, max: 2, apply: ([text, search]) => toFlag((toText(text) ?? '').includes(toText(search) ?? '')) },
};
