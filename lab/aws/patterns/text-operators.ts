import { PatternError } from './pattern-error';
import { ValueTest } from './value-test';
import { parseWildcard } from './wildcard';
import { isObject, Json } from '../json';

const lower = (text: string): string => text.toLowerCase();

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
