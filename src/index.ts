export * from './batch-insights';
export * from './instance-registry';
export * from './job-event-collector';
