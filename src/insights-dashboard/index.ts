export * from './dashboard-props';
export * from './dashboard-section';
export * from './insights-dashboard';
