import { Token } from 'aws-cdk-lib';
import { IMetric, MathExpression, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { CollectorSeries, JobQueueSeries, JobSeries, ResourceSeries, Series, ShareSeries, Statistic } from './section-description';
import { DimensionName, MetricName } from '../domain/names/metrics';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-ref';

/** What a collector has that was made here; one that was imported has none of it. */
interface CollectorParts {
  readonly queue?: IQueue;
  readonly deadLetterQueue?: IQueue;
  readonly handler?: IFunction;
}

/** A metric under the name that expressions of the same widget call it. */
interface NamedMetric {
  readonly id: string;
  readonly metric: Metric;
}

/** Characters that the schema of a search needs no quotes for. */
const PLAIN_NAMESPACE = /^[\w/.:#-]+$/;

/** Makes CloudWatch metrics of series: over everything, or of the job queues that the dashboard is limited to. */
export class SeriesMetrics {
  constructor(private readonly collector: IJobEventCollector, private readonly jobQueueNames?: readonly string[]) {}

  /** No metrics, where the collector does not publish what the series needs. */
  public of(series: Series): IMetric[] {
    switch (series.of) {
      case 'jobs': return this.ofJobs(series);
      case 'share': return this.share(series);
      case 'job-queues': return this.byJobQueue(series);
      case 'collector': return [this.ofCollector(series)];
      default: return this.ofResource(series);
    }
  }

  /** Counts and sums of several queues add up; percentiles do not, so that each queue gets its own. */
  private ofJobs(series: JobSeries): IMetric[] {
    if (!this.hasJobMetrics()) return [];
    if (!this.jobQueueNames || series.statistic === 'Sum') return [this.total(series)];
    return this.perJobQueue(series, series.metrics[0], this.jobQueueNames, queue => labelled(series.label, queue, this.jobQueueNames));
  }

  private total(series: JobSeries): IMetric {
    const parts = series.metrics.flatMap(metric => this.parts(metric, series.statistic));
    return valueOf(parts, series);
  }

  private share({ part, whole, label, color }: ShareSeries): IMetric[] {
    if (!this.hasJobMetrics()) return [];
    const parts = this.parts(part, 'Sum');
    const all = whole.flatMap(metric => this.parts(metric, 'Sum'));
    return [expression(`100 * ${sumOf(parts, zeroWhereNone)} / ${sumOf(all)}`, [...parts, ...all], { label, color })];
  }

  private byJobQueue(series: JobQueueSeries): IMetric[] {
    if (!this.publishes(DimensionName.JOB_QUEUE)) return [];
    if (this.jobQueueNames) return this.perJobQueue(series, series.metric, this.jobQueueNames, queue => queue);
    const search = `SEARCH('{${this.searchedNamespace()},${DimensionName.JOB_QUEUE}} MetricName="${series.metric}"', '${series.statistic}', 300)`;
    return [expression(divided(search, series.dividedBy), [], { label: `\${PROP('Dim.${DimensionName.JOB_QUEUE}')}` })];
  }

  private perJobQueue(
    { statistic, dividedBy }: JobSeries | JobQueueSeries, metric: MetricName, queues: readonly string[], label: (queue: string) => string,
  ): IMetric[] {
    return this.parts(metric, statistic).map((part, index) => expression(divided(part.id, dividedBy), [part], { label: label(queues[index]) }));
  }

  /** The metric over everything, or once for each job queue. */
  private parts(name: MetricName, statistic: Statistic): NamedMetric[] {
    const id = idOf(name, statistic);
    if (!this.jobQueueNames) return [{ id, metric: this.collector.metric(name, { statistic }) }];
    return this.jobQueueNames.map((queue, index) => ({
      id: `${id}Queue${index + 1}`,
      metric: this.collector.metric(name, { statistic, dimensionsMap: { [DimensionName.JOB_QUEUE]: queue } }),
    }));
  }

  private ofCollector(series: CollectorSeries): IMetric {
    const { metric, statistic } = series;
    return valueOf([{ id: idOf(metric, statistic), metric: this.collector.metric(metric, { statistic }) }], series);
  }

  private ofResource(series: ResourceSeries): IMetric[] {
    const { of, metric, statistic } = series;
    const { queue, deadLetterQueue, handler }: CollectorParts = this.collector as IJobEventCollector & CollectorParts;
    const resource = { 'queue': queue, 'dead-letter-queue': deadLetterQueue, 'handler': handler }[of];
    return resource ? [valueOf([{ id: idOf(metric, statistic), metric: resource.metric(metric, { statistic }) }], series)] : [];
  }

  private hasJobMetrics(): boolean {
    return this.jobQueueNames ? this.publishes(DimensionName.JOB_QUEUE) : this.publishes();
  }

  private publishes(...dimensions: string[]): boolean {
    return this.collector.dimensionSets.some(({ dimensionNames }) => dimensionNames.join() === dimensions.join());
  }

  private searchedNamespace(): string {
    const namespace = this.collector.metricNamespace;
    return Token.isUnresolved(namespace) || PLAIN_NAMESPACE.test(namespace) ? namespace : `"${namespace}"`;
  }
}

const labelled = (label: string, queue: string, queues?: readonly string[]): string => (queues?.length === 1 ? label : `${queue} ${label}`);

const idOf = (name: string, statistic: Statistic): string =>
  `${name[0].toLowerCase()}${name.slice(1)}${statistic[0].toUpperCase()}${statistic.slice(1)}`;

/** Where nothing was counted the count is 0. A duration is not: nothing waited. */
const COUNTS: readonly Statistic[] = ['Sum', 'Maximum'];
const zeroWhereNone = (id: string): string => `FILL(${id}, 0)`;

/** The metrics added up, with zeros in counts; a single one that stays as it is needs no expression. */
function valueOf(parts: readonly NamedMetric[], { statistic, dividedBy, label, color }: Pick<JobSeries, 'statistic' | 'dividedBy' | 'label' | 'color'>): IMetric {
  const isCount = COUNTS.includes(statistic);
  if (parts.length === 1 && !dividedBy && !isCount) return parts[0].metric.with({ label, color });
  return expression(divided(sumOf(parts, isCount ? zeroWhereNone : undefined), dividedBy), parts, { label, color });
}

const sumOf = (parts: readonly NamedMetric[], each: (id: string) => string = id => id): string =>
  (parts.length === 1 ? each(parts[0].id) : `SUM([${parts.map(({ id }) => each(id)).join(', ')}])`);

const divided = (value: string, by?: number): string => (by ? `${value} / ${by}` : value);

function expression(formula: string, parts: readonly NamedMetric[], options: Pick<MetricOptions, 'label' | 'color'>): IMetric {
  return new MathExpression({ expression: formula, usingMetrics: Object.fromEntries(parts.map(({ id, metric }) => [id, metric])), ...options });
}
