import { KEYWORDS, MATH_FUNCTIONS, MathContext } from './functions';
import type { MathNode } from './parser';
import { MathValue, asSeries, isList, isSeries, mapValues, sameSeries, withPoints } from './values';
import { MetricError } from '../metric-error';
import type { Series } from '../series';

/** The other metrics and expressions of the widget, and the search for more. */
export interface WidgetScope extends MathContext {
  readonly resolve: (id: string) => MathValue | undefined;
  /** Metrics of the widget, all or those whose label or id contains a text. */
  readonly metrics: (containing?: string) => readonly Series[];
  readonly search: (search: string, stat: string, period: number | undefined) => readonly Series[];
}

export function evaluateMath(node: MathNode, around: WidgetScope): MathValue {
  switch (node.kind) {
    case 'number':
    case 'text':
      return node.value;
    case 'name':
      return named(node.name, around);
    case 'list':
      return node.items.flatMap((item) => listItem(evaluateMath(item, around)));
    case 'negative':
      return binary('*', -1, evaluateMath(node.operand, around));
    case 'binary':
      return binary(node.operator, evaluateMath(node.left, around), evaluateMath(node.right, around));
    case 'call':
      return call(
        node.name,
        node.args.map((arg) => evaluateMath(arg, around)),
        around,
      );
  }
}

function named(name: string, around: WidgetScope): MathValue {
  const value = around.resolve(name) ?? (KEYWORDS.includes(name) ? name : undefined);
  if (value === undefined) throw new MetricError(`Nothing on this widget has the id "${name}"`);
  return value;
}

const listItem = (value: MathValue): readonly Series[] => (isList(value) ? value : [asSeries(value, 'A list')]);

function call(name: string, args: readonly MathValue[], around: WidgetScope): MathValue {
  if (name === 'METRICS') return around.metrics(args[0] === undefined ? undefined : String(args[0]));
  if (name === 'SEARCH') return search(args, around);
  const apply = MATH_FUNCTIONS.get(name);
  if (!apply) throw new MetricError(`Unsupported metric math function "${name}"`);
  if (args.length === 0) throw new MetricError(`${name} takes arguments`);
  return apply(args, around);
}

function search([text, stat, period]: readonly MathValue[], around: WidgetScope): MathValue {
  if (typeof text !== 'string' || typeof stat !== 'string') {
    throw new MetricError("SEARCH takes 'a search', 'a statistic' and an optional period");
  }
  return around.search(text, stat, typeof period === 'number' ? period : undefined);
}

function binary(operator: string, left: MathValue, right: MathValue): MathValue {
  if (isList(left) && isList(right)) throw new MetricError(`"${operator}" takes one list of time series, not two`);
  if (isList(left)) return left.map((series) => sameSeries(series, asSeries(binary(operator, series, right), operator)));
  if (isList(right)) return right.map((series) => sameSeries(series, asSeries(binary(operator, left, series), operator)));
  if (typeof left === 'string' || typeof right === 'string') throw new MetricError(`"${operator}" takes numbers and time series`);
  if (typeof left === 'number' && typeof right === 'number') return calculate(operator, left, right);
  if (typeof left === 'number') return mapValues(right as Series, (value) => calculate(operator, left, value));
  if (typeof right === 'number') return mapValues(left, (value) => calculate(operator, value, right));
  return seriesBySeries(operator, left, right);
}

/** Only where both have a value. */
function seriesBySeries(operator: string, left: Series, right: Series): Series {
  if (!isSeries(right)) throw new MetricError(`"${operator}" takes numbers and time series`);
  const common = [...left.points].filter(([ms]) => right.points.has(ms));
  return withPoints(
    { ...left, metric: undefined, label: '' },
    common.map(([ms, value]) => [ms, calculate(operator, value, right.points.get(ms)!)] as const),
  );
}

function calculate(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '^':
      return left ** right;
    case '<':
      return Number(left < right);
    case '<=':
      return Number(left <= right);
    case '>':
      return Number(left > right);
    case '>=':
      return Number(left >= right);
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
    case '&&':
      return Number(Boolean(left) && Boolean(right));
    default:
      return Number(Boolean(left) || Boolean(right));
  }
}
