/** How queries read variables of several values. Grafana replaces `${Name:join:X}` with the values, with X between them, and "All" with its own value as it is. */
import { Placeholder } from '../../src/grafana-dashboards/placeholders';
import { SeveralJobQueues } from '../../src/insights-dashboard/job-queue-filter';

/** The values, with a text between two of them. */
export const joined = (variable: string, between: string): string => `\${${variable}:join:${between}}`;

/** The value of "All" where it is no name: no job, definition, instance or status is called so. */
export const ALL = '*';

/** A predicate of SQL that holds for the chosen values of a column, and for all. Names and ids of AWS Batch hold no quotes. */
export const isChosenIn = (column: string, variable: string, all = ALL): string => {
  const values = `('${joined(variable, `','`)}')`;
  return `('${all}' in ${values} or ${column} in ${values})`;
};

export const JOB_QUEUE_VARIABLE = 'JobQueue';

/** For metrics, the value of "All" is their namespace: docs/adr/0025-filter-by-job-queue.md. */
export const CHOSEN_JOB_QUEUES: SeveralJobQueues = {
  by: 'several',
  all: Placeholder.NAMESPACE,
  isChosen: (property) => `(${property}="${joined(JOB_QUEUE_VARIABLE, `" OR ${property}="`)}")`,
  command:
    `filter concat(RecordType, ",${Placeholder.NAMESPACE},") like ",${joined(JOB_QUEUE_VARIABLE, ',')},"` +
    ` or JobQueue in ["${joined(JOB_QUEUE_VARIABLE, '","')}"]`,
};
