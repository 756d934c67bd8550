import { IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Plot, PlottedMetric } from './plot';

/** The metric of a plot, as aws-cdk-lib draws it. */
export function metricOf({ expression, metrics, label, color }: Plot): IMetric {
  if (expression === undefined) return toMetric(metrics[0]).with({ label, color });
  return new MathExpression({
    expression,
    usingMetrics: Object.fromEntries(metrics.map((each) => [each.id, toMetric(each)])),
    label,
    color,
  });
}

const toMetric = ({ namespace, name, dimensions, statistic }: PlottedMetric): Metric =>
  new Metric({ namespace, metricName: name, dimensionsMap: dimensions, statistic });
