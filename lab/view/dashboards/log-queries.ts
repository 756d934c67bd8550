import type { Dashboard } from './dashboard';

/** A log query of a dashboard: what it asks, and of which log groups. */
export interface LogQuery {
  readonly logGroups: readonly string[];
  readonly query: string;
}

const SOURCE = /^\s*SOURCE\s+(?:'([^']*)'|"([^"]*)"|(\S+))\s*\|/i;

/** Dashboards name the log groups in the query, each as `SOURCE 'name' |`. */
export function splitSources(text: string): LogQuery {
  const logGroups: string[] = [];
  let query = text;
  for (let found = SOURCE.exec(query); found; found = SOURCE.exec(query)) {
    logGroups.push(found[1] ?? found[2] ?? found[3]);
    query = query.slice(found[0].length);
  }
  return { logGroups, query: query.trim() };
}

/** A Logs Insights query that a dashboard ships, with where it stands. */
export interface ShippedQuery extends LogQuery {
  readonly dashboard: string;
  readonly title: string;
}

export function shippedQueries(dashboards: readonly Dashboard[]): readonly ShippedQuery[] {
  return dashboards.flatMap(({ name, widgets }) =>
    widgets
      .filter(({ type }) => type === 'log')
      .map(({ properties }) => ({
        dashboard: name,
        title: String(properties.title ?? ''),
        ...splitSources(String(properties.query ?? '')),
      })),
  );
}
