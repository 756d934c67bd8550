import { Scope } from '../../../lab/grafana/scope';
import { everyDashboard, scopeOf } from '../../grafana-dashboards/dashboards';
import { DAY_MS } from '../../job-history/sql/history-records';

/** The database that the dashboards of the tests name. */
export const PANELS_SCHEMA = 'batch_history';

/** The views that each dashboard of Athena reads. */
const VIEWS = {
  jobs: ['jobs', 'attempts'],
  estimates: ['jobs', 'attempts'],
  costs: ['cost_by_day', 'job_costs', 'attempt_costs'],
} as const;
type AthenaDashboard = keyof typeof VIEWS;

/** Statements that make the views known in the database of the panels. */
export const panelViews = (viewsIn: string, dashboard: AthenaDashboard = 'jobs'): string[] => [
  `create schema ${PANELS_SCHEMA}`,
  ...VIEWS[dashboard].map((view) => `create view ${PANELS_SCHEMA}.${view} as select * from ${viewsIn}.${view}`),
];

const CHOICES: readonly Scope['choice'][] = [
  { CheckpointMinutes: ['30'] },
  { JobQueue: ['analysis'], Tag: ['Project'], CheckpointMinutes: ['5'] },
  { JobQueue: ['analysis', 'nightly'], Status: ['FAILED'], JobDefinition: ['align', 'render'], CheckpointMinutes: ['60'] },
];

export interface PanelStatement {
  readonly title: string;
  readonly sql: string;
}

/** The SQL of each panel of a Grafana dashboard, with all, one and several values chosen. Percentiles are approximate, and so left out. */
export function panelStatements(today: number, name: AthenaDashboard = 'jobs'): PanelStatement[] {
  const dashboard = everyDashboard()[name];
  const range = { from: today - 20 * DAY_MS, to: today - 2 * DAY_MS };
  return CHOICES.flatMap((choice) =>
    dashboard.panels.flatMap(({ title, targets = [] }) =>
      targets.flatMap(({ rawSQL }) =>
        rawSQL && !rawSQL.includes('approx_percentile') ? [{ title, sql: scopeOf(dashboard, range, choice).interpolate(rawSQL) }] : [],
      ),
    ),
  );
}
