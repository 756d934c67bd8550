import { Json } from '../json';
import { PatternError } from './pattern-error';
import { ValueTest } from './value-test';

type Comparison = (value: number) => boolean;

/** `numeric`: `["=", 5]`, one bound, or a lower bound and then an upper one. */
export function parseNumeric(operand: Json, path: string): ValueTest {
  if (!Array.isArray(operand)) throw new PatternError(path, '"numeric" takes an array');
  const comparisons = readComparisons(operand, path);
  return (value) => typeof value === 'number' && comparisons.every((compare) => compare(value));
}

function readComparisons(operand: readonly Json[], path: string): Comparison[] {
  const [operator, bound, secondOperator, secondBound] = operand;
  if (operand.length === 2) return [comparison(operator, bound, path)];
  const isRange = operand.length === 4 && isLower(operator) && isUpper(secondOperator);
  if (!isRange || Number(bound) >= Number(secondBound)) {
    throw new PatternError(path, `"numeric" takes a comparison, or a lower bound and an upper bound above it: ${JSON.stringify(operand)}`);
  }
  return [comparison(operator, bound, path), comparison(secondOperator, secondBound, path)];
}

const isLower = (operator: Json): boolean => operator === '>' || operator === '>=';
const isUpper = (operator: Json): boolean => operator === '<' || operator === '<=';

function comparison(operator: Json, bound: Json, path: string): Comparison {
  if (typeof bound !== 'number') throw new PatternError(path, `"numeric" compares with numbers, found ${JSON.stringify(bound)}`);
  switch (operator) {
    case '=':
      return (value) => value === bound;
    case '<':
      return (value) => value < bound;
    case '<=':
      return (value) => value <= bound;
    case '>':
      return (value) => value > bound;
    case '>=':
      return (value) => value >= bound;
    default:
      throw new PatternError(path, `"numeric" knows =, <, <=, > and >=, found ${JSON.stringify(operator)}`);
  }
}
