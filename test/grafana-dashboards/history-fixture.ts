import { Dashboard, panelOf, scopeOf } from './dashboards';
import { sqlOf } from '../../lab/grafana/panel-queries';
import { Scope } from '../../lab/grafana/scope';
import { historyRow } from '../../src/domain/history/history-row';
import { JobRecord } from '../../src/domain/names/job-record-fields';
import { HistoryTables, Row } from '../job-history/sql/history-tables';

/** The history of records, in the database that the dashboards of the tests name. */
export async function historyOf(records: readonly JobRecord[]): Promise<HistoryTables> {
  const tables = await HistoryTables.create();
  const rows = records.map((record) => historyRow(record, 'jobs', { id: record.JobId, loggedAt: Date.parse(record.StoppedAt) }));
  await tables.write('jobs', rows);
  await tables.open('jobs');
  await tables.query('create schema batch_history');
  for (const view of ['jobs', 'attempts']) await tables.query(`create view batch_history.${view} as select * from main.${view}`);
  return tables;
}

/** The rows of a panel of Athena. */
export const rowsOf = (tables: HistoryTables, dashboard: Dashboard, title: string, scope: Scope): Promise<readonly Row[]> =>
  tables.query(sqlOf((panelOf(dashboard, title).targets ?? [])[0], scope));

interface AthenaQuery {
  readonly rawSQL: string;
}
const isOfAthena = (query: unknown): query is AthenaQuery => typeof query === 'object' && query !== null && 'rawSQL' in query;

/** The dashboard with the values that its variables offer, one after the other as they depend on each other. */
export async function withOptions(
  tables: HistoryTables,
  dashboard: Dashboard,
  range: Scope['range'],
  choice: Scope['choice'] = {},
): Promise<Scope> {
  return offered(tables, dashboard, scopeOf(dashboard, range, choice));
}

export async function offered(tables: HistoryTables, { templating }: Dashboard, scope: Scope): Promise<Scope> {
  let filled = scope;
  for (const { name, query } of templating.list) {
    if (!isOfAthena(query)) continue;
    const rows = await tables.query(filled.interpolate(query.rawSQL));
    filled = filled.offering({ [name]: rows.map((row) => String(Object.values(row)[0])) });
  }
  return filled;
}
