export * from './cost-insights';
export type { ICostInsights } from './cost-insights-base';
export * from './cost-insights-props';
