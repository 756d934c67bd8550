import { FUNCTIONS } from './functions/index';
import type { Row } from './log-event';
import type { Expression } from './syntax-tree';
import { Value, compare, isEqual, isTrue, toFlag, toNumber, toText } from './values';

/** Results of the aggregations of one group, by their place in the query. */
export type AggregateResults = ReadonlyMap<Expression, Value>;

export function evaluate(expression: Expression, row: Row, aggregates?: AggregateResults): Value {
  const inner = (operand: Expression): Value => evaluate(operand, row, aggregates);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'duration':
      return expression.text;
    case 'field':
      return row.get(expression.name);
    case 'negative':
      return negate(inner(expression.operand));
    case 'not':
      return toFlag(!isTrue(inner(expression.operand)));
    case 'matches':
      return toFlag(expression.pattern.test(toText(inner(expression.operand)) ?? ''));
    case 'in':
      return toFlag(expression.options.some((option) => isEqual(inner(expression.operand), inner(option))));
    case 'binary':
      return binary(
        expression.operator,
        () => inner(expression.left),
        () => inner(expression.right),
      );
    case 'call':
      return aggregates?.has(expression)
        ? aggregates.get(expression)
        : FUNCTIONS.get(expression.name)!.apply(expression.args.map(inner), row);
  }
}

function binary(operator: string, left: () => Value, right: () => Value): Value {
  switch (operator) {
    case 'and':
      return toFlag(isTrue(left()) && isTrue(right()));
    case 'or':
      return toFlag(isTrue(left()) || isTrue(right()));
    case '=':
      return toFlag(isEqual(left(), right()));
    case '!=':
      return toFlag(!isEqual(left(), right()));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return toFlag(isOrdered(operator, left(), right()));
    default:
      return calculate(operator, toNumber(left()), toNumber(right()));
  }
}

/** No order holds for a missing value. */
function isOrdered(operator: string, left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return false;
  const order = compare(left, right);
  if (order === 0) return operator.endsWith('=');
  return operator.startsWith(order < 0 ? '<' : '>');
}

function calculate(operator: string, left: number | undefined, right: number | undefined): Value {
  if (left === undefined || right === undefined) return undefined;
  const result = arithmetic(operator, left, right);
  return Number.isFinite(result) ? result : undefined;
}

function arithmetic(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return left ** right;
  }
}

function negate(value: Value): Value {
  const number = toNumber(value);
  return number === undefined ? undefined : -number;
}
