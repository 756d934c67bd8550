import { JobRecord } from './job-record-fields';
import { RecordType } from './records';

/** A field of job records by its name, which a misspelt one does not compile with. */
const ofJob = (name: keyof JobRecord): string => name;
const NO_ARRAY = `RecordType = "${RecordType.JOB}" and not ispresent(${ofJob('ArraySize')})`;

/** A condition for jobs that count: the children of an array job instead of its parent, and a multi-node job once, instead of its nodes. */
export const IS_COUNTED_JOB = `${NO_ARRAY} and not ispresent(${ofJob('NodeParentId')})`;

/** A condition for jobs as they were submitted: an array job or a multi-node job instead of its parts. */
export const IS_SUBMITTED_JOB = `RecordType = "${RecordType.JOB}" and not ispresent(${ofJob('ArrayParentId')}) and not ispresent(${ofJob('NodeParentId')})`;

/** How long a submitted job ran in all its attempts; an array job, which has no attempts, from its submission to its end. */
export const RUN_SECONDS = `coalesce(${ofJob('TotalRunningSeconds')}, case(ispresent(${ofJob('ArraySize')}), ${ofJob('TotalSeconds')}))`;

/** A condition for jobs that cost and are placed: instead of a multi-node job its nodes, each where it ran. */
export const IS_COSTED_JOB = `${NO_ARRAY} and not ispresent(${ofJob('NodeCount')})`;
