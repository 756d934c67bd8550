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
}

const CODE = 1;

/** A row of a metric widget for each target: an expression, or a metric. */
function definitionOf(target: Target, scope: Scope): readonly unknown[] {
  const { id, label, hide, statistic, namespace = '', metricName = '', dimensions = {} } = target;
  const shown = { id, label: label || undefined, visible: !hide };
  if (target.metricEditorMode === CODE) return [{ ...shown, expression: scope.interpolate(target.expression ?? '') }];
  const named = Object.entries(dimensions).flatMap(([name, value]) => [name, scope.interpolate(value)]);
  return [namespace, metricName, ...named, { ...shown, stat: statistic }];
}

/** The lines of a panel of metrics. */
export function runMetrics(targets: readonly Target[], scope: Scope, store: MetricStore, period: number): readonly ShownSeries[] {
  const metrics = targets.map((target) => definitionOf(target, scope));
  return evaluateMetrics({ metrics, forcedPeriod: period }, store, { start: scope.range.from, end: scope.range.to });
}

/** The rows of a query over logs, by the name of each log group. */
export function runLogs(
  { expression = '', logGroups = [] }: Target,
  scope: Scope,
  linesOf: (logGroup: string) => readonly LogLine[],
): InsightsResult {
  const lines = logGroups.flatMap(({ arn, name }) => linesOf(scope.interpolate(name ?? arn)));
  return runInsightsQuery(scope.interpolate(expression), lines, { start: scope.range.from, end: scope.range.to });
}

/** The SQL that Athena gets. */
export const sqlOf = ({ rawSQL = '' }: Target, scope: Scope): string => scope.interpolate(rawSQL);
