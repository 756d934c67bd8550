import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GrafanaWorkspaceProps } from './grafana-workspace-props';
import { GrafanaMember, GrafanaRole } from '../domain/names/grafana';
import { reject } from '../prop-check/prop-check';

/** The props that name members, with the role that they give. */
const MEMBER_PROPS = {
  adminUserIds: ['ADMIN', 'SSO_USER'],
  adminGroupIds: ['ADMIN', 'SSO_GROUP'],
  editorUserIds: ['EDITOR', 'SSO_USER'],
  editorGroupIds: ['EDITOR', 'SSO_GROUP'],
  viewerUserIds: ['VIEWER', 'SSO_USER'],
  viewerGroupIds: ['VIEWER', 'SSO_GROUP'],
} as const satisfies Readonly<Record<string, readonly [GrafanaRole, GrafanaMember['type']]>>;
type MemberProp = keyof typeof MEMBER_PROPS;
const PROPS = Object.keys(MEMBER_PROPS) as MemberProp[];

/** An id of IAM Identity Center: a UUID, with the store in front of it or without. */
const ID = /^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** All users and groups that get a role. */
export const membersOf = (props: GrafanaWorkspaceProps): GrafanaMember[] =>
  PROPS.flatMap((prop) => {
    const [role, type] = MEMBER_PROPS[prop];
    return (props[prop] ?? []).map((id) => ({ role, type, id }));
  });

/** Rejects what is no id, and members with two roles. */
export function checkMembers(scope: Construct, props: GrafanaWorkspaceProps): void {
  const seen = new Map<string, MemberProp>();
  for (const prop of PROPS) {
    checkList(scope, prop, props[prop]);
    for (const id of props[prop] ?? []) {
      checkId(scope, prop, id);
      const member = `${MEMBER_PROPS[prop][1]} ${id.toLowerCase()}`;
      checkOneRole(scope, prop, id, seen.get(member));
      seen.set(member, prop);
    }
  }
}

/** Each id is a member of its own. */
function checkList(scope: Construct, prop: MemberProp, ids: readonly string[] | undefined): void {
  if (!Token.isUnresolved(ids)) return;
  reject(scope, { prop, value: ids, allowed: 'a list that is known at synthesis', fix: 'List the ids one by one: an id may be a token.' });
}

function checkId(scope: Construct, prop: MemberProp, id: string): void {
  if (Token.isUnresolved(id) || ID.test(id)) return;
  reject(scope, {
    prop,
    value: id,
    allowed: 'an id of IAM Identity Center, such as "a1b2c3d4e5-01234567-89ab-cdef-0123-456789abcdef"',
    fix: 'The console of IAM Identity Center shows it as "User ID" or "Group ID"; names and e-mail addresses are no ids.',
  });
}

function checkOneRole(scope: Construct, prop: MemberProp, id: string, other: MemberProp | undefined): void {
  if (!other) return;
  reject(scope, {
    prop,
    value: id,
    allowed: `in one list, and ${other} has it too`,
    fix: 'Give each user or group one role, the highest that it needs.',
  });
}
