import { Checked, permissionsOf } from './check';
import { grantsOfRole } from './check-roles';
import { WILDCARDS } from './reasons';
import { markdownTable } from '../figures/figures';

/** The totals of the check, and a table by function: identical roles of several forms share one row. */
export function figures({ findings, roles, cases }: Checked, given: number): string {
  const { all, wide } = permissionsOf(roles);
  const calls = roles.flatMap((role) => role.calls);
  const totals = markdownTable(
    ['what', 'number'],
    [
      [
        'forms of the constructs replayed, and other replays',
        `${new Set(roles.map(({ role }) => role.stackName)).size - Math.min(1, given)}, ${given}`,
      ],
      ['roles', roles.length],
      [
        'AWS calls made with a role: by handlers, Lambda, Athena and Firehose, and for the use of keys',
        calls.reduce((sum, { count }) => sum + count, 0),
      ],
      ['distinct calls: role, action, resource', calls.length],
      ['permissions: role, action, resource, condition', all],
      ['permissions with a wildcard, each with its reason', wide],
      ['reasons for wildcards', WILDCARDS.length],
      ['requests evaluated against the policies of queues, functions, keys and buckets', cases.length],
      ['requests that must be denied', cases.filter(({ expected }) => !expected).length],
      ['calls denied, permissions unused, wildcards without a reason, wrong results', findings.length],
    ],
  );
  return `${totals}\n\n${byFunction(roles)}`;
}

function byFunction(roles: Checked['roles']): string {
  const descriptions = [...new Set(roles.map(({ role }) => role.description))].sort();
  return markdownTable(
    ['function or stream', 'roles', 'calls', 'permissions', 'actions'],
    descriptions.map((description) => {
      const some = roles.filter(({ role }) => role.description === description);
      const grants = some.flatMap(({ role }) => grantsOfRole(role));
      const calls = some.flatMap((each) => each.calls).reduce((sum, { count }) => sum + count, 0);
      return [description, some.length, calls, grants.length, [...new Set(grants.map(({ action }) => `\`${action}\``))].sort().join(', ')];
    }),
  );
}
