export * from './asg-monitoring';
export * from './batch-insights';
export * from './container-insights';
export * from './insights-dashboard';
export * from './instance-registry';
export * from './job-event-collector';
export * from './level-of-detail';
export * from './run-task-monitoring';
