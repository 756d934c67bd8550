/**
 * Whether policies allow a request: a statement that denies wins, and what no statement allows is denied.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { Context, holdAll } from './conditions';
import { Principals, Statement } from './statements';
import { matchesAction, matchesArn, matchesText } from './wildcards';

export interface Request {
  readonly action: string;
  /** An ARN; `*` where the action has no resource level. */
  readonly resource: string;
  readonly context: Context;
  /** Who asks, for policies of resources: `{ Service: 'events.amazonaws.com' }`, `{ AWS: ARN of a role }`. */
  readonly principal?: { readonly [kind: string]: string };
}

export type Decision = 'allowed' | 'denied by a statement' | 'allowed by no statement';

export function decide(statements: readonly Statement[], request: Request): Decision {
  const applying = statements.filter((statement) => applies(statement, request));
  if (applying.some(({ effect }) => effect === 'Deny')) return 'denied by a statement';
  return applying.length > 0 ? 'allowed' : 'allowed by no statement';
}

export function applies(statement: Statement, request: Request): boolean {
  return (
    namesAction(statement, request.action) &&
    namesResource(statement, request.resource) &&
    (statement.principals === undefined || namesPrincipal(statement.principals, request.principal ?? {})) &&
    holdAll(statement.conditions, request.context)
  );
}

function namesAction({ actions, notActions }: Statement, action: string): boolean {
  if (notActions.length > 0) return !notActions.some((pattern) => matchesAction(pattern, action));
  return actions.some((pattern) => matchesAction(pattern, action));
}

function namesResource({ resources, notResources }: Statement, resource: string): boolean {
  if (notResources.length > 0) return !notResources.some((pattern) => matchesArn(pattern, resource));
  return resources.some((pattern) => matchesArn(pattern, resource));
}

/** An account's root stands for all of the account: for those whose own policies allow it. */
function namesPrincipal(principals: Principals, principal: { readonly [kind: string]: string }): boolean {
  if (principals.AWS?.includes('*')) return true;
  return Object.entries(principal).some(([kind, name]) =>
    principals[kind]?.some((pattern) => pattern === name || (isRoot(pattern) && sameAccount(pattern, name))),
  );
}

const isRoot = (arn: string): boolean => matchesText('arn:*:iam::*:root', arn);
const sameAccount = (one: string, other: string): boolean => one.split(':')[4] === other.split(':')[4];
