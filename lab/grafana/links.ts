import { CellLink, DashboardLink, DashboardVariable, Panel, overridesOf } from './dashboard';
import { Scope } from './scope';

/** The address of a link to another dashboard: with the time range, and with the values of all variables. */
export function dashboardAddress(
  { type, url, keepTime, includeVars }: DashboardLink,
  variables: readonly DashboardVariable[],
  scope: Scope,
): string {
  if (type !== 'link') throw new Error(`Links of type "${type}" are not supported here`);
  const time = keepTime ? ['${__url_time_range}'] : [];
  const values = includeVars ? variables.map(({ name }) => `\${${name}:queryparam}`) : [];
  const parameters = [...time, ...values].map((parameter) => scope.interpolate(parameter)).join('&');
  return `${scope.addressOf(url)}${parameters && (url.includes('?') ? '&' : '?')}${parameters}`;
}

/** What a cell leads to. */
export interface Address {
  readonly title: string;
  readonly href: string;
  readonly newTab: boolean;
}

/** The links of a column, for each of its cells. */
export function linksOfColumns(panel: Panel): ReadonlyMap<string, readonly CellLink[]> {
  return overridesOf(panel, 'byName', 'links') as ReadonlyMap<string, readonly CellLink[]>;
}

export const addressesOf = (links: readonly CellLink[], scope: Scope, cell: string): readonly Address[] =>
  links.map(({ title, url, targetBlank }) => ({ title, href: scope.addressOf(url, cell), newTab: targetBlank === true }));
