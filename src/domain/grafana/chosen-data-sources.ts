import { DataSourceDescription } from '../names/grafana';

/** A variable of a dashboard. Those that choose a data source name its plug-in. */
interface Variable {
  readonly type: string;
  readonly query: unknown;
}

/** As much of a dashboard as concerns its variables. */
export interface DashboardModel {
  readonly templating: { readonly list: readonly Variable[] };
}

/** A dashboard that reads from the given data sources until a viewer chooses others: Grafana itself would take the first ones of their types. */
export function withDataSources(dashboard: DashboardModel, dataSources: readonly DataSourceDescription[]): DashboardModel {
  const list = dashboard.templating.list.map((variable) => {
    const source = variable.type === 'datasource' ? dataSources.find(({ type }) => type === variable.query) : undefined;
    return source ? { ...variable, current: { selected: true, text: source.name, value: source.uid } } : variable;
  });
  return { ...dashboard, templating: { ...dashboard.templating, list } };
}
