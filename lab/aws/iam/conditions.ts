/**
 * Conditions of statements.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { PermissionProblem } from './permission-problem';
import { Condition } from './statements';
import { matchesArn, matchesText } from './wildcards';

/** Values by condition key: what is known of a request. Names of keys have no case. */
export interface Context {
  readonly [conditionKey: string]: readonly string[];
}

type Test = (asked: string, value: string) => boolean;

const TESTS: { readonly [operator: string]: Test } = {
  StringEquals: (asked, value) => asked === value,
  StringEqualsIgnoreCase: (asked, value) => asked.toLowerCase() === value.toLowerCase(),
  StringLike: matchesText,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (asked, value) => asked.toLowerCase() === value.toLowerCase(),
};
/** Those that hold where no value passes, and where the key is absent. */
const NEGATED: { readonly [operator: string]: Test } = {
  StringNotEquals: TESTS.StringEquals,
  StringNotLike: TESTS.StringLike,
  ArnNotEquals: TESTS.ArnEquals,
  ArnNotLike: TESTS.ArnLike,
};

export const holdAll = (conditions: readonly Condition[], context: Context): boolean =>
  conditions.every((condition) => holds(condition, context));

export function holds({ operator, key, values }: Condition, context: Context): boolean {
  const given = valuesOf(context, key);
  const [, set, name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return values.includes(String(given.length === 0));
  if (ifExists !== undefined && given.length === 0) return true;
  const passes = testOf(name, operator);
  if (set === 'ForAllValues') return given.every((value) => passes(values, value));
  if (set === 'ForAnyValue') return given.some((value) => passes(values, value));
  if (given.length === 0) return name in NEGATED;
  return given.every((value) => passes(values, value));
}

function testOf(name: string, operator: string): (asked: readonly string[], value: string) => boolean {
  if (name in TESTS) return (asked, value) => asked.some((each) => TESTS[name](each, value));
  if (name in NEGATED) return (asked, value) => !asked.some((each) => NEGATED[name](each, value));
  throw new PermissionProblem(`The condition operator ${operator} is not known here`);
}

const valuesOf = (context: Context, key: string): readonly string[] =>
  Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1] ?? [];
