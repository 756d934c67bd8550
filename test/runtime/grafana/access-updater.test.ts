import { ProvisionedWorkspace, WORKSPACE } from './provisioned-workspace';
import { GrafanaMember, GrafanaRole } from '../../../src/domain/names/grafana';
import { answerError, answerJson } from '../stage/wire';

const workspace = new ProvisionedWorkspace();
const { api } = workspace;

const id = (number: number): string => `a1b2c3d4e5-00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const group = (role: GrafanaRole, number: number): GrafanaMember => ({ role, type: 'SSO_GROUP', id: id(number) });
const user = (role: GrafanaRole, number: number): GrafanaMember => ({ role, type: 'SSO_USER', id: id(number) });
const permission = ({ role, type, id: of }: GrafanaMember) => ({ role, user: { id: of, type } });

const properties = (members: readonly GrafanaMember[], workspaceId = WORKSPACE) => ({ workspaceId, members });
const create = (...members: GrafanaMember[]) => workspace.updateAccess({ RequestType: 'Create', ResourceProperties: properties(members) });
const update = (before: GrafanaMember[], members: GrafanaMember[]) =>
  workspace.updateAccess({ RequestType: 'Update', ResourceProperties: properties(members), OldResourceProperties: properties(before) });
const remove = (...members: GrafanaMember[]) => workspace.updateAccess({ RequestType: 'Delete', ResourceProperties: properties(members) });

beforeAll(() => workspace.listen());
beforeEach(() => {
  workspace.reset();
  jest.spyOn(Math, 'random').mockReturnValue(0);
});

afterAll(() => workspace.stop());

describe('access to a workspace', () => {
  test('is given to users and groups, and is the same after another time', async () => {
    const members = [group('ADMIN', 1), user('EDITOR', 2), user('VIEWER', 3)];
    expect(await create(...members)).toEqual({ PhysicalResourceId: WORKSPACE });
    expect(api.wire.requests.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
    await create(...members);
    expect(api.permissions).toEqual(members.map(permission));
  });

  test('changes a role by revoking the previous one first', async () => {
    await create(group('EDITOR', 1), user('VIEWER', 2));
    await update([group('EDITOR', 1), user('VIEWER', 2)], [group('ADMIN', 1)]);
    expect(api.permissions).toEqual([permission(group('ADMIN', 1))]);
  });

  test('replaces a role that somebody gave by hand', async () => {
    api.permissions = [permission(user('VIEWER', 1))];
    await create(user('ADMIN', 1));
    expect(api.permissions).toEqual([permission(user('ADMIN', 1))]);
  });

  test('of others stays, also of a group with the id of a user', async () => {
    const theirs = [permission(user('ADMIN', 8)), permission(group('EDITOR', 1))];
    api.permissions = theirs;
    await create(user('VIEWER', 1));
    await remove(user('VIEWER', 1));
    expect(api.permissions).toEqual(theirs);
  });

  test('is changed in steps of twenty, and read page by page', async () => {
    const members = Array.from({ length: 45 }, (_, number) => user('VIEWER', number));
    await create(...members);
    expect(api.wire.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(3);
    await remove(...members);
    expect(api.permissions).toEqual([]);
  });

  test('that is given although the response was lost is no error', async () => {
    let patches = 0;
    api.fail = ({ method }) => (method === 'PATCH' && patches++ === 0 ? 'lose' : undefined);
    await create(user('ADMIN', 1), group('VIEWER', 2));
    expect(api.permissions).toEqual([permission(user('ADMIN', 1)), permission(group('VIEWER', 2))]);
  });

  test('of an unknown user is refused with its role, its id and the reason', async () => {
    api.isUnknown = (unknown) => unknown === id(2);
    await expect(create(user('ADMIN', 1), user('VIEWER', 2))).rejects.toThrow(
      `Amazon Managed Grafana refused to change access: VIEWER of ${id(2)}: 404 not found in the directory`,
    );
  });

  test('is refused with all reasons, as far as they are known', async () => {
    const errors = [
      { code: 500, message: 'down' },
      { code: 400, message: 'no', causedBy: { role: 'VIEWER', users: [{ id: 'a' }, { id: 'b' }] } },
      { code: 409, message: 'taken', causedBy: { role: 'EDITOR' } },
    ];
    api.fail = ({ method }) => (method === 'PATCH' ? answerJson({ errors }) : undefined);
    await expect(create(user('ADMIN', 1))).rejects.toThrow(
      'refused to change access: role of unknown: 500 down; VIEWER of a, b: 400 no; EDITOR of unknown: 409 taken',
    );
  });

  test('is refused with an error that CloudFormation has room for, whoever is unknown', async () => {
    api.isUnknown = () => true;
    const members = Array.from({ length: 100 }, (_, number) => user('VIEWER', number));
    const error = await create(...members).catch(String);
    expect(error).toContain(`VIEWER of ${id(0)}: 404 not found in the directory; VIEWER of ${id(1)}`);
    expect(error).toMatch(/; and 95 more$/);
    expect(await create(...members.slice(0, 5)).catch(String)).toMatch(/ 404 not found in the directory$/);
    const long = { errors: Array(9).fill({ code: 500, message: 'x'.repeat(2000) }) };
    api.fail = ({ method }) => (method === 'PATCH' ? answerJson(long) : undefined);
    expect((await create(...members).catch(String))?.toString().length).toBeLessThan(2_000);
  });

  test('of nobody, and a response without errors, can be left out of responses', async () => {
    api.fail = () => answerJson({});
    await expect(create(user('ADMIN', 1))).resolves.toEqual({ PhysicalResourceId: WORKSPACE });
  });

  test('is not revoked in another workspace, which CloudFormation does', async () => {
    api.permissions = [permission(user('ADMIN', 1))];
    await workspace.updateAccess({
      RequestType: 'Update',
      ResourceProperties: properties([]),
      OldResourceProperties: properties([user('ADMIN', 1)], 'g-9999999999'),
    });
    expect(api.permissions).toEqual([permission(user('ADMIN', 1))]);
  });

  test('needs no revocation where the workspace was deleted, and its deletion fails for other reasons', async () => {
    api.exists = false;
    await expect(remove(user('ADMIN', 1))).resolves.toEqual({ PhysicalResourceId: WORKSPACE });
    await expect(create(user('ADMIN', 1))).rejects.toThrow('404 ResourceNotFoundException');
    api.fail = () => answerError('AccessDeniedException', 403);
    await expect(remove(user('ADMIN', 1))).rejects.toThrow('403 AccessDeniedException');
  });
});
