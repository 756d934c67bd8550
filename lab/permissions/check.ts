/**
 * Checks the policies of a deployment against the calls of its replays, and computes the figures of that check.
 *
 * Each call that was made must be allowed, each permission that is granted must have been used, and each wildcard must have its reason in
 * `reasons.ts`. The policies of queues, functions, keys and buckets are asked the cases of `cases.ts`. `lab/aws/iam` evaluates.
 */
import { Case, casesOf, wrongAnswers } from './cases';
import { describeUnused, grantsOfRole, refusedCalls, RoleInUse, rolesInUse, unusedGrants } from './check-roles';
import { wildcardFindings } from './check-wildcards';
import { FunctionRole } from './deployed-policies';
import { Grant } from './grants';
import { Replayed } from './read-replay';
import { hasWildcard, MADE_BY_OTHERS } from './reasons';
import { matchesText } from '../aws/iam/wildcards';

export interface Checked {
  readonly findings: readonly string[];
  readonly roles: readonly RoleInUse[];
  readonly cases: readonly Case[];
}

/**
 * The forms bring every permission to use, each in its own role. Given replays may leave some unused that the forms
 * show to be needed: nothing fails in them.
 */
export function check(forms: readonly Replayed[], given: readonly Replayed[]): Checked {
  const all = [...forms, ...given];
  const [ofForms, ofGiven] = [forms, given].map((replays) => rolesInUse(replays).filter(({ role }) => !isMadeByOthers(role)));
  const roles = [...ofForms, ...ofGiven];
  const cases = all.flatMap(casesOf);
  return {
    roles,
    cases,
    findings: [
      ...roles.flatMap(({ role }) => role.managedPolicies.map((policy) => `${role.functionId} has a policy that others write: ${policy}`)),
      ...roles.flatMap(refusedCalls),
      ...ofForms.flatMap((role) => unusedGrants(role).map((grant) => describeUnused(role, grant))),
      ...ofGiven.flatMap((role) =>
        unusedGrants(role)
          .filter((grant) => !isUsedInForms(role, grant, ofForms))
          .map((grant) => describeUnused(role, grant)),
      ),
      ...wildcardFindings(roles.map(({ role }) => role)),
      ...wrongAnswers(cases),
      ...all.flatMap(({ unexpected }) => unexpected.map((each) => `${each} lets others in, and was not looked at`)),
      ...MADE_BY_OTHERS.filter(
        ({ functionId }) => !all.some((replay) => replay.roles.some((role) => matchesText(functionId, role.functionId))),
      ).map(({ functionId }) => `There is no function ${functionId} any more`),
    ],
  };
}

export const permissionsOf = (roles: readonly RoleInUse[]): { all: number; wide: number } => {
  const grants = roles.flatMap(({ role }) => grantsOfRole(role));
  return { all: grants.length, wide: grants.filter(hasWildcard).length };
};

const isMadeByOthers = (role: FunctionRole): boolean => MADE_BY_OTHERS.some(({ functionId }) => matchesText(functionId, role.functionId));

function isUsedInForms({ role }: RoleInUse, { sid, action }: Grant, forms: readonly RoleInUse[]): boolean {
  return forms
    .filter((form) => form.role.description === role.description)
    .some((form) => {
      const unused = unusedGrants(form);
      return grantsOfRole(form.role).some(
        (grant) => grant.sid === sid && grant.action === action && !unused.some((each) => each.action === action && each.sid === sid),
      );
    });
}
