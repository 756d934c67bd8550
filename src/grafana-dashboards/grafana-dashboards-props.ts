import { CostReport } from '../cost-report/cost-report';
import { DashboardSourceOptions } from '../insights-dashboard/dashboard-props';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-base';
import { IJobHistory } from '../job-history/job-history-base';

/** Options of `GrafanaDashboards`, all with a default. */
export interface GrafanaDashboardsOptions {
  /**
   * What the uids of the dashboards begin with: 1 to 32 letters, digits, hyphens and underscores.
   *
   * Grafana finds a dashboard by its uid: one that is imported again replaces the previous one. An app that is deployed to two
   * Regions or accounts needs a prefix of its own for each of them, if they use the same Grafana.
   *
   * @default - `batch-` and a hash of the path of the construct, so that the uids stay as long as the path does
   */
  readonly uidPrefix?: string;
}

/** Props for GrafanaDashboards. */
export interface GrafanaDashboardsProps extends GrafanaDashboardsOptions, DashboardSourceOptions {
  /** Whose job records and metrics to show. */
  readonly collector: IJobEventCollector;

  /**
   * The history that the dashboard of jobs queries with Amazon Athena.
   *
   * @default - there is no dashboard of jobs
   */
  readonly history?: IJobHistory;

  /**
   * What jobs cost by the bill, of the same history, for the dashboard of costs. An error without `history`.
   *
   * @default - there is no dashboard of costs
   */
  readonly costReport?: CostReport;
}

/** Options of `GrafanaDashboards.writeFiles`. */
export interface GrafanaFilesOptions {
  /**
   * What the keys of the files begin with; it must end with a slash. At most 200 letters, digits and any of `- _ . /`.
   *
   * @default 'grafana-dashboards/'
   */
  readonly prefix?: string;
}

/** A dashboard for Grafana. */
export interface GrafanaDashboard {
  /** By which Grafana finds the dashboard, and addresses name it: `/d/UID`. */
  readonly uid: string;

  /** The headline of the dashboard. */
  readonly title: string;

  /**
   * The dashboard as JSON, as the HTTP API of Grafana takes it in the field `dashboard`.
   *
   * It contains tokens where names are only known at deployment. It has 40 to 100 KB: a template has no room for many, so that `writeFiles` is the way to take
   * it to where it is needed.
   */
  readonly json: string;
}
