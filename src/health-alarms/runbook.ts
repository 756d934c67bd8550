/** Where the runbook is read. Alarms link to it, because whoever is woken by one has nothing else at hand. */
const RUNBOOK = 'https://github.com/cdk-batch-insights/cdk-batch-insights/blob/main/docs/runbook.md';

/** The runbook's sections by their anchors. */
export type RunbookSection =
  | 'compaction-fails'
  | 'costs-are-high'
  | 'dead-letters'
  | 'errors'
  | 'event-age'
  | 'jobs-are-missing'
  | 'jobs-fail'
  | 'jobs-wait'
  | 'late-history'
  | 'missed-runs'
  | 'rejected-metrics'
  | 'rejected-records'
  | 'silence'
  | 'snapshots-fail'
  | 'standstill'
  | 'unread-fields'
  | 'work-is-lost';

/** What CloudWatch takes as the description of an alarm is 1,024 characters; the link is what must not be cut off. */
export const withRunbook = (text: string, section: RunbookSection): string => `${text} Runbook: ${RUNBOOK}#${section}`;
