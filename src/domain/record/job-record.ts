export type { AttemptRecord, JobRecord } from '../names/job-record-fields';
