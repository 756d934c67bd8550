export * from './overlap-policy';
export * from './scheduled-job';
export * from './scheduled-job-props';
