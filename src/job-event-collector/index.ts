export * from './collector-props';
export * from './event-delivery';
export * from './job-event-collector';
export type { IJobEventCollector, JobEventCollectorAttributes } from './job-event-collector-base';
