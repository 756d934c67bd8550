import { parseAnythingBut } from './anything-but';
import { parseCidr } from './cidr';
import { isObject, Json } from '../json';
import { parseNumeric } from './numeric';
import { PatternError } from './pattern-error';
import { parseWildcard } from './wildcard';

/** Whether a leaf of the event passes. */
export type ValueTest = (value: Json) => boolean;

const lower = (text: string): string => text.toLowerCase();

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

/** Operators over strings, which `anything-but` knows too. */
export function parseTextOperator(operator: string, operand: Json, path: string): ValueTest {
  switch (operator) {
    case 'prefix':
      return parseEdge(operand, path, operator, (value, edge) => value.startsWith(edge));
    case 'suffix':
      return parseEdge(operand, path, operator, (value, edge) => value.endsWith(edge));
    case 'equals-ignore-case': {
      const expected = lower(textOf(operand, path, operator));
      return (value) => typeof value === 'string' && lower(value) === expected;
    }
    case 'wildcard':
      return parseWildcard(textOf(operand, path, operator), path);
    default:
      throw new PatternError(path, `unknown operator "${operator}"`);
  }
}

function parseEdge(operand: Json, path: string, operator: string, isEdge: (value: string, edge: string) => boolean): ValueTest {
  if (isObject(operand) && Object.keys(operand).join() === 'equals-ignore-case') {
    const edge = lower(textOf(operand['equals-ignore-case'], path, operator));
    return (value) => typeof value === 'string' && isEdge(lower(value), edge);
  }
  const edge = textOf(operand, path, operator);
  return (value) => typeof value === 'string' && isEdge(value, edge);
}

function textOf(operand: Json, path: string, operator: string): string {
  if (typeof operand !== 'string') throw new PatternError(path, `"${operator}" takes a string, found ${JSON.stringify(operand)}`);
  return operand;
}
