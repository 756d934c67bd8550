import { IRole, ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { checkAddDashboards } from './check-workspace-props';
import { DashboardProvisioning } from './dashboard-provisioning';
import { AddDashboardsOptions, GrafanaProvisioningOptions } from './grafana-workspace-props';
import { GrafanaDashboards } from '../grafana-dashboards/grafana-dashboards';
import { given } from '../prop-check/given';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { READS_OF_GRAFANA } from '../reviewed-findings/reviews';
import { grantedWildcards } from '../reviewed-findings/wildcard-reviews';

/** IAM takes 1,000 characters. */
const MAX_DESCRIPTION_LENGTH = 1000;

/** An Amazon Managed Grafana workspace that dashboards can be added to. */
export interface IGrafanaWorkspace extends IConstruct {
  /** The id, `g-` and ten characters. */
  readonly workspaceId: string;
  /** The host of the workspace. */
  readonly endpoint: string;
  /**
   * Has each deployment put dashboards into the workspace, with the data sources that they read, and removes them with their stack.
   *
   * @param dashboards the dashboards of one collector; of any stack in the account of the workspace
   * @param options of the function that puts them there
   */
  addDashboards(dashboards: GrafanaDashboards, options?: AddDashboardsOptions): void;
}

/** How a workspace was made, as far as that is known. */
export interface MadeWorkspace {
  readonly role?: IRole;
  readonly functions: GrafanaProvisioningOptions;
}

/**
 * What a workspace offers, whether it is made here or elsewhere.
 *
 * @internal
 */
export abstract class GrafanaWorkspaceBase extends Construct implements IGrafanaWorkspace {
  abstract readonly workspaceId: string;
  abstract readonly endpoint: string;
  /**
   * The role in whose name the workspace reads data, if it is known; and what the functions have in common, unless the caller chooses otherwise.
   *
   * @internal
   */
  abstract _made(): MadeWorkspace;

  /**
   * Has each deployment put dashboards into the workspace, with the data sources that they read, and removes them with their stack.
   *
   * It creates a Lambda function that calls the HTTP API of the workspace with a token that is deleted afterwards, and a custom
   * resource. The role of the workspace gets a managed policy with what the dashboards read: IAM allows ten for a role, unless its quota is raised. An output of the stack has the address of the first dashboard.
   *
   * @param dashboards the dashboards of one collector; of any stack in the account of the workspace
   * @param options of the function that puts them there
   */
  addDashboards(dashboards: GrafanaDashboards, options: AddDashboardsOptions = {}): void {
    const chosen = given(options);
    checkAddDashboards(this, dashboards, chosen);
    const { role, functions } = this._made();
    if (role) letRead(dashboards, role);
    new DashboardProvisioning(dashboards, 'Provisioning', { workspace: this, dashboards, options: { ...functions, ...chosen } });
  }
}

/**
 * By a policy in the stack of the dashboards: one in the stack of the workspace would name resources of another stack, which needs the workspace, so that the
 * two would need each other. It is a managed policy, because a role has room for three inline ones of this size, and for ten managed ones.
 */
function letRead(dashboards: GrafanaDashboards, role: IRole): void {
  const policy = new ManagedPolicy(dashboards, 'WorkspacePolicy', {
    description: `What the Grafana dashboards of ${dashboards.node.path} read`.slice(0, MAX_DESCRIPTION_LENGTH),
    roles: [role],
  });
  dashboards.grantRead(policy).assertSuccess();
  carryReviews(policy, [grantedWildcards(policy, READS_OF_GRAFANA)]);
}
