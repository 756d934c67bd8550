import { MOST_GROUPS } from '../record-query';
import { SectionDescription } from '../section-description';
import { comparisonCharts } from './comparison';

export const BY_JOB_QUEUE: SectionDescription = {
  title: 'By job queue',
  explanation: `Which queue fails, and which one waits. The ${MOST_GROUPS} queues with the most jobs.`,
  charts: comparisonCharts({ name: 'job queue', field: 'JobQueue', prepare: [] }),
};
