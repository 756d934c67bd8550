export * from './in-flight-snapshot';
export * from './in-flight-snapshot-ref';
export * from './job-state';
export * from './snapshot-props';
