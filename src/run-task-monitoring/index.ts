export * from './run-task-monitoring';
export * from './run-task-monitoring-props';
export type { IRunTaskMonitoring, RunTaskMonitoringAttributes } from './run-task-monitoring-base';
