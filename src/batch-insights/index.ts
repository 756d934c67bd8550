export * from './batch-insights';
export * from './insights-props';
