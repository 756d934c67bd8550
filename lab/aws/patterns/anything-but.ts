import { isObject, Json } from '../json';
import { PatternError } from './pattern-error';
import { parseTextOperator } from './text-operators';
import { ValueTest } from './value-test';

/** `anything-but` takes strings, or numbers, or one operator over strings. The field has to be there: absence is no other value. */
export function parseAnythingBut(operand: Json, path: string): ValueTest {
  if (isObject(operand)) return parseNegatedOperator(operand, path);
  const refused = Array.isArray(operand) ? operand : [operand];
  const kind = typeof refused[0];
  if (refused.length === 0 || (kind !== 'string' && kind !== 'number') || refused.some((value) => typeof value !== kind)) {
    throw new PatternError(path, `"anything-but" takes strings or numbers, found ${JSON.stringify(operand)}`);
  }
  return (value) => !refused.includes(value);
}

function parseNegatedOperator(operand: { [operator: string]: Json }, path: string): ValueTest {
  const operators = Object.keys(operand);
  if (operators.length !== 1) throw new PatternError(path, '"anything-but" takes one operator');
  const texts = operand[operators[0]];
  const list = Array.isArray(texts) ? texts : [texts];
  if (list.length === 0) throw new PatternError(path, `"anything-but" with an empty "${operators[0]}"`);
  const tests = list.map((text) => parseTextOperator(operators[0], text, path));
  return (value) => !tests.some((test) => test(value));
}
