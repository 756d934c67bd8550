import { FailureCategory } from '../../../src/domain/names/records';
import { Attempt, Job } from '../model';

/** Metrics count the children of an array, and a multi-node job once. */
export const countable = ({ role }: Job): boolean => role.kind !== 'array' && role.kind !== 'node';

/** Whether containers run for the job itself: those of a multi-node job belong to its nodes. */
export const hasContainers = ({ role }: Job): boolean => role.kind !== 'array' && role.kind !== 'multi-node';

/** How many containers ask for the resources of the job's definition. */
export const containersOf = ({ role }: Job): number => (role.kind === 'multi-node' ? role.nodes : 1);

/** Whether an attempt counts as failed. AWS Batch stopped a node with its main node: its last attempt did not fail by itself. */
export const countsAsFailed = (job: Job, { outcome, number }: Attempt): boolean =>
  outcome?.failed === true && !(number === job.attempts.length && outcome.category === FailureCategory.NODE_STOPPED);
