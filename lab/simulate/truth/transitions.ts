import { DimensionName } from '../../../src/domain/names/metrics';
import { Attempt, Entry, Job, State } from '../model';
import { countable } from './countable';
import { attemptOfEntry } from './metrics';
import { Tally } from './tally';

/** How many entries into a state there were, in total (`Dimension` is empty) or of one value of a dimension. */
export interface TransitionTotal {
  readonly State: State;
  readonly Dimension: string;
  readonly Value: string;
  readonly Jobs: number;
}

const STATES: readonly State[] = ['PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'];

/** Entries of the day by state, each attempt's counted. */
export function transitionTotals(jobs: readonly Job[]): TransitionTotal[] {
  const tally = new Tally(STATES);
  for (const job of jobs.filter(countable)) {
    for (const entry of job.entries) {
      if (entry.blockedReason === undefined) tally.add(entryPlace(job, entry), { [entry.state]: 1 });
    }
  }
  return tally
    .totals()
    .flatMap(({ Dimension, Value, ...counts }) =>
      STATES.filter((state) => counts[state] > 0).map((state) => ({ State: state, Dimension, Value, Jobs: counts[state] })),
    );
}

/** The queue and definition of a job that enters a state, and where its attempt is placed. */
export const entryPlace = (job: Job, entry: Entry): Record<string, string | undefined> => ({
  ...ofJob(job),
  ...placeOf(attemptOfEntry(job, entry)),
});

const ofJob = (job: Job) => ({ [DimensionName.JOB_QUEUE]: job.queue.name, [DimensionName.JOB_DEFINITION]: job.definition.name });

function placeOf(attempt?: Attempt): Record<string, string | undefined> {
  const placement = attempt?.placement;
  if (!placement || placement.environment.type === 'EKS') return {};
  return {
    [DimensionName.COMPUTE_ENVIRONMENT]: placement.environment.name,
    [DimensionName.INSTANCE_TYPE]: placement.host?.type,
    [DimensionName.AVAILABILITY_ZONE]: placement.host?.zone,
  };
}
