import { Panel } from '../../grafana/dashboard';
import { addressesOf, linksOfColumns } from '../../grafana/links';
import type { Scope } from '../../grafana/scope';
import type { TableContent } from '../widgets/widget-content';

/** A table whose cells have the links of the panel's overrides. An empty cell leads nowhere. */
export function withLinks(panel: Panel, scope: Scope, { kind, columns, rows }: TableContent): TableContent {
  const ofColumns = linksOfColumns(panel);
  const links = columns.flatMap((name, column) => {
    const given = ofColumns.get(name);
    if (!given) return [];
    const addresses = rows.map(({ [column]: cell }) => (cell === null || cell === '' ? [] : addressesOf(given, scope, String(cell))));
    return [{ column, addresses }];
  });
  return { kind, columns, rows, links };
}
