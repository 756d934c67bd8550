export * from './dashboard-section';
export * from './insights-dashboard';
