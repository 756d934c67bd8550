/** The charts that compare groups of jobs: success rate and the time in each state, by one field of the record. */
import { JOB_RUNS, SPREAD, STATE, State, knownTimeIn, largestGroups, percent, spreadOf } from '../record-query';
import { LogChart } from '../section-description';
import { Group } from './groups';

/** Also by what no metric is published by. */
type ComparedGroup = Pick<Group, 'name' | 'field' | 'prepare'>;

const WHAT_IS_MEASURED: Record<State, string> = {
  RUNNABLE: 'Time spent waiting for capacity, summed over all attempts of a job.',
  STARTING: 'Time from placement until the job runs: pulling the image and starting the container.',
  RUNNING: 'Run time, summed over all attempts of a job.',
};

function successRate(group: ComparedGroup): LogChart {
  return {
    source: 'records',
    view: 'bar',
    title: `Success rate by ${group.name}`,
    unit: '%',
    explanation: 'The percentage of finished jobs that succeeded.',
    width: 12,
    height: 6,
    query: [
      JOB_RUNS,
      ...group.prepare,
      `stats ${percent('sum(Status = "SUCCEEDED")', 'count(*)')} as SuccessRate, count(*) as Jobs by ${group.field}`,
      ...largestGroups(group.field, 'SuccessRate'),
    ],
  };
}

function timeIn(state: State, group: ComparedGroup): LogChart {
  const { seconds } = STATE[state];
  return {
    source: 'records',
    view: 'bar',
    title: `${state} duration by ${group.name}`,
    unit: 'minutes',
    explanation: `${WHAT_IS_MEASURED[state]} If the average is far above the median, a few jobs take very long.`,
    width: 12,
    height: 6,
    query: [
      JOB_RUNS,
      ...group.prepare,
      knownTimeIn(state),
      `stats ${spreadOf(seconds)}, count(*) as Jobs by ${group.field}`,
      ...largestGroups(group.field, ...SPREAD),
    ],
  };
}

export const comparisonCharts = (group: ComparedGroup): LogChart[] => [
  successRate(group),
  timeIn('RUNNABLE', group),
  timeIn('STARTING', group),
  timeIn('RUNNING', group),
];
