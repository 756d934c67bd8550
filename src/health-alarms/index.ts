export * from './health-alarm-props';
