import { PatternError } from './pattern-error';
import { ValueTest } from './value-test';

/** `*` stands for any characters; `\*` and `\\` are the characters themselves. */
export function parseWildcard(wildcard: string, path: string): ValueTest {
  let expression = '';
  for (let position = 0; position < wildcard.length; position++) {
    const character = wildcard[position];
    if (character === '*') {
      if (wildcard[position + 1] === '*') throw new PatternError(path, `"${wildcard}" has two wildcards side by side`);
      expression += '[^]*';
    } else if (character === '\\') {
      expression += escape(readEscaped(wildcard, ++position, path));
    } else {
      expression += escape(character);
    }
  }
  const compiled = new RegExp(`^${expression}$`);
  return (value) => typeof value === 'string' && compiled.test(value);
}

function readEscaped(wildcard: string, position: number, path: string): string {
  const escaped = wildcard[position];
  if (escaped !== '*' && escaped !== '\\') throw new PatternError(path, `"${wildcard}" escapes something else than * and \\`);
  return escaped;
}

const escape = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
