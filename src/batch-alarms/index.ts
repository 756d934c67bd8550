export * from './alarm-severity';
export * from './batch-alarms';
export * from './batch-alarms-props';
