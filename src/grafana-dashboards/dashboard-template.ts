import { readFileSync } from 'fs';
import { join } from 'path';

/** The dashboards, by the name that their file and their uid end with. */
export const DASHBOARD_NAMES = ['jobs', 'costs', 'estimates', 'history', 'live', 'details'] as const;
export type DashboardName = (typeof DASHBOARD_NAMES)[number];

/** A dashboard as Grafana's SDK built it, with placeholders, and with everything that some stack has. */
export interface DashboardTemplate {
  /** Without its panels. */
  readonly dashboard: { readonly title: string; readonly links: readonly DashboardLink[] };
  readonly sections: readonly SectionTemplate[];
}

/** A link to another dashboard. */
export interface DashboardLink {
  readonly url: string;
}

export interface SectionTemplate {
  /** Of the section that it draws, or of one that only Grafana has. */
  readonly title: string;
  readonly row: object;
  /** One line on what the section answers. */
  readonly explanation: PanelTemplate;
  /** In the order of the charts of the section. */
  readonly charts: readonly ChartTemplate[];
}

/** One panel, several that are drawn from metrics, or others where there are no such metrics. */
export interface ChartTemplate {
  readonly panels: readonly PanelTemplate[];
  readonly otherwise?: readonly PanelTemplate[];
}

export interface PanelTemplate {
  readonly width: number;
  readonly height: number;
  /** Without its place and its queries. */
  readonly panel: object;
  /** For each series of a chart of metrics; one for any other panel that has queries. */
  readonly queries: readonly QueriesTemplate[];
}

export interface QueriesTemplate {
  readonly targets: readonly object[];
  /** Instead of them, where viewers can choose job queues. */
  readonly ofChosen?: readonly object[];
}

/** Built by `projenrc/grafana/`, and part of the package. */
const FOLDER = join(__dirname, '../../grafana-dashboards');

export const readTemplate = (name: DashboardName): DashboardTemplate =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as DashboardTemplate;
