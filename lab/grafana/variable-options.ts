/** What the variables of a dashboard offer, each with the values of those before it. */
import type { DashboardVariable } from './dashboard';
import { checkVariable } from './known-json';
import type { Options, Scope } from './scope';

/** What the data sources answer variables with. */
export interface VariableSources {
  /** The values of the first column. */
  athena(sql: string): Promise<readonly string[]>;
  dimensionValues(namespace: string, metricName: string, dimension: string): readonly string[];
  logGroups(prefix: string): readonly string[];
}

interface Query {
  readonly rawSQL?: string;
  readonly queryType?: string;
  readonly namespace?: string;
  readonly metricName?: string;
  readonly dimensionKey?: string;
  readonly logGroupPrefix?: string;
}

/** The scope with what every variable offers, and these values by name. */
export async function withOptions(
  variables: readonly DashboardVariable[],
  scope: Scope,
  sources: VariableSources,
): Promise<{ readonly scope: Scope; readonly options: Options }> {
  let filled = scope;
  const options: Record<string, readonly string[]> = {};
  for (const variable of variables) {
    checkVariable(variable as DashboardVariable & Readonly<Record<string, unknown>>);
    options[variable.name] = sorted(matching(await valuesOf(variable, filled, sources), variable.regex), variable.sort);
    filled = filled.offering({ [variable.name]: options[variable.name] });
  }
  return { scope: filled, options };
}

async function valuesOf(variable: DashboardVariable, scope: Scope, sources: VariableSources): Promise<readonly string[]> {
  if (variable.type === 'datasource') return [String(variable.query)];
  if (variable.type === 'textbox') return [String(variable.query ?? '')];
  if (variable.type === 'custom') return customValues(String(variable.query));
  const query = variable.query as Query;
  const filled = (text = ''): string => scope.fill(text);
  if (query.rawSQL !== undefined) return sources.athena(filled(query.rawSQL));
  if (query.queryType === 'logGroups') return sources.logGroups(filled(query.logGroupPrefix));
  return sources.dimensionValues(filled(query.namespace), filled(query.metricName), filled(query.dimensionKey));
}

/** Commas separate the values; one that belongs to a value has a backslash before it. */
const customValues = (query: string): readonly string[] =>
  (query.match(/(?:\\,|[^,])+/g) ?? []).map((value) => value.replaceAll('\\,', ',').trim());

/** The values that a pattern finds: its first group, or all of the value. */
function matching(values: readonly string[], regex = ''): readonly string[] {
  if (regex === '') return [...new Set(values)];
  const [, pattern = regex, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(regex) ?? [];
  const expression = new RegExp(pattern, flags.replace('g', ''));
  const found = values.flatMap((value) => {
    const match = expression.exec(value);
    return match ? [match.length > 1 ? (match[1] ?? '') : value] : [];
  });
  return [...new Set(found)];
}

/** 5: by the alphabet, upper case or not; 0: as the query has them. */
const sorted = (values: readonly string[], sort = 0): readonly string[] =>
  sort === 0 ? values : [...values].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), 'en'));
