import { parseAnythingBut } from './anything-but';
import { parseCidr } from './cidr';
import { isObject, Json } from '../json';
import { parseNumeric } from './numeric';
import { PatternError } from './pattern-error';
import { parseTextOperator } from './text-operators';
import { ValueTest } from './value-test';

/** One entry of a pattern's array: a literal, or an object with one operator. */
export function parseTest(test: Json, path: string): ValueTest | 'absent' {
  if (Array.isArray(test)) throw new PatternError(path, 'an array inside an array of values');
  if (!isObject(test)) return (value) => value === test;
  const operators = Object.keys(test);
  if (operators.length !== 1) throw new PatternError(path, `expected one operator in ${JSON.stringify(test)}`);
  return parseOperator(operators[0], test[operators[0]], path);
}

function parseOperator(operator: string, operand: Json, path: string): ValueTest | 'absent' {
  switch (operator) {
    case 'exists':
      if (typeof operand !== 'boolean') throw new PatternError(path, '"exists" takes true or false');
      return operand ? () => true : 'absent';
    case 'numeric':
      return parseNumeric(operand, path);
    case 'cidr':
      return parseCidr(operand, path);
    case 'anything-but':
      return parseAnythingBut(operand, path);
    default:
      return parseTextOperator(operator, operand, path);
  }
}
