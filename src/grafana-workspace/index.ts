export * from './grafana-workspace';
export * from './grafana-workspace-props';
export type { IGrafanaWorkspace } from './grafana-workspace-base';
