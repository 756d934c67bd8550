import { writeFileSync } from 'fs';
import { join } from 'path';
import { CfnOutput, CustomResource, FileSystem, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { DashboardsFunction } from './dashboards-function';
import { AddDashboardsOptions } from './grafana-workspace-props';
import { resourceProvider } from './provider';
import { workspaceArn } from './workspace-arn';
import {
  DashboardFile,
  DataSourceDescription,
  DataSourceType,
  GrafanaDashboardsProperties,
  GrafanaResource,
} from '../domain/names/grafana';
import { GrafanaContent } from '../grafana-dashboards/dashboard-content';
import { GrafanaDashboards } from '../grafana-dashboards/grafana-dashboards';
import { IJobHistory } from '../job-history/job-history-base';

/** How the AWS data sources of a workspace get their credentials: from the role of the workspace. */
const WORKSPACE_ROLE = 'ec2_iam_role';
const CATALOG = 'AwsDataCatalog';
/** Grafana takes 189 characters. */
const MAX_TITLE_LENGTH = 150;

/** Where a workspace is. */
export interface WorkspaceAddress {
  readonly workspaceId: string;
  readonly endpoint: string;
}

export interface DashboardProvisioningProps {
  readonly workspace: WorkspaceAddress;
  readonly dashboards: GrafanaDashboards;
  readonly options: AddDashboardsOptions;
}

/** The function that puts dashboards and data sources into a workspace, and the custom resource that has it do so. It belongs to the stack of the dashboards. */
export class DashboardProvisioning extends Construct {
  constructor(scope: Construct, id: string, { workspace, dashboards, options }: DashboardProvisioningProps) {
    super(scope, id);
    const content = dashboards._content();
    const assets = content.files.map(({ uid, text }) => this.assetOf(uid, text));
    const provider = resourceProvider(this, {
      description: 'Puts dashboards into a Grafana workspace',
      statements: this.statements(workspace, assets),
      options,
      handler: (handlerOptions) => new DashboardsFunction(this, 'Handler', handlerOptions),
    });
    const properties = this.properties(workspace, content, assets, options.folderTitle ?? titleOf(dashboards));
    new CustomResource(this, 'Resource', {
      serviceToken: provider.serviceToken,
      resourceType: GrafanaResource.DASHBOARDS,
      properties: { ...properties },
    });
    new CfnOutput(this, 'Url', {
      value: `https://${workspace.endpoint}/d/${content.files[0].uid}`,
      description: `The Grafana dashboard "${content.files[0].title}"`,
    });
  }

  /** A file that the deployment of the app uploads: the dashboards are too large for a template. */
  private assetOf(uid: string, text: string): Asset {
    const path = join(FileSystem.mkdtemp('grafana-dashboard-'), `${uid}.json`);
    writeFileSync(path, text);
    return new Asset(this, uid, { path });
  }

  private statements(workspace: WorkspaceAddress, assets: readonly Asset[]): PolicyStatement[] {
    return [
      new PolicyStatement({
        sid: 'UseServiceAccount',
        actions: SERVICE_ACCOUNT,
        resources: [workspaceArn(this, workspace.workspaceId)],
      }),
      new PolicyStatement({
        sid: 'ReadDashboards',
        actions: ['s3:GetObject'],
        resources: assets.map(({ bucket, s3ObjectKey }) => bucket.arnForObjects(s3ObjectKey)),
      }),
    ];
  }

  private properties(
    { workspaceId, endpoint }: WorkspaceAddress,
    { uidPrefix, history, files }: GrafanaContent,
    assets: readonly Asset[],
    folderTitle: string,
  ): GrafanaDashboardsProperties {
    const placeOf = ({ s3BucketName, s3ObjectKey }: Asset) => ({ bucket: s3BucketName, key: s3ObjectKey });
    return {
      workspaceId,
      endpoint,
      serviceAccountName: `batch-insights-${uidPrefix}`,
      folderUid: uidPrefix,
      folderTitle,
      dataSources: dataSources(this, uidPrefix, history),
      dashboards: files.map(({ uid, title }, index): DashboardFile => ({ uid, title, ...placeOf(assets[index]) })),
      values: Object.assign({}, ...files.map(({ values }) => values)) as Record<string, string>,
    };
  }
}

const SERVICE_ACCOUNT = [
  'grafana:CreateWorkspaceServiceAccount',
  'grafana:CreateWorkspaceServiceAccountToken',
  'grafana:DeleteWorkspaceServiceAccount',
  'grafana:DeleteWorkspaceServiceAccountToken',
  'grafana:ListWorkspaceServiceAccounts',
];

const titleOf = (dashboards: GrafanaDashboards): string => `AWS Batch: ${dashboards.node.path}`.slice(0, MAX_TITLE_LENGTH);

/** Their names are unique in a workspace, as their uids are. */
function dataSources(scope: Construct, uidPrefix: string, history: IJobHistory | undefined): DataSourceDescription[] {
  const shared = { authType: WORKSPACE_ROLE, defaultRegion: Stack.of(scope).region };
  const cloudWatch: DataSourceDescription = {
    uid: `${uidPrefix}-metrics`,
    name: `CloudWatch of ${uidPrefix}`,
    type: DataSourceType.CLOUDWATCH,
    jsonData: shared,
  };
  if (!history) return [cloudWatch];
  const { databaseName: database, workGroupName: workgroup } = history;
  const athena: DataSourceDescription = {
    uid: `${uidPrefix}-athena`,
    name: `Athena of ${uidPrefix}`,
    type: DataSourceType.ATHENA,
    jsonData: { ...shared, catalog: CATALOG, database, workgroup },
  };
  return [cloudWatch, athena];
}
