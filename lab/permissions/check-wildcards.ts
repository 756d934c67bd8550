import { grantsOfRole } from './check-roles';
import { FunctionRole } from './deployed-policies';
import { describeGrant, Grant } from './grants';
import { hasWildcard, isReasonFor, Reason, WILDCARDS } from './reasons';

/** Wildcards without a reason, and reasons without a wildcard. */
export function wildcardFindings(roles: readonly FunctionRole[], reasons: readonly Reason[] = WILDCARDS): string[] {
  const wide = roles.flatMap((role) =>
    grantsOfRole(role)
      .filter(hasWildcard)
      .map((grant) => ({ role, grant })),
  );
  const unneeded = reasons
    .flatMap(({ actions, ...rest }) => actions.map((action) => ({ ...rest, actions: [action] })))
    .filter((reason) => !wide.some(({ grant }) => isReasonFor(reason, grant)));
  return [
    ...wide
      .filter(({ grant }) => !isExplained(grant, reasons))
      .map(({ role, grant }) => `${role.functionId} has a wildcard without a reason: ${describeGrant(grant)}`),
    ...unneeded.map(({ actions, resource }) => `No role needs the reason for ${actions.join()} on ${resource} any more`),
  ];
}

const isExplained = (grant: Grant, reasons: readonly Reason[]): boolean => reasons.some((reason) => isReasonFor(reason, grant));
