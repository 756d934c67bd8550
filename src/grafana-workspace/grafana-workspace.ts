import { Annotations, CfnOutput, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnWorkspace } from 'aws-cdk-lib/aws-grafana';
import { IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkWorkspaceAttributes, checkWorkspaceProps } from './check-workspace-props';
import { GrafanaWorkspaceBase, IGrafanaWorkspace, MadeWorkspace } from './grafana-workspace-base';
import { GrafanaProvisioningOptions, GrafanaWorkspaceAttributes, GrafanaWorkspaceProps } from './grafana-workspace-props';
import { WorkspaceAccess } from './workspace-access';
import { workspaceArn } from './workspace-arn';
import { membersOf } from './workspace-members';
import { given } from '../prop-check/given';

const MAX_NAME_LENGTH = 255;

/**
 * An Amazon Managed Grafana workspace, for dashboards that stand ready after a deployment.
 *
 * It creates the workspace with sign-in by IAM Identity Center, a role in whose name it reads data, and, if users or groups are given, a Lambda function that
 * gives them their roles, with a custom resource. The account needs IAM Identity Center. A workspace is charged by its active users, whatever it shows.
 * `addDashboards` puts `GrafanaDashboards` into it. An output of the stack has the address of the workspace.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { BatchInsights, GrafanaWorkspace } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * const insights = new BatchInsights(stack, 'Insights');
 * insights.addHistory();
 * const workspace = new GrafanaWorkspace(stack, 'Grafana', { adminGroupIds: ['a1b2c3d4e5-01234567-89ab-cdef-0123-456789abcdef'] });
 * workspace.addDashboards(insights.addGrafana());
 */
export class GrafanaWorkspace extends GrafanaWorkspaceBase {
  /**
   * A workspace that another stack, app or team made. It must have plug-in management enabled, if the dashboards have a history.
   *
   * @param scope where it is used
   * @param id its id there
   * @param attributes what it is made of
   */
  static fromGrafanaWorkspaceAttributes(scope: Construct, id: string, attributes: GrafanaWorkspaceAttributes): IGrafanaWorkspace {
    checkWorkspaceAttributes(`${scope.node.path}/${id}`, attributes);
    class Import extends GrafanaWorkspaceBase {
      readonly workspaceId = attributes.workspaceId;
      readonly endpoint = attributes.endpoint;
      _made() {
        return { role: attributes.role, functions: {} };
      }
    }
    return new Import(scope, id);
  }

  /** The workspace itself, for what the props do not have: SAML, network access, alert destinations. */
  readonly resource: CfnWorkspace;
  /** The id of the workspace, `g-` and ten characters. */
  readonly workspaceId: string;
  /** The host of the workspace. */
  readonly endpoint: string;
  /** The role in whose name the workspace reads data. */
  readonly role: IRole;

  private readonly functions: GrafanaProvisioningOptions;

  constructor(scope: Construct, id: string, props: GrafanaWorkspaceProps = {}) {
    super(scope, id);
    const chosen = given(props);
    checkWorkspaceProps(this, chosen);
    this.role = chosen.role ?? this.createRole(chosen);
    this.resource = this.createWorkspace(chosen);
    this.workspaceId = this.resource.attrId;
    this.endpoint = this.resource.attrEndpoint;
    this.functions = chosen;
    this.giveAccess(chosen);
    new CfnOutput(this, 'Url', { value: `https://${this.endpoint}`, description: 'The Grafana workspace' });
  }

  /** @internal */
  _made(): MadeWorkspace {
    return { role: this.role, functions: this.functions };
  }

  /** Only workspaces of this account and Region may use it: the one that it is for has no id yet. */
  private createRole({ removalPolicy }: GrafanaWorkspaceProps): Role {
    const role = new Role(this, 'Role', {
      description: `Reads what the Grafana workspace of ${this.node.path} shows`.slice(0, 1000),
      assumedBy: new ServicePrincipal('grafana.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          StringLike: { 'aws:SourceArn': workspaceArn(this, '*') },
        },
      }),
    });
    if (removalPolicy) role.applyRemovalPolicy(removalPolicy);
    return role;
  }

  private createWorkspace({ workspaceName, grafanaVersion, removalPolicy }: GrafanaWorkspaceProps): CfnWorkspace {
    const workspace = new CfnWorkspace(this, 'Workspace', {
      name: workspaceName ?? Names.uniqueResourceName(this, { separator: '-', maxLength: MAX_NAME_LENGTH }),
      description: `AWS Batch dashboards of ${this.node.path}`.slice(0, 2048),
      accountAccessType: 'CURRENT_ACCOUNT',
      authenticationProviders: ['AWS_SSO'],
      permissionType: 'CUSTOMER_MANAGED',
      dataSources: ['CLOUDWATCH', 'ATHENA'],
      pluginAdminEnabled: true,
      grafanaVersion,
      roleArn: this.role.roleArn,
    });
    workspace.applyRemovalPolicy(removalPolicy ?? RemovalPolicy.DESTROY);
    return workspace;
  }

  private giveAccess(props: GrafanaWorkspaceProps): void {
    const members = membersOf(props);
    if (members.length > 0) {
      const { workspaceId, functions: options } = this;
      new WorkspaceAccess(this, 'Access', { workspaceId, members, options, removalPolicy: props.removalPolicy });
      return;
    }
    Annotations.of(this).addWarningV2(
      'cdk-batch-insights:grafana-without-users',
      'Nobody can sign in to the Grafana workspace. Set adminGroupIds, or one of the other props that name users and groups, or give access in the console.',
    );
  }
}
