/**
 * The job queues that a dashboard shows, as plain data. The dashboard's body holds `CHOSEN_JOB_QUEUE` wherever the choice matters, and CloudWatch
 * replaces it with the value of the dashboard's variable: the name of a queue, or the namespace of the metrics for all queues. The namespace, because
 * it is what the metrics of all queues together have and those of no queue lack: see `docs/adr/0025-filter-by-job-queue.md`.
 */
import { DimensionName } from '../domain/names/metrics';

/** Stands for the value of the variable. Letters only: in texts, searches and addresses it needs no escape. */
export const CHOSEN_JOB_QUEUE = 'ChosenJobQueue';

/** `longest` is how many characters a name can have, because some names are only known at deployment. */
export interface NamedJobQueues {
  readonly names: readonly string[];
  readonly longest: number;
}

/**
 * `none`: everything that the collector publishes; `watched` are its job queues, if it does not watch all. `chosen`: by the viewer, where `all` is the value
 * for all queues. `several`: by the viewer of a tool whose variables hold any number of values. `named`: these only, whoever looks.
 */
export type JobQueueFilter =
  | { readonly by: 'none'; readonly watched?: NamedJobQueues }
  | { readonly by: 'chosen'; readonly all: string }
  | SeveralJobQueues
  | ({ readonly by: 'named' } & NamedJobQueues);

/** Job queues that the viewer chooses, where the tool replaces its variable in what follows. */
export interface SeveralJobQueues {
  readonly by: 'several';
  /** The namespace of the metrics: the value of the variable for all queues. */
  readonly all: string;
  /** A term of a search: the property of the metric is one of the values. */
  readonly isChosen: (property: string) => string;
  /** A command that leaves the records of the chosen queues. */
  readonly command: string;
}

/** The job queues that metrics of AWS are limited to: AWS publishes those of all queues. */
export function serviceJobQueues(filter: JobQueueFilter): NamedJobQueues | undefined {
  if (filter.by === 'named') return filter;
  return filter.by === 'none' ? filter.watched : undefined;
}

const { JOB_QUEUE } = DimensionName;

const isTheChoice = (property: string): string => `${property}="${CHOSEN_JOB_QUEUE}"`;

/** A term of a search that each metric of the namespace fulfils while all queues are chosen, and no metric or one by job queue otherwise. */
export function chosenTerm(dimension: string, isChosen = isTheChoice): string {
  const all = isChosen('Namespace');
  return dimension === JOB_QUEUE ? `(${all} OR ${isChosen(JOB_QUEUE)})` : all;
}

/**
 * Commands that leave the records of these job queues. Logs Insights documents no comparison of two literals, so that one of them comes behind the record's
 * type, which each record has; no name of a queue holds a comma.
 */
export function filterCommands(filter: JobQueueFilter): string[] {
  switch (filter.by) {
    case 'none':
      return [];
    case 'chosen':
      return [`filter concat(RecordType, ",${filter.all},") like ",${CHOSEN_JOB_QUEUE}," or ${JOB_QUEUE} = "${CHOSEN_JOB_QUEUE}"`];
    case 'several':
      return [filter.command];
    case 'named':
      return [`filter ${JOB_QUEUE} in [${filter.names.map((name) => `"${name}"`).join(', ')}]`];
  }
}
