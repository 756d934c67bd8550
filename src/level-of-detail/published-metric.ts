import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { checkPublished } from './dimension-check';
import { QueueWatcher, withQueueDimension } from './job-queue-metric';
import { JobQueueMetricOptions } from './job-queue-metric-options';
import { Publisher, setsPublishedBy, usualOptions } from './published-sets';
import { AnyMetric, METRICS, metricsOf, MetricOrigin } from '../domain/names/metrics';
import { reject } from '../prop-check/prop-check';

/** A construct that publishes metrics. */
export interface MetricConstruct extends Publisher, QueueWatcher {
  readonly metricNamespace: string;
}

export interface MetricRequest {
  readonly origin: MetricOrigin;
  readonly metricName: string;
  readonly options?: JobQueueMetricOptions;
  /** Completes "metricName must be". */
  readonly allowed: string;
  /** Completes "Name the dimensions of such a set ...". */
  readonly otherwise?: string;
}

/**
 * A metric of a construct, with the statistic and unit that suit it. A name or a set of dimensions that the construct does not publish is an error,
 * since CloudWatch would show an empty chart.
 */
export function publishedMetric(construct: MetricConstruct, request: MetricRequest): Metric {
  const metricName = knownMetric(construct, request);
  const options = withQueueDimension(construct, request.options ?? {});
  const dimensions = Object.keys(options.dimensionsMap ?? {});
  checkPublished(construct, { metricName, dimensions, sets: setsPublishedBy(construct, metricName), otherwise: request.otherwise });
  return new Metric({ namespace: construct.metricNamespace, metricName, ...usualOptions(metricName), ...options });
}

function knownMetric(construct: MetricConstruct, { origin, metricName, allowed }: MetricRequest): AnyMetric {
  const { instancesIncluded = true } = construct;
  const names = metricsOf(origin)
    .filter(({ publishedBy }) => instancesIncluded || !publishedBy.needsRegistry)
    .map(({ name }) => name);
  if (isMetric(metricName) && names.includes(metricName)) return metricName;
  return reject(construct, { prop: 'metricName', value: metricName, allowed, fix: `Those are ${names.join(', ')}.` });
}

const isMetric = (name: string): name is AnyMetric => Object.hasOwn(METRICS, name);
