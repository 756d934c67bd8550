export * from './in-flight-snapshot';
export type { IInFlightSnapshot, InFlightSnapshotAttributes } from './in-flight-snapshot-base';
export * from './job-state';
export * from './snapshot-props';
