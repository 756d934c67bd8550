import * as fc from 'fast-check';
import { accessChanges } from '../../../src/domain/grafana/access-changes';
import { GrafanaMember } from '../../../src/domain/names/grafana';

const member = (role: GrafanaMember['role'], id: string, type: GrafanaMember['type'] = 'SSO_USER'): GrafanaMember => ({ role, type, id });

describe('changes of access', () => {
  test('add what is missing, and nothing that is there', () => {
    const [ann, ben] = [member('ADMIN', 'ann'), member('VIEWER', 'ben')];
    expect(accessChanges({ current: [ann], wanted: [ann, ben], before: [] })).toEqual([{ action: 'ADD', member: ben }]);
  });

  test('revoke what is not wanted any more', () => {
    const ann = member('ADMIN', 'ann');
    expect(accessChanges({ current: [ann], wanted: [], before: [ann] })).toEqual([{ action: 'REVOKE', member: ann }]);
  });

  test('find a member whatever the case of its id', () => {
    expect(accessChanges({ current: [member('ADMIN', 'ANN')], wanted: [member('ADMIN', 'ann')], before: [] })).toEqual([]);
  });

  test('revoke another role before they add the wanted one', () => {
    const [viewer, admin] = [member('VIEWER', 'ann'), member('ADMIN', 'ann')];
    expect(accessChanges({ current: [viewer], wanted: [admin], before: [] })).toEqual([
      { action: 'REVOKE', member: viewer },
      { action: 'ADD', member: admin },
    ]);
  });

  test('leave alone whom nobody named, also a group with the id of a user', () => {
    const current = [member('ADMIN', 'zoe'), member('EDITOR', 'ann', 'SSO_GROUP')];
    expect(accessChanges({ current, wanted: [], before: [member('ADMIN', 'ann')] })).toEqual([]);
  });

  test('need no revocation of what somebody has revoked', () => {
    expect(accessChanges({ current: [], wanted: [], before: [member('ADMIN', 'ann')] })).toEqual([]);
  });
});

test('from any access, the changes lead to the wanted one, and repeated to no more changes', () => {
  const id = fc.constantFrom('ann', 'ben', 'zoe');
  const members = fc.uniqueArray(
    fc.record({ role: fc.constantFrom('ADMIN', 'EDITOR', 'VIEWER'), type: fc.constantFrom('SSO_USER', 'SSO_GROUP'), id }),
    { selector: ({ type, id: of }) => `${type}${of}` },
  ) as fc.Arbitrary<GrafanaMember[]>;
  const text = ({ role, type, id: of }: GrafanaMember) => `${role} ${type} ${of}`;
  fc.assert(
    fc.property(members, members, members, (current, wanted, before) => {
      const after = accessChanges({ current, wanted, before }).reduce<GrafanaMember[]>(
        (all, change) => (change.action === 'ADD' ? [...all, change.member] : all.filter((each) => text(each) !== text(change.member))),
        current,
      );
      expect(accessChanges({ current: after, wanted, before })).toEqual([]);
      const named = new Set([...wanted, ...before].map(({ type, id: of }) => `${type} ${of}`));
      const others = current.filter(({ type, id: of }) => !named.has(`${type} ${of}`));
      expect(after.map(text).sort()).toEqual([...wanted, ...others].map(text).sort());
    }),
  );
});
