export * from './asg-monitoring';
export * from './asg-monitoring-props';
export * from './group-metric';
