export * from './container-insights';
export * from './container-insights-mode';
