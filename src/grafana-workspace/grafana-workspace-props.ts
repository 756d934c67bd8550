import { RemovalPolicy } from 'aws-cdk-lib';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HandlerOptions } from '../handler-options/handler-options';

/** Options of the functions that provision a workspace. */
export interface GrafanaProvisioningOptions extends HandlerOptions {
  /**
   * How long CloudWatch Logs keeps the logs of the functions.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;
  /**
   * The key that encrypts the log groups. Its policy must allow CloudWatch Logs to use it: the construct adds that to a key of the same app.
   *
   * @default - a key that AWS owns
   */
  readonly encryptionKey?: IKey;
}

/** Options of `addDashboards`. */
export interface AddDashboardsOptions extends GrafanaProvisioningOptions {
  /**
   * The title of the folder that contains the dashboards.
   *
   * @default - `AWS Batch: ` and the path of the dashboards
   */
  readonly folderTitle?: string;
}

/** Props for GrafanaWorkspace, all with a default. */
export interface GrafanaWorkspaceProps extends GrafanaProvisioningOptions {
  /**
   * Ids of users of IAM Identity Center who administer the workspace.
   *
   * @default - none
   */
  readonly adminUserIds?: string[];
  /**
   * Ids of groups of IAM Identity Center whose users administer the workspace.
   *
   * @default - none
   */
  readonly adminGroupIds?: string[];
  /**
   * Ids of users of IAM Identity Center who may make dashboards of their own.
   *
   * @default - none
   */
  readonly editorUserIds?: string[];
  /**
   * Ids of groups of IAM Identity Center whose users may make dashboards of their own.
   *
   * @default - none
   */
  readonly editorGroupIds?: string[];
  /**
   * Ids of users of IAM Identity Center who may look at dashboards.
   *
   * @default - none
   */
  readonly viewerUserIds?: string[];
  /**
   * Ids of groups of IAM Identity Center whose users may look at dashboards.
   *
   * @default - none
   */
  readonly viewerGroupIds?: string[];
  /**
   * The name of the workspace in the console: 1 to 255 letters, digits and any of `- . _ ~`.
   *
   * @default - the stack and the path of the construct
   */
  readonly workspaceName?: string;
  /**
   * The version of Grafana: 12 or later. AWS upgrades a workspace to a later version, and never to an earlier one.
   *
   * @default - the latest one when the workspace is created
   */
  readonly grafanaVersion?: string;
  /**
   * The role in whose name the workspace reads data. It must trust `grafana.amazonaws.com`. Dashboards that are added give it a policy.
   *
   * @default - a role that may read what the dashboards show
   */
  readonly role?: IRole;
  /**
   * What happens to the workspace when it is removed from the stack, with all that its users have made.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** How to find a workspace that another stack, app or team made. */
export interface GrafanaWorkspaceAttributes {
  /** The id, `g-` and ten characters. */
  readonly workspaceId: string;
  /** The host of the workspace, as in `g-1234567890.grafana-workspace.eu-west-1.amazonaws.com`. */
  readonly endpoint: string;
  /**
   * The role in whose name the workspace reads data, in the account of the stack. Dashboards that are added give it a policy.
   *
   * @default - the role gets nothing: `dashboards.grantRead(role)` gives it what the dashboards read
   */
  readonly role?: IRole;
}
