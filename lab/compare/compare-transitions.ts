import { compareNumbers, nameOf, NumberComparison, Sums } from './compare-numbers';
import { JsonObject } from '../aws/json';
import { TransitionTotal } from '../simulate/truth/transitions';

const STATE_OF: Readonly<Record<string, string>> = {
  JobsSubmitted: 'SUBMITTED',
  JobsPending: 'PENDING',
  JobsRunnable: 'RUNNABLE',
  JobsStarting: 'STARTING',
  JobsRunning: 'RUNNING',
};
const DIMENSIONS = ['JobQueue', 'JobDefinition', 'ComputeEnvironment', 'InstanceType', 'AvailabilityZone'];

/** Entries into states according to log lines, and ends according to job records: together they are all there were. */
export function compareTransitions(
  expected: readonly TransitionTotal[],
  lines: readonly JsonObject[],
  jobs: readonly JsonObject[],
): NumberComparison {
  return compareNumbers(transitionTotalsOf(expected), transitionsIn(lines, jobs));
}

export const transitionTotalsOf = (totals: readonly TransitionTotal[]): Map<string, number> =>
  new Map(totals.map(({ State, Dimension, Value, Jobs }) => [nameOf(State, Dimension, Value), Jobs]));

export function transitionsIn(lines: readonly JsonObject[], jobs: readonly JsonObject[]): ReadonlyMap<string, number> {
  const found = new Sums();
  for (const line of lines) {
    for (const [field, state] of Object.entries(STATE_OF)) found.addTo(state, Number(line[field] ?? 0), line, DIMENSIONS);
  }
  for (const job of jobs.filter(isCounted)) {
    found.addTo(String(job.Status), 1, { ...job, JobDefinition: String(job.JobDefinition).replace(/:\d+$/, '') }, DIMENSIONS);
  }
  return found.all;
}

const isCounted = ({ ArraySize, NodeParentId }: JsonObject): boolean => ArraySize === undefined && NodeParentId === undefined;
