/** The charts that compare groups of jobs: success rate and the time in each state, by one field of the record. */
import { JOB_RUNS, State, STATE, knownTimeIn, largestGroups, minutes, percent } from '../record-query';
import { LogChart } from '../section-description';

export interface Group {
  /** As in `by job queue`. */
  readonly name: string;
  readonly field: string;
  /** Commands that make the field, or leave out jobs without it. */
  readonly prepare: readonly string[];
}

const WHAT_IS_MEASURED: Record<State, string> = {
  RUNNABLE: 'Waiting for capacity, all attempts of a job together.',
  STARTING: 'Placed but not yet running: pulling the image and starting the container.',
  RUNNING: 'Run time, all attempts of a job together.',
};

function successRate(group: Group): LogChart {
  return {
    source: 'records',
    view: 'bar',
    title: `Success rate by ${group.name}`,
    unit: '%',
    explanation: 'Succeeded jobs of all that finished.',
    width: 12,
    height: 6,
    query: [
      JOB_RUNS, ...group.prepare,
      `stats ${percent('sum(Status = "SUCCEEDED")', 'count(*)')} as SuccessRate, count(*) as Jobs by ${group.field}`,
      ...largestGroups(group.field, 'SuccessRate'),
    ],
  };
}

function timeIn(state: State, group: Group): LogChart {
  const { seconds } = STATE[state];
  const average = `${minutes(`avg(${seconds})`)} as Average`;
  const median = `${minutes(`pct(${seconds}, 50)`)} as Median`;
  const p95 = `${minutes(`pct(${seconds}, 95)`)} as P95`;
  return {
    source: 'records',
    view: 'bar',
    title: `${state} duration by ${group.name}`,
    unit: 'minutes',
    explanation: `${WHAT_IS_MEASURED[state]} An average far above the median: a few jobs take very long.`,
    width: 12,
    height: 6,
    query: [
      JOB_RUNS, ...group.prepare, knownTimeIn(state),
      `stats ${average}, ${median}, ${p95}, count(*) as Jobs by ${group.field}`,
      ...largestGroups(group.field, 'Average', 'Median', 'P95'),
    ],
  };
}

export const comparisonCharts = (group: Group): LogChart[] => [
  successRate(group), timeIn('RUNNABLE', group), timeIn('STARTING', group), timeIn('RUNNING', group),
];
