/** The calls of replays against the roles: every call allowed, every permission used. */
import { FunctionRole } from './deployed-policies';
import { describeGrant, Grant, grantsOf, isUsedBy } from './grants';
import { Replayed } from './read-replay';
import { decide } from '../aws/iam/evaluate';
import { RecordedCall } from '../replay/calls/call-log';

/** A function's role in all the replays that deployed it so. */
export interface RoleInUse {
  readonly role: FunctionRole;
  readonly calls: readonly RecordedCall[];
}

/** The same role with the same policy is looked at once, with what all replays did with it. */
export function rolesInUse(replays: readonly Replayed[]): RoleInUse[] {
  const byRole = new Map<string, { role: FunctionRole; calls: RecordedCall[] }>();
  for (const { roles, calls } of replays) {
    for (const role of roles) {
      const key = JSON.stringify([role.stackName, role.functionId, role.statements]);
      const inUse = byRole.get(key) ?? { role, calls: [] };
      byRole.set(key, inUse);
      inUse.calls.push(...calls.filter((call) => call.function === role.functionId));
    }
  }
  return [...byRole.values()];
}

/** Calls that AWS would refuse. */
export function refusedCalls({ role, calls }: RoleInUse): string[] {
  return calls.flatMap((call) => {
    const decision = decide(role.statements, call);
    return decision === 'allowed' ? [] : [`${role.functionId}: ${call.action} on ${call.resource} (by ${call.by}) is ${decision}`];
  });
}

export const grantsOfRole = ({ functionId, statements }: FunctionRole): Grant[] =>
  statements.flatMap((statement) => grantsOf(statement, functionId));

/** What the role allows and no call needed. */
export function unusedGrants({ role, calls }: RoleInUse): Grant[] {
  return grantsOfRole(role).filter((grant) => !calls.some((call) => isUsedBy(grant, call)));
}

export const describeUnused = ({ role }: RoleInUse, grant: Grant): string =>
  `${role.functionId} may, and no replay did: ${describeGrant(grant)}`;
