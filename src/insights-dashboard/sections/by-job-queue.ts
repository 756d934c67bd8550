import { MAX_GROUPS } from '../record-query';
import { SectionDescription } from '../section-description';
import { comparisonCharts } from './comparison';
import { JOB_QUEUE } from './groups';

export const BY_JOB_QUEUE: SectionDescription = {
  title: 'By job queue',
  explanation: `Shows in which job queues jobs fail or wait. The ${MAX_GROUPS} queues with the most jobs.`,
  charts: comparisonCharts(JOB_QUEUE),
};
