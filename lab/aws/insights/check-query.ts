import { AGGREGATES } from './aggregates';
import { FUNCTIONS } from './functions/index';
import { parsePeriod } from './periods';
import { InsightsQueryError } from './query-error';
import type { Column, Command, Expression } from './syntax-tree';

/** Where an expression stands decides what it may use. */
interface Place {
  readonly query: string;
  /** Groups of a `stats` command: outside its aggregations only these names have a value. */
  readonly groups?: readonly string[];
}

/** Refuses what cannot be run before a row is read, so that an empty log group hides no mistake. */
export function checkQuery(query: string, commands: readonly Command[]): void {
  for (const command of commands) checkCommand(command, query);
}

function checkCommand(command: Command, query: string): void {
  if (command.kind === 'stats') return checkStats(command.columns, command.by, query);
  for (const expression of expressionsOf(command)) check(expression, { query });
}

function expressionsOf(command: Command): readonly Expression[] {
  switch (command.kind) {
    case 'fields':
    case 'display':
      return command.columns.map(({ expression }) => expression);
    case 'filter':
      return [command.condition];
    case 'sort':
      return command.keys.map(({ expression }) => expression);
    case 'dedup':
      return command.fields;
    case 'parse':
    case 'unnest':
      return [command.source];
    default:
      return [];
  }
}

function checkStats(columns: readonly Column[], by: readonly Column[], query: string): void {
  by.forEach(({ expression }) => check(expression, { query }));
  columns.forEach(({ expression }) => check(expression, { query, groups: by.map(({ name }) => name) }));
}

function check(expression: Expression, place: Place): void {
  if (expression.kind === 'call') return checkCall(expression, place);
  if (expression.kind === 'duration') fail(`Unexpected "${expression.text}"`, expression, place);
  if (expression.kind === 'field' && place.groups && !place.groups.includes(expression.name)) {
    fail(`Field "${expression.name}" of "stats" needs an aggregation such as max(${expression.name})`, expression, place);
  }
  operandsOf(expression).forEach((operand) => check(operand, place));
}

function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'binary':
      return [expression.left, expression.right];
    case 'negative':
    case 'not':
    case 'matches':
      return [expression.operand];
    case 'in':
      return [expression.operand, ...expression.options];
    default:
      return [];
  }
}

type Call = Extract<Expression, { kind: 'call' }>;

function checkCall(call: Call, place: Place): void {
  const aggregation = AGGREGATES.get(call.name);
  const definition = aggregation ?? FUNCTIONS.get(call.name);
  if (!definition) return fail(`Unsupported function "${call.name}"`, call, place);
  if (aggregation && !place.groups) fail(`"${call.name}" is an aggregation: it belongs in "stats", not inside another one`, call, place);
  if (call.args.length < definition.min || call.args.length > definition.max) fail(argumentCount(call, definition), call, place);
  const period = FUNCTIONS.get(call.name)?.period;
  // Inside an aggregation every field of a row may be used, but no other aggregation.
  const inside = aggregation ? { query: place.query } : place;
  call.args.forEach((arg, index) => (index === period ? checkPeriod(arg, call, place) : check(arg, inside)));
}

function checkPeriod(arg: Expression, call: Call, place: Place): void {
  const isPeriod = arg.kind === 'duration' && parsePeriod(arg.text) !== undefined;
  if (!isPeriod) fail(`"${call.name}" takes a period such as 5m`, arg, place);
}

function argumentCount({ name, args }: Call, { min, max }: { min: number; max: number }): string {
  const wanted = min === max ? `${min}` : `${min} to ${max === Infinity ? 'any number' : max}`;
  return `"${name}" takes ${wanted} arguments, found ${args.length}`;
}

function fail(reason: string, { position }: Expression, { query }: Place): never {
  throw new InsightsQueryError(reason, query, position);
}
