/** The table that compares groups of jobs: how many failed, how long they waited and ran, by one field of the record. */
import { JOB_RUNS, LARGEST_GROUPS, MAX_GROUPS, STATE, State, endsOf, hours, percent, spreadOf, timeIn } from '../record-query';
import { LogChart } from '../section-description';
import { Group } from './groups';

/** Also by what no metric is published by. */
type ComparedGroup = Pick<Group, 'name' | 'field' | 'prepare'>;

const STATES = Object.keys(STATE) as State[];

export const comparison = ({ name, field, prepare }: ComparedGroup, height: number): LogChart => ({
  source: 'records',
  view: 'table',
  title: `Jobs by ${name}`,
  scope: `the ${MAX_GROUPS} with the most jobs, durations in minutes`,
  width: 24,
  height,
  query: [
    JOB_RUNS,
    ...prepare,
    `fields ${STATES.map(timeIn).join(', ')}`,
    [
      'stats count(*) as Jobs',
      'sum(Status = "FAILED") as Failed',
      `${percent('sum(Status = "SUCCEEDED")', 'count(*)')} as SuccessRate`,
      `${hours('sum(LostSeconds)')} as LostHours`,
      spreadOf('Runnable', 'RUNNABLE'),
      ...endsOf('Starting', 'STARTING'),
      `${spreadOf('Running', 'RUNNING')} by ${field}`,
    ].join(', '),
    ...LARGEST_GROUPS,
  ],
});
