import { CustomResource, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { AccessFunction } from './access-function';
import { GrafanaProvisioningOptions } from './grafana-workspace-props';
import { resourceProvider } from './provider';
import { workspaceArn } from './workspace-arn';
import { GrafanaAccessProperties, GrafanaMember, GrafanaResource } from '../domain/names/grafana';

export interface WorkspaceAccessProps {
  readonly workspaceId: string;
  readonly members: readonly GrafanaMember[];
  readonly options: GrafanaProvisioningOptions;
  /** Of the workspace: one that is kept keeps its users. */
  readonly removalPolicy?: RemovalPolicy;
}

/** The function that gives users and groups their roles in a workspace, and the custom resource that has it do so. */
export class WorkspaceAccess extends Construct {
  constructor(scope: Construct, id: string, { workspaceId, members, options, removalPolicy }: WorkspaceAccessProps) {
    super(scope, id);
    const provider = resourceProvider(this, {
      description: 'Gives users access to a Grafana workspace',
      statements: [
        new PolicyStatement({
          sid: 'ChangeAccess',
          actions: ['grafana:ListPermissions', 'grafana:UpdatePermissions'],
          resources: [workspaceArn(this, workspaceId)],
        }),
        new PolicyStatement({ sid: 'ReadDirectory', actions: READ_DIRECTORY, resources: ['*'] }),
      ],
      options,
      handler: (handlerOptions) => new AccessFunction(this, 'Handler', handlerOptions),
    });
    const properties: GrafanaAccessProperties = { workspaceId, members };
    new CustomResource(this, 'Resource', {
      serviceToken: provider.serviceToken,
      resourceType: GrafanaResource.ACCESS,
      properties: { ...properties },
      removalPolicy,
    });
  }
}

/**
 * What AWS lets those do who give users of IAM Identity Center access to a workspace.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSGrafanaWorkspacePermissionManagementV2.html
 */
const READ_DIRECTORY = [
  'sso-directory:DescribeGroup',
  'sso-directory:DescribeUser',
  'sso:DescribeRegisteredRegions',
  'sso:GetManagedApplicationInstance',
  'sso:GetProfile',
  'sso:GetSharedSsoConfiguration',
  'sso:ListDirectoryAssociations',
  'sso:ListProfileAssociations',
  'sso:ListProfiles',
];
