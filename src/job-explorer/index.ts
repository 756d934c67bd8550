export * from './job-explorer';
export * from './job-explorer-props';
