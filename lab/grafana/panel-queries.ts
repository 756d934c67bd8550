/** Runs the queries of Grafana panels as the data sources do: they fill in the variables, and ask CloudWatch or Athena. */
import { Scope } from './scope';
import { InsightsResult, LogLine, runInsightsQuery } from '../aws/insights/index';
import { MetricStore, ShownSeries, evaluateMetrics } from '../aws/metrics/index';

/** A query of a panel, of any data source. */
export interface Target {
  readonly refId: string;
  readonly datasource: { readonly type: string };
  readonly hide?: boolean;
  readonly queryMode?: 'Metrics' | 'Logs';
  readonly id?: string;
  readonly expression?: string;
  readonly label?: string;
  readonly namespace?: string;
  readonly metricName?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic?: string;
  readonly metricEditorMode?: number;
  readonly logGroups?: readonly { readonly name?: string; readonly arn: string }[];
  readonly statsGroups?: readonly string[];
  readonly rawSQL?: string;
  /** Of the answer to SQL. */
  readonly format?: number;
}

const CODE = 1;

/** Colours by the reference of their query. */
type Colors = ReadonlyMap<string, string>;

/** A row of a metric widget for each target: an expression, or a metric. */
function definitionOf(target: Target, scope: Scope, colors: Colors): readonly unknown[] {
  const { refId, id, label, hide, statistic, namespace = '', metricName = '', dimensions = {} } = target;
  const shown = { id, label: label || undefined, visible: !hide, color: colors.get(refId) };
  if (target.metricEditorMode === CODE) return [{ ...shown, expression: scope.fill(target.expression ?? '') }];
  const named = Object.entries(dimensions).flatMap(([name, value]) => [name, dimensionOf(name, scope.listOf(value))]);
  return [namespace, metricName, ...named, { ...shown, stat: statistic }];
}

/** The data source makes a search of several values, and of all. */
function dimensionOf(name: string, values: readonly string[]): string {
  if (values.length !== 1 || values[0] === '*') {
    throw new Error(`Dimension ${name} has several values: a query of one metric is not supported so`);
  }
  return values[0];
}

/** The lines of a panel of metrics. */
export function runMetrics(
  targets: readonly Target[],
  scope: Scope,
  store: MetricStore,
  period: number,
  colors: Colors = new Map(),
): readonly ShownSeries[] {
  const metrics = targets.map((target) => definitionOf(target, scope, colors));
  return evaluateMetrics({ metrics, forcedPeriod: period }, store, { start: scope.range.from, end: scope.range.to });
}

/** The log groups that a query reads, by name. */
export const logGroupsOf = ({ logGroups = [] }: Target, scope: Scope): readonly string[] =>
  logGroups.flatMap(({ arn, name }) => scope.listOf(name ?? arn));

/** The rows of a query over logs, by the name of each log group. */
export function runLogs(target: Target, scope: Scope, linesOf: (logGroup: string) => readonly LogLine[]): InsightsResult {
  const lines = logGroupsOf(target, scope).flatMap(linesOf);
  return runInsightsQuery(scope.fill(target.expression ?? ''), lines, { start: scope.range.from, end: scope.range.to });
}

/** The SQL that Athena gets. */
export const sqlOf = ({ rawSQL = '' }: Target, scope: Scope): string => scope.fill(rawSQL);
