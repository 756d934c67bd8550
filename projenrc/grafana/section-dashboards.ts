import { dashboardTemplate } from './dashboard-frame';
import { sectionTemplate } from './section-template';
import { CLOUDWATCH_SOURCE, publishedJobQueues } from './variables';
import { DashboardTemplate, SectionTemplate } from '../../src/grafana-dashboards/dashboard-template';
import { DashboardSection } from '../../src/insights-dashboard/dashboard-section';

const HOUR = 3600;

const templatesOf = (sections: readonly DashboardSection[], hours: number): SectionTemplate[] =>
  sections.flatMap(({ _description }) => (_description ? [sectionTemplate(_description, hours * HOUR)] : []));

const variables = [CLOUDWATCH_SOURCE, publishedJobQueues()];

/** The sections of the CloudWatch dashboards, in their order. */
export const HISTORY: DashboardTemplate = dashboardTemplate('history', {
  description: 'How jobs ended, where they ran, how long they waited, and why they failed.',
  from: 'now-24h',
  variables,
  sections: templatesOf(DashboardSection.history(), 24),
});

export const LIVE: DashboardTemplate = dashboardTemplate('live', {
  description: 'What waits, what runs and what blocks: jobs in each state, capacity, instances, placement.',
  from: 'now-6h',
  refresh: '5m',
  variables,
  sections: templatesOf(DashboardSection.live(), 6),
});

export const DETAILS: DashboardTemplate = dashboardTemplate('details', {
  description: 'Attempts, timings, groups of jobs and instances, Container Insights, metrics of AWS Batch itself.',
  from: 'now-24h',
  variables,
  sections: templatesOf(DashboardSection.onRequest(), 24),
});
