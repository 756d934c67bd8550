import { JOB_RUNS, MAX_GROUPS, minutes, percent } from '../record-query';
import { LogChart, SectionDescription } from '../section-description';
import { comparisonCharts } from './comparison';
import { JOB_DEFINITION } from './groups';

const BY_REVISION: LogChart = {
  source: 'records',
  view: 'table',
  title: 'Job definitions by revision',
  unit: `the ${MAX_GROUPS} with the most jobs, durations in minutes`,
  explanation: 'Compare each revision with the previous one to find a new revision that fails more often or runs longer.',
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
  explanation: `Shows which job definitions fail, wait or run long. The ${MAX_GROUPS} definitions with the most jobs. The charts combine all revisions; the table separates them.`,
  charts: [...comparisonCharts(JOB_DEFINITION), BY_REVISION],
};
