/** The types of the custom resources that the handlers of a Grafana workspace serve. */
export const GrafanaResource = {
  DASHBOARDS: 'Custom::BatchGrafanaDashboards',
  ACCESS: 'Custom::BatchGrafanaAccess',
} as const;

/** The data sources that the dashboards read, by the plug-in that Grafana has for them. */
export const DataSourceType = { CLOUDWATCH: 'cloudwatch', ATHENA: 'grafana-athena-datasource' } as const;
export type DataSourceType = (typeof DataSourceType)[keyof typeof DataSourceType];

/** A data source of a workspace, as the HTTP API of Grafana takes it. */
export interface DataSourceDescription {
  readonly uid: string;
  readonly name: string;
  readonly type: DataSourceType;
  readonly jsonData: Readonly<Record<string, string | readonly string[]>>;
}

/** Where the JSON of a dashboard is. */
export interface DashboardFile {
  readonly uid: string;
  readonly title: string;
  readonly bucket: string;
  readonly key: string;
}

/** The properties of the custom resource of dashboards. CloudFormation hands all values over as strings. */
export interface GrafanaDashboardsProperties {
  readonly workspaceId: string;
  /** The host of the workspace. */
  readonly endpoint: string;
  readonly serviceAccountName: string;
  readonly folderUid: string;
  readonly folderTitle: string;
  readonly dataSources: readonly DataSourceDescription[];
  readonly dashboards: readonly DashboardFile[];
  /** What the placeholders in the files stand for, as far as it is only known at deployment. */
  readonly values: Readonly<Record<string, string>>;
}

export type GrafanaRole = 'ADMIN' | 'EDITOR' | 'VIEWER';

/** A user or a group of IAM Identity Center, with its role in a workspace. */
export interface GrafanaMember {
  readonly role: GrafanaRole;
  readonly type: 'SSO_USER' | 'SSO_GROUP';
  readonly id: string;
}

/** The properties of the custom resource of access. */
export interface GrafanaAccessProperties {
  readonly workspaceId: string;
  readonly members: readonly GrafanaMember[];
}

/** Puts values in the places of placeholders of a JSON text. */
export const withValues = (json: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce((text, [placeholder, value]) => text.replaceAll(placeholder, () => inJson(value)), json);

const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);
