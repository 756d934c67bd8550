export * from './grafana-dashboards';
export * from './grafana-dashboards-props';
