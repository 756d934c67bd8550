/** Colours that mean the same in every chart; all other series take the renderer's palette. Colour-blind readers can distinguish them too. */
export const SUCCESS_COLOR = '#2ca02c';
export const FAILURE_COLOR = '#d62728';
export const WARNING_COLOR = '#ff7f0e';
/** What waits for capacity, what runs, and the capacity itself. */
export const WAITING_COLOR = '#bcbd22';
export const RUNNING_COLOR = '#1f77b4';
export const CAPACITY_COLOR = '#9467bd';

/** The colour of a job's state, in counts of jobs and of transitions alike. */
export const STATE_COLOR: Readonly<Record<string, string>> = {
  SUBMITTED: '#c7c7c7',
  PENDING: '#7f7f7f',
  RUNNABLE: WAITING_COLOR,
  STARTING: '#17becf',
  RUNNING: RUNNING_COLOR,
  SUCCEEDED: SUCCESS_COLOR,
  FAILED: FAILURE_COLOR,
};
