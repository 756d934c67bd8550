export * from './job-history';
export * from './job-history-props';
export type { IJobHistory, JobHistoryAttributes } from './job-history-base';
