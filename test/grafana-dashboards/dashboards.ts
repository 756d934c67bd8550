import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Target } from '../../lab/grafana/panel-queries';
import { Scope, Variable } from '../../lab/grafana/scope';
import { CostReport, CostReportSource } from '../../src/cost-report';
import { GrafanaDashboards } from '../../src/grafana-dashboards';
import { DashboardName } from '../../src/grafana-dashboards/dashboard-template';
import { IJobHistory, JobHistory } from '../../src/job-history';
import { LevelOfDetail } from '../../src/level-of-detail';
import { everySource, newStack } from '../insights-dashboard/dashboard-fixture';

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly targets?: readonly Target[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly fieldConfig?: { readonly overrides: readonly Override[] };
}

interface Override {
  readonly matcher: { readonly id: string; readonly options: string };
  readonly properties: readonly { readonly id: string; readonly value: unknown }[];
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly links: readonly { readonly url: string }[];
  readonly templating: { readonly list: readonly (Variable & { readonly query: unknown; readonly regex?: string })[] };
  readonly panels: readonly Panel[];
}

/** A history of names only. */
export const importedHistory = (stack: Stack): IJobHistory =>
  JobHistory.fromJobHistoryAttributes(stack, 'History', {
    databaseName: 'batch_history',
    workGroupName: 'history',
    bucket: Bucket.fromBucketName(stack, 'HistoryBucket', 'history'),
  });

/** Costs of a history, from a bill that exists. */
export const costReportOf = (stack: Stack, history: IJobHistory): CostReport =>
  new CostReport(stack, 'CostReport', {
    history,
    source: CostReportSource.dataExport({ bucket: Bucket.fromBucketName(stack, 'Bill', 'bill'), prefix: 'cur', name: 'costs' }),
  });

/** The dashboards of a stack that has every source, by name. */
export function everyDashboard(level: LevelOfDetail = LevelOfDetail.FULL): Readonly<Record<DashboardName, Dashboard>> {
  const stack = newStack();
  const history = importedHistory(stack);
  const costReport = costReportOf(stack, history);
  return dashboardsOf(new GrafanaDashboards(stack, 'Grafana', { ...everySource(stack, level), history, costReport }));
}

export const dashboardsOf = ({ dashboards }: GrafanaDashboards): Readonly<Record<DashboardName, Dashboard>> =>
  Object.fromEntries(dashboards.map(({ uid, json }) => [uid.replace(/^.*-/, ''), JSON.parse(json) as Dashboard])) as Readonly<
    Record<DashboardName, Dashboard>
  >;

export const panelOf = ({ panels }: Dashboard, title: string): Panel => {
  const found = panels.find((panel) => panel.title === title);
  if (!found) throw new Error(`There is no panel "${title}"; there are: ${panels.map((panel) => panel.title).join(', ')}`);
  return found;
};

/** The address that cells of a column lead to. */
export function linkOf(panel: Panel, column: string): string {
  const override = panel.fieldConfig?.overrides.find(({ matcher }) => matcher.options === column);
  const links = override?.properties.find(({ id }) => id === 'links')?.value as readonly { readonly url: string }[] | undefined;
  if (!links) throw new Error(`The cells of "${column}" lead nowhere`);
  return links[0].url;
}

export const scopeOf = (
  dashboard: Dashboard,
  ...rest: ConstructorParameters<typeof Scope> extends [unknown, ...infer R] ? R : never
): Scope => new Scope(dashboard.templating.list, ...rest);
