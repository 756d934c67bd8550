import { GrafanaMember } from '../names/grafana';

/** One instruction of `UpdatePermissions`. */
export interface AccessChange {
  readonly action: 'ADD' | 'REVOKE';
  readonly member: GrafanaMember;
}

export interface AccessState {
  /** What members have, whoever gave it to them. */
  readonly current: readonly GrafanaMember[];
  readonly wanted: readonly GrafanaMember[];
  /** What this stack wanted before. Other members are not touched. */
  readonly before: readonly GrafanaMember[];
}

/** What leads from the current to the wanted access. A member has one role, so that another one is revoked before the wanted one is added. */
export function accessChanges({ current, wanted, before }: AccessState): AccessChange[] {
  const managed = new Set([...wanted, ...before].map(identity));
  const kept = new Set(wanted.map(grant));
  const present = new Set(current.map(grant));
  const obsolete = current.filter((member) => managed.has(identity(member)) && !kept.has(grant(member)));
  const missing = wanted.filter((member) => !present.has(grant(member)));
  return [...obsolete.map((member) => change('REVOKE', member)), ...missing.map((member) => change('ADD', member))];
}

const change = (action: AccessChange['action'], member: GrafanaMember): AccessChange => ({ action, member });
const identity = ({ type, id }: GrafanaMember): string => `${type} ${id.toLowerCase()}`;
const grant = (member: GrafanaMember): string => `${identity(member)} ${member.role}`;
