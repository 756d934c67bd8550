import { evaluate } from './evaluate';
import type { Row } from './log-event';
import type { Expression } from './syntax-tree';
import { Value, compareNaturally, toNumber, toText } from './values';

/** What `stats` calculates over the rows of a group. */
interface AggregateDefinition {
  /** How many arguments it takes. */
  readonly min: number;
  readonly max: number;
  readonly apply: (samples: Samples) => Value;
}

/** A group's values of the first argument (missing ones left out), and what else an aggregation may ask for. */
interface Samples {
  readonly rows: readonly Row[];
  readonly hasArgument: boolean;
  readonly values: () => readonly Value[];
  readonly numbers: () => readonly number[];
  readonly byTime: () => readonly Value[];
  readonly parameter: number;
}

const ascending = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);
const sum = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((total, number) => total + number, 0);
const last = <T>(items: readonly T[]): T | undefined => items[items.length - 1];
const first = (values: readonly Value[]): Value =>
  values.reduce((best, value) => (compareNaturally(value, best) < 0 ? value : best), values[0]);
const final = (values: readonly Value[]): Value =>
  values.reduce((best, value) => (compareNaturally(value, best) > 0 ? value : best), values[0]);

/** Between the two nearest values, in proportion. */
export function percentile(numbers: readonly number[], percent: number): number | undefined {
  if (numbers.length === 0) return undefined;
  const sorted = ascending(numbers);
  const place = (Math.min(100, Math.max(0, percent)) / 100) * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below] + (sorted[Math.ceil(place)] - sorted[below]) * (place - below);
}

function average(numbers: readonly number[]): number | undefined {
  const total = sum(numbers);
  return total === undefined ? undefined : total / numbers.length;
}

/** Of a sample. */
function standardDeviation(numbers: readonly number[]): number | undefined {
  const mean = average(numbers);
  if (mean === undefined || numbers.length < 2) return undefined;
  return Math.sqrt(numbers.reduce((total, number) => total + (number - mean) ** 2, 0) / (numbers.length - 1));
}

export const AGGREGATES: ReadonlyMap<string, AggregateDefinition> = new Map(
  Object.entries({
    count: { min: 0, max: 1, apply: ({ rows, hasArgument, values }) => (hasArgument ? values().length : rows.length) },
    count_distinct: { min: 1, max: 1, apply: ({ values }) => new Set(values().map(toText)).size },
    sum: { min: 1, max: 1, apply: ({ numbers }) => sum(numbers()) },
    avg: { min: 1, max: 1, apply: ({ numbers }) => average(numbers()) },
    min: { min: 1, max: 1, apply: ({ values }) => first(values()) },
    max: { min: 1, max: 1, apply: ({ values }) => final(values()) },
    pct: { min: 2, max: 2, apply: ({ numbers, parameter }) => percentile(numbers(), parameter) },
    median: { min: 1, max: 1, apply: ({ numbers }) => percentile(numbers(), 50) },
    stddev: { min: 1, max: 1, apply: ({ numbers }) => standardDeviation(numbers()) },
    earliest: { min: 1, max: 1, apply: ({ byTime }) => byTime()[0] },
    latest: { min: 1, max: 1, apply: ({ byTime }) => last(byTime()) },
    sortsfirst: { min: 1, max: 1, apply: ({ values }) => first(values()) },
    sortslast: { min: 1, max: 1, apply: ({ values }) => final(values()) },
  } satisfies Record<string, AggregateDefinition>),
);

type Call = Extract<Expression, { kind: 'call' }>;

export function aggregate(call: Call, rows: readonly Row[]): Value {
  const [argument, parameter] = call.args;
  const valueOf = (row: Row): Value => (argument ? evaluate(argument, row) : undefined);
  const values = (): Value[] => rows.map(valueOf).filter((value) => value !== undefined);
  return AGGREGATES.get(call.name)!.apply({
    rows,
    hasArgument: argument !== undefined,
    values,
    numbers: () =>
      values()
        .map(toNumber)
        .filter((number) => number !== undefined),
    byTime: () =>
      inOrderOfTime(rows)
        .map(valueOf)
        .filter((value) => value !== undefined),
    parameter: (parameter && toNumber(evaluate(parameter, rows[0]))) ?? 0,
  });
}

function inOrderOfTime(rows: readonly Row[]): readonly Row[] {
  const time = (row: Row): number => toNumber(row.get('@timestamp')) ?? 0;
  return [...rows].sort((a, b) => time(a) - time(b));
}
