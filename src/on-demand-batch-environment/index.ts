export * from './batch-capacity';
export * from './on-demand-batch-environment';
export type { IOnDemandBatchEnvironment, OnDemandBatchEnvironmentAttributes } from './on-demand-batch-environment-base';
export * from './on-demand-batch-environment-props';
