import { JOB_RUNS, MAX_GROUPS, minutes, percent } from '../record-query';
import { LogChart, SectionDescription } from '../section-description';
import { comparisonCharts } from './comparison';
import { JOB_DEFINITION } from './groups';

const BY_REVISION: LogChart = {
  source: 'records',
  view: 'table',
  title: 'Job definitions by revision',
  unit: `the ${MAX_GROUPS} with the most jobs, durations in minutes`,
  explanation: 'Compare a revision with the one before it: a new revision that fails more, or runs longer, is seen here first.',
  width: 24,
  height: 7,
  query: [
    JOB_RUNS,
    [
      'stats count(*) as Jobs',
      `${percent('sum(Status = "SUCCEEDED")', 'count(*)')} as SuccessRate`,
      `${minutes('avg(TotalRunnableSeconds)')} as AverageRunnable`,
      `${minutes('avg(TotalStartingSeconds)')} as AverageStarting`,
      `${minutes('avg(TotalRunningSeconds)')} as AverageRunning`,
      `${minutes('pct(TotalRunningSeconds, 50)')} as MedianRunning`,
      `${minutes('pct(TotalRunningSeconds, 95)')} as P95Running by JobDefinition`,
    ].join(', '),
    'sort Jobs desc',
    `limit ${MAX_GROUPS}`,
  ],
};

export const BY_JOB_DEFINITION: SectionDescription = {
  title: 'By job definition',
  explanation: `Which kind of job fails, waits or runs long. The ${MAX_GROUPS} definitions with the most jobs, all revisions together in the charts and apart in the table.`,
  charts: [...comparisonCharts(JOB_DEFINITION), BY_REVISION],
};
