/** Policies as IAM reads them. */
import { PermissionProblem } from './permission-problem';
import { isObject, Json, JsonObject } from '../json';

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Principals by kind, such as `Service`; `*` under `AWS` is everybody. */
export interface Principals {
  readonly [kind: string]: readonly string[];
}

export interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly conditions: readonly Condition[];
  /** In policies of resources alone. */
  readonly principals?: Principals;
}

const KNOWN = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition', 'Principal'];

export function readPolicy(document: Json | undefined, place: string): Statement[] {
  if (!isObject(document)) throw new PermissionProblem(`${place}: the policy is no object`);
  return [document.Statement ?? []].flat().map((statement) => readStatement(statement, place));
}

function readStatement(statement: Json, place: string): Statement {
  if (!isObject(statement)) throw new PermissionProblem(`${place}: a statement is no object`);
  const unknown = Object.keys(statement).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) throw new PermissionProblem(`${place}: ${unknown} of a statement is not known here`);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    throw new PermissionProblem(`${place}: Effect is ${JSON.stringify(statement.Effect)}`);
  }
  return {
    sid: String(statement.Sid ?? ''),
    effect: statement.Effect,
    actions: texts(statement.Action),
    notActions: texts(statement.NotAction),
    resources: texts(statement.Resource),
    notResources: texts(statement.NotResource),
    conditions: readConditions(statement.Condition),
    principals: statement.Principal === undefined ? undefined : readPrincipals(statement.Principal),
  };
}

function readConditions(conditions: Json | undefined): Condition[] {
  if (!isObject(conditions)) return [];
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys as JsonObject).map(([key, values]) => ({ operator, key, values: texts(values) })),
  );
}

function readPrincipals(principal: Json): Principals {
  if (!isObject(principal)) return { AWS: texts(principal) };
  return Object.fromEntries(Object.entries(principal).map(([kind, values]) => [kind, texts(values)]));
}

const texts = (value: Json | undefined): string[] => (value === undefined ? [] : [value].flat().map(String));
