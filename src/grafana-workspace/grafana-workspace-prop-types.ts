import {
  AddDashboardsOptions,
  GrafanaProvisioningOptions,
  GrafanaWorkspaceAttributes,
  GrafanaWorkspaceProps,
} from './grafana-workspace-props';
import { HANDLER_OPTION_TYPES } from '../handler-options/handler-option-types';
import { KEY, LOG_RETENTION, REMOVAL_POLICY, TEXT, TEXTS } from '../prop-check/cdk-types';
import { objectWith, PropTypes, required } from '../prop-check/prop-types';

const ROLE = objectWith('roleArn', 'string', 'a role', 'Use new Role, or Role.fromRoleArn for one that exists.');

const PROVISIONING_TYPES: PropTypes<GrafanaProvisioningOptions> = {
  ...HANDLER_OPTION_TYPES,
  logRetention: LOG_RETENTION,
  encryptionKey: KEY,
};

export const WORKSPACE_PROP_TYPES: PropTypes<GrafanaWorkspaceProps> = {
  ...PROVISIONING_TYPES,
  adminUserIds: TEXTS,
  adminGroupIds: TEXTS,
  editorUserIds: TEXTS,
  editorGroupIds: TEXTS,
  viewerUserIds: TEXTS,
  viewerGroupIds: TEXTS,
  workspaceName: TEXT,
  grafanaVersion: TEXT,
  role: ROLE,
  removalPolicy: REMOVAL_POLICY,
};

export const WORKSPACE_ATTRIBUTE_TYPES: PropTypes<GrafanaWorkspaceAttributes> = {
  workspaceId: required(TEXT, 'It is the first part of the host of the workspace.'),
  endpoint: required(TEXT, 'It is the host of the workspace.'),
  role: ROLE,
};

export const ADD_DASHBOARDS_TYPES: PropTypes<AddDashboardsOptions> = { ...PROVISIONING_TYPES, folderTitle: TEXT };
export const DASHBOARDS = required(
  objectWith('writeFiles', 'function', 'Grafana dashboards', 'Use new GrafanaDashboards, or addGrafana() of BatchInsights.'),
);
