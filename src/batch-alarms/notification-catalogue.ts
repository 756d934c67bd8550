import { AlarmSeverity } from './alarm-severity';
import { RunbookSection } from '../health-alarms/runbook';

/** What people are notified of: a cause, not an alarm. */
export interface NotificationDefinition {
  readonly severity: AlarmSeverity;
  readonly section: RunbookSection;
  /** What happened, and how to look. */
  readonly text: string;
  /** The dashboard that shows it. */
  readonly dashboard: 'dashboardUrl' | 'liveDashboardUrl';
  /** Notifications that explain this one: while one of them is in ALARM, it stays OK. */
  readonly explainedBy: readonly NotificationName[];
}

export type NotificationName = 'WaitingJobs' | 'FailingJobs' | 'MissingJobs' | 'LostWork' | 'HighCost';

/** In this order they are made: what explains another one comes first. */
export const NOTIFICATIONS: Readonly<Record<NotificationName, NotificationDefinition>> = {
  WaitingJobs: {
    severity: AlarmSeverity.CRITICAL,
    section: 'jobs-wait',
    text: 'Jobs wait on AWS Batch and do not run. The alarms that are in ALARM name the state and the job queue.',
    dashboard: 'liveDashboardUrl',
    explainedBy: [],
  },
  FailingJobs: {
    severity: AlarmSeverity.CRITICAL,
    section: 'jobs-fail',
    text: 'More jobs fail on AWS Batch than usual, after all retries. Look at the categories and reasons of failures first.',
    dashboard: 'dashboardUrl',
    explainedBy: [],
  },
  MissingJobs: {
    severity: AlarmSeverity.CRITICAL,
    section: 'jobs-are-missing',
    text: 'No job has succeeded on AWS Batch for longer than usual, and no jobs wait or fail: nobody submitted them, they run for very long, or they are not recorded.',
    dashboard: 'dashboardUrl',
    explainedBy: ['WaitingJobs', 'FailingJobs'],
  },
  LostWork: {
    severity: AlarmSeverity.WARNING,
    section: 'work-is-lost',
    text: 'Attempts of jobs on AWS Batch end before they are done, and their work is lost. Most jobs succeed in a later attempt.',
    dashboard: 'dashboardUrl',
    explainedBy: ['FailingJobs'],
  },
  HighCost: {
    severity: AlarmSeverity.WARNING,
    section: 'costs-are-high',
    text: 'AWS Batch costs more than the limit of an hour. Jobs run as usual.',
    dashboard: 'dashboardUrl',
    explainedBy: [],
  },
};
