import { COSTS } from './costs-dashboard';
import { ESTIMATES } from './estimates-dashboard';
import { JOBS } from './jobs-dashboard';
import { DETAILS, HISTORY, LIVE } from './section-dashboards';
import { DashboardName, DashboardTemplate } from '../../src/grafana-dashboards/dashboard-template';

/** The files that the package holds, by the name of the dashboard. */
export const TEMPLATES: Readonly<Record<DashboardName, DashboardTemplate>> = {
  jobs: JOBS,
  costs: COSTS,
  estimates: ESTIMATES,
  history: HISTORY,
  live: LIVE,
  details: DETAILS,
};

export const fileOf = (template: DashboardTemplate): string => `${JSON.stringify(template, undefined, 1)}\n`;
