/** What a role's policy allows, taken apart: one action, on one resource, under one value of each condition. */
import { applies } from '../aws/iam/evaluate';
import { PermissionProblem } from '../aws/iam/permission-problem';
import { Condition, Statement } from '../aws/iam/statements';
import { RecordedCall } from '../replay/calls/call-log';

export interface Grant {
  readonly sid: string;
  readonly action: string;
  readonly resource: string;
  readonly conditions: readonly Condition[];
}

export function grantsOf(statement: Statement, place: string): Grant[] {
  const { sid, effect, actions, resources, conditions } = statement;
  if (effect === 'Deny') return [];
  if (actions.length === 0 || resources.length === 0) {
    throw new PermissionProblem(`${place}: a statement allows by exclusion, which cannot be exact`);
  }
  return actions.flatMap((action) =>
    resources.flatMap((resource) => variantsOf(conditions).map((each) => ({ sid, action, resource, conditions: each }))),
  );
}

/** Whether a call needed just this. */
export const isUsedBy = (grant: Grant, { action, resource, context }: RecordedCall): boolean =>
  applies(
    { ...grant, effect: 'Allow', actions: [grant.action], notActions: [], resources: [grant.resource], notResources: [] },
    { action, resource, context },
  );

/** Each value of a list must be of use, not the list as a whole. */
function variantsOf(conditions: readonly Condition[]): Condition[][] {
  return conditions.reduce<Condition[][]>(
    (variants, condition) =>
      variants.flatMap((variant) => condition.values.map((value) => [...variant, { ...condition, values: [value] }])),
    [[]],
  );
}

export const describeGrant = ({ sid, action, resource, conditions }: Grant): string =>
  `${sid === '' ? '' : `${sid}: `}${action} on ${resource}${conditions.map(({ operator, key, values }) => ` where ${operator} ${key} ${values.join()}`).join('')}`;
