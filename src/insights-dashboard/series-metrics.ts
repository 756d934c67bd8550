import { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { NamedMetric, anyOf, divided, expression, filled, gapsOf, idOf, labelOf, search, sumOf, valueOf } from './metric-expressions';
import { MetricSource, knowsJobQueues } from './metric-sources';
import {
  CollectorSeries,
  GroupSeries,
  Origin,
  ResourceSeries,
  Series,
  ServiceSeries,
  ShareSeries,
  TotalSeries,
} from './series-description';
import { AnyMetric, DimensionName } from '../domain/names/metrics';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-base';

/** What a collector has that was made here; one that was imported has none of it. */
interface CollectorParts {
  readonly queue?: IQueue;
  readonly deadLetterQueue?: IQueue;
  readonly handler?: IFunction;
}

type Measured = Pick<TotalSeries, 'from' | 'statistic' | 'jobState'>;

export interface SeriesOptions {
  readonly collector: IJobEventCollector;
  readonly sources: Readonly<Record<Origin, MetricSource | undefined>>;
  /** Names of the only job queues to show. */
  readonly jobQueueNames?: readonly string[];
}

/** The dimension of AWS's own metrics of AWS Batch. */
const SERVICE_JOB_QUEUE = 'JobQueueName';

/** Makes CloudWatch metrics of series: over everything, or of the job queues that the dashboard is limited to. */
export class SeriesMetrics {
  constructor(private readonly options: SeriesOptions) {}

  /** No metrics, where nobody publishes what the series needs. */
  of(series: Series): IMetric[] {
    switch (series.of) {
      case 'total':
        return this.total(series);
      case 'share':
        return this.share(series);
      case 'groups':
        return this.groups(series);
      case 'service':
        return [this.service(series)];
      case 'collector':
        return [this.ofCollector(series)];
      default:
        return this.ofResource(series);
    }
  }

  /** Counts and sums of several queues add up; percentiles do not, so that each queue gets its own. */
  private total(series: TotalSeries): IMetric[] {
    if (!series.metrics.every((metric) => this.isPublished(metric, series))) return [];
    const queues = this.queuesOf(series.metrics[0]);
    if (!queues || series.statistic === 'Sum' || series.addsUp) {
      return [
        valueOf(
          series.metrics.flatMap((metric) => this.parts(metric, series)),
          series,
        ),
      ];
    }
    return this.perJobQueue(series, series.metrics[0], (queue) => (queues.length === 1 ? series.label : `${queue} ${series.label}`));
  }

  private share({ parts, whole, label, color }: ShareSeries): IMetric[] {
    if (!whole.every((metric) => this.isPublished(metric, {}))) return [];
    const some = parts.flatMap((metric) => this.parts(metric, { statistic: 'Sum' }));
    const all = whole.flatMap((metric) => this.parts(metric, { statistic: 'Sum' }));
    return [expression(`100 * ${sumOf(some, 'zero')} / ${sumOf(all)}`, [...some, ...all], { label, color })];
  }

  /** By anything but the queue, a metric cannot be limited to some queues. */
  private groups(series: GroupSeries): IMetric[] {
    const { metric, dimension, jobState, statistic, dividedBy, label, color } = series;
    const ofQueues = this.queuesOf(metric) !== undefined;
    const source = this.sourceOf(series);
    if (!source || !publishes(source, metric, dimensionsOf(series, dimension)) || (ofQueues && dimension !== DimensionName.JOB_QUEUE)) {
      return [];
    }
    if (ofQueues) return this.perJobQueue(series, metric, (queue) => queue);
    const terms = [`MetricName="${metric}"`, ...(jobState ? [`${DimensionName.JOB_STATE}="${jobState}"`] : [])];
    const found = search({ namespace: source.namespace, dimensions: dimensionsOf(series, dimension), terms, statistic });
    return [expression(divided(filled(found, gapsOf(series)), dividedBy), [], { label: labelOf(dimension, label), color })];
  }

  private service(series: ServiceSeries): IMetric {
    const { namespace, dimension, metric, having, statistic, dividedBy, label, color } = series;
    const queues = dimension === SERVICE_JOB_QUEUE ? this.options.jobQueueNames?.map((name) => `"${name}"`) : undefined;
    const terms = [
      ...(metric ? [`MetricName="${metric}"`] : []),
      ...[having, queues].flatMap((words) => (words ? [anyOf(dimension, words)] : [])),
    ];
    const found = search({ namespace, dimensions: [dimension], terms, statistic });
    const labelOfEach = metric ? labelOf(dimension, label) : `\${PROP('MetricName')} ${labelOf(dimension, label)}`;
    return expression(divided(filled(found, gapsOf(series)), dividedBy), [], { label: labelOfEach, color });
  }

  private perJobQueue(series: TotalSeries | GroupSeries, metric: AnyMetric, label: (queue: string) => string): IMetric[] {
    const queues = this.options.jobQueueNames ?? [];
    return this.parts(metric, series).map((part, index) =>
      expression(divided(filled(part.id, gapsOf(series)), series.dividedBy), [part], { label: label(queues[index]) }),
    );
  }

  /** The metric over everything, or once for each job queue. */
  private parts(name: AnyMetric, series: Measured): NamedMetric[] {
    const { statistic, jobState } = series;
    const ofState: Record<string, string> = jobState ? { [DimensionName.JOB_STATE]: jobState } : {};
    const part = (id: string, dimensions?: Record<string, string>): NamedMetric[] => {
      const metric = this.sourceOf(series)?.metric(name, statistic, dimensions && { ...dimensions, ...ofState });
      return metric ? [{ id, metric }] : [];
    };
    const id = idOf(name, statistic, jobState ?? '');
    const queues = this.queuesOf(name);
    if (!queues) return part(id, jobState ? {} : undefined);
    return queues.flatMap((queue, index) => part(`${id}Queue${index + 1}`, { [DimensionName.JOB_QUEUE]: queue }));
  }

  private ofCollector(series: CollectorSeries): IMetric {
    const { metric, statistic } = series;
    return valueOf([{ id: idOf(metric, statistic), metric: this.options.collector.metric(metric, { statistic }) }], series);
  }

  private ofResource(series: ResourceSeries): IMetric[] {
    const { of, metric, statistic } = series;
    const { queue, deadLetterQueue, handler }: CollectorParts = this.options.collector as IJobEventCollector & CollectorParts;
    const resource = { queue: queue, 'dead-letter-queue': deadLetterQueue, handler: handler }[of];
    return resource ? [valueOf([{ id: idOf(metric, statistic), metric: resource.metric(metric, { statistic }) }], series)] : [];
  }

  private isPublished(metric: AnyMetric, series: Partial<Measured>): boolean {
    const source = this.sourceOf(series);
    const byQueue = this.queuesOf(metric) ? [DimensionName.JOB_QUEUE] : [];
    return source !== undefined && publishes(source, metric, dimensionsOf(series, ...byQueue));
  }

  private sourceOf({ from = 'collector' }: Pick<TotalSeries, 'from'>): MetricSource | undefined {
    return this.options.sources[from];
  }

  /** The queues that this metric is limited to. */
  private queuesOf(metric: AnyMetric): readonly string[] | undefined {
    return knowsJobQueues(metric) ? this.options.jobQueueNames : undefined;
  }
}

const dimensionsOf = ({ jobState }: Pick<TotalSeries, 'jobState'>, ...dimensions: string[]): string[] => [
  ...dimensions,
  ...(jobState ? [DimensionName.JOB_STATE] : []),
];

const publishes = (source: MetricSource, metric: AnyMetric, dimensions: readonly string[]): boolean =>
  source.setsOf(metric).some((names) => names.join() === dimensions.join());
