import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ADD_DASHBOARDS_TYPES, DASHBOARDS, WORKSPACE_ATTRIBUTE_TYPES, WORKSPACE_PROP_TYPES } from './grafana-workspace-prop-types';
import { AddDashboardsOptions, GrafanaWorkspaceAttributes, GrafanaWorkspaceProps } from './grafana-workspace-props';
import { checkMembers } from './workspace-members';
import { GrafanaDashboards } from '../grafana-dashboards/grafana-dashboards';
import { checkLogRetention, reject } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

/** The first version that reads the dashboards and that Amazon Managed Grafana offers. */
const MIN_VERSION = 12;
const NAME = /^[A-Za-z0-9-._~]{1,255}$/;
const WORKSPACE_ID = /^g-[0-9a-f]{10}$/;
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const TITLE = /^.{1,150}$/;
const HOST_FIX = 'Use for example "g-0123456789.grafana-workspace.eu-west-1.amazonaws.com".';

/** Refuses what cannot work; languages without types let anything through. */
export function checkWorkspaceProps(scope: Construct, props: GrafanaWorkspaceProps): void {
  checkTypes(scope, props, WORKSPACE_PROP_TYPES);
  checkMembers(scope, props);
  checkText(scope, NAME, {
    prop: 'workspaceName',
    value: props.workspaceName,
    allowed: '1 to 255 letters, digits and any of - . _ ~',
    fix: 'Use for example "batch".',
  });
  checkVersion(scope, props.grafanaVersion);
  checkLogRetention(scope, props.logRetention);
}

export function checkWorkspaceAttributes(where: string, attributes: GrafanaWorkspaceAttributes): void {
  checkTypes(where, attributes, WORKSPACE_ATTRIBUTE_TYPES);
  checkText(where, WORKSPACE_ID, {
    prop: 'workspaceId',
    value: attributes.workspaceId,
    allowed: 'an id such as "g-0123456789"',
    fix: 'It is the first part of the host of the workspace.',
  });
  checkText(where, HOST, {
    prop: 'endpoint',
    value: attributes.endpoint,
    allowed: 'the host of the workspace, without https:// and without a path',
    fix: HOST_FIX,
  });
  checkHostOfWorkspace(where, attributes);
}

export function checkAddDashboards(scope: Construct, dashboards: GrafanaDashboards, options: AddDashboardsOptions): void {
  checkTypes(scope, { ...options, dashboards }, { ...ADD_DASHBOARDS_TYPES, dashboards: DASHBOARDS });
  checkText(scope, TITLE, {
    prop: 'folderTitle',
    value: options.folderTitle,
    allowed: '1 to 150 characters',
    fix: 'Use for example "AWS Batch".',
  });
  checkLogRetention(scope, options.logRetention);
  checkPlace(scope, dashboards);
  if (!dashboards.node.tryFindChild('Provisioning')) return;
  reject(scope, {
    prop: 'dashboards',
    value: dashboards,
    allowed: 'in no workspace yet',
    fix: 'Create other GrafanaDashboards for a second workspace.',
  });
}

/** A token of the workspace is sent to its host, and to no other. */
function checkHostOfWorkspace(where: string, { workspaceId, endpoint }: GrafanaWorkspaceAttributes): void {
  if (Token.isUnresolved(workspaceId) || Token.isUnresolved(endpoint) || endpoint.startsWith(`${workspaceId}.grafana-workspace.`)) return;
  reject(where, { prop: 'endpoint', value: endpoint, allowed: `the host of ${workspaceId}`, fix: HOST_FIX });
}

/** One custom resource calls the workspace, and one role reads the data. */
function checkPlace(scope: Construct, dashboards: GrafanaDashboards): void {
  const { account, region } = Stack.of(dashboards);
  const own = Stack.of(scope);
  const differs = ([one, other]: readonly string[]) => ![one, other].some((each) => Token.isUnresolved(each)) && one !== other;
  if (
    ![
      [account, own.account],
      [region, own.region],
    ].some(differs)
  ) {
    return;
  }
  reject(scope, {
    prop: 'dashboards',
    value: `${dashboards.node.path} of account ${account} in ${region}`,
    allowed: `of the account and Region of the workspace (${own.account}, ${own.region})`,
    fix: 'Create a workspace there, or use writeFiles() and import the dashboards.',
  });
}

interface TextFault {
  readonly prop: string;
  readonly value: string | undefined;
  readonly allowed: string;
  readonly fix: string;
}

function checkText(where: Construct | string, pattern: RegExp, fault: TextFault): void {
  if (fault.value === undefined || Token.isUnresolved(fault.value) || pattern.test(fault.value)) return;
  reject(where, fault);
}

function checkVersion(scope: Construct, value: string | undefined): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  const [, major] = /^(\d{1,3})\.\d{1,3}$/.exec(value) ?? [];
  if (Number(major) >= MIN_VERSION) return;
  reject(scope, {
    prop: 'grafanaVersion',
    value,
    allowed: `${MIN_VERSION} or later, as in "12.4"`,
    fix: 'Leave it out for the latest one. `aws grafana list-versions` lists those that there are.',
  });
}
