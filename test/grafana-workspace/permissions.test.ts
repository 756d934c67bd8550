import { Stack } from 'aws-cdk-lib';
import { memberId } from './full-grafana-workspace';
import { GrafanaDashboardsProperties } from '../../src/domain/names/grafana';
import { GrafanaDashboards } from '../../src/grafana-dashboards';
import { GrafanaWorkspace } from '../../src/grafana-workspace';
import { JobEventCollector } from '../../src/job-event-collector';
import { roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';
import { ProvisionedWorkspace, WORKSPACE } from '../runtime/grafana/provisioned-workspace';
import { answerError } from '../runtime/stage/wire';

const workspace = new ProvisionedWorkspace();
let synthesis: Synthesis;
beforeAll(async () => {
  synthesis = synthesize((stack: Stack) => {
    const collector = new JobEventCollector(stack, 'Collector');
    const created = new GrafanaWorkspace(stack, 'Workspace', { adminUserIds: [memberId(1)] });
    created.addDashboards(new GrafanaDashboards(stack, 'Grafana', { collector }));
  });
  await workspace.listen();
});
beforeEach(() => workspace.reset());
afterAll(() => workspace.stop());

/** The IAM action of each request to the API of Amazon Managed Grafana. */
const ACTIONS: readonly (readonly [method: string, path: RegExp, action: string])[] = [
  ['GET', /\/serviceaccounts(\?|$)/, 'ListWorkspaceServiceAccounts'],
  ['POST', /\/serviceaccounts$/, 'CreateWorkspaceServiceAccount'],
  ['POST', /\/serviceaccounts\/[^/]+\/tokens$/, 'CreateWorkspaceServiceAccountToken'],
  ['DELETE', /\/serviceaccounts\/[^/]+$/, 'DeleteWorkspaceServiceAccount'],
  ['DELETE', /\/serviceaccounts\/[^/]+\/tokens\/[^/]+$/, 'DeleteWorkspaceServiceAccountToken'],
  ['GET', /\/permissions(\?|$)/, 'ListPermissions'],
  ['PATCH', /\/permissions$/, 'UpdatePermissions'],
];
const calledActions = (): string[] => {
  const actions = workspace.api.wire.requests.map(
    ({ method, path }) => ACTIONS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? `${method} ${path}`,
  );
  return [...new Set(actions)].map((action) => `grafana:${action}`).sort();
};
const allowedActions = (path: string): string[] =>
  (roleStatements(synthesis, path) as { Action: string | string[] }[])
    .flatMap(({ Action }) => Action)
    .filter((action) => action.startsWith('grafana:'))
    .sort();

test('the function of dashboards may do what it does', async () => {
  const ResourceProperties: GrafanaDashboardsProperties = {
    workspaceId: WORKSPACE,
    endpoint: 'host',
    serviceAccountName: 'batch-insights',
    folderUid: 'farm',
    folderTitle: 'Farm',
    dataSources: [{ uid: 'metrics', name: 'CloudWatch', type: 'cloudwatch', jsonData: {} }],
    dashboards: [],
    values: {},
  };
  await workspace.provision({ RequestType: 'Create', ResourceProperties });
  await workspace.provision({ RequestType: 'Delete', ResourceProperties });
  expect(calledActions()).toEqual(allowedActions('Grafana/Provisioning/HandlerRole'));
});

test('the function of access may do what it does', async () => {
  const ResourceProperties = { workspaceId: WORKSPACE, members: [{ role: 'ADMIN', type: 'SSO_USER', id: memberId(1) }] } as const;
  await workspace.updateAccess({ RequestType: 'Create', ResourceProperties });
  expect(calledActions()).toEqual(allowedActions('Workspace/Access/HandlerRole'));
});

test('a call that is not allowed stops either function with its service and its reason', async () => {
  workspace.api.fail = () => answerError('AccessDeniedException', 403);
  const ResourceProperties = { workspaceId: WORKSPACE, members: [] };
  await expect(workspace.updateAccess({ RequestType: 'Create', ResourceProperties })).rejects.toThrow(
    'The call to grafana failed: 403 AccessDeniedException',
  );
});
