export * from './batch-insights';
export * from './insights-dashboard';
export * from './instance-registry';
export * from './job-event-collector';
export * from './level-of-detail';
