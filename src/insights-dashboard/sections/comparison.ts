/** The table that compares groups of jobs: how many failed, how long they waited and ran, by one field of the record. */
import { JOB_RUNS, LARGEST_GROUPS, MAX_GROUPS, STATE, State, hours, percent, spreadOf, timeIn } from '../record-query';
import { LogChart } from '../section-description';
import { Group } from './groups';

/** Also by what no metric is published by. */
type ComparedGroup = Pick<Group, 'name' | 'field' | 'prepare'>;

const STATES = Object.keys(STATE) as State[];

/** A column name such as `RunnableP95`. */
const titleCase = (state: State): string => `${state[0]}${state.slice(1).toLowerCase()}`;

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
      ...STATES.map((state) => spreadOf(titleCase(state), state)),
      `${hours('sum(LostSeconds)')} as LostHours by ${field}`,
    ].join(', '),
    ...LARGEST_GROUPS,
  ],
});
