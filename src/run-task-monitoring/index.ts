export * from './run-task-monitoring';
export * from './run-task-monitoring-props';
export * from './run-task-monitoring-ref';
