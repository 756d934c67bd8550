import { ChosenSource, shareOfChosen, totalOfChosen } from './chosen-queues-plots';
import { CHOSEN_JOB_QUEUE, JobQueueFilter, chosenTerm, serviceJobQueues } from './job-queue-filter';
import {
  Plot,
  PlottedMetric,
  Term,
  anyOf,
  divided,
  filled,
  gapsOf,
  idOf,
  labelOf,
  metricsIn,
  search,
  shareOf,
  sumOf,
  termOf,
  valueOf,
  whicheverHasData,
} from './plot';
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
import { AnyMetric, carries, DimensionName } from '../domain/names/metrics';

/** Where the metrics of one origin are, and by which dimensions it publishes them. */
export interface PlotSource {
  readonly namespace: string;
  setsOf(metric: AnyMetric): readonly (readonly string[])[];
}

/** A resource of the collector whose metrics AWS keeps. */
export type PlotResource = Pick<PlottedMetric, 'namespace' | 'dimensions'>;

export interface PlotOptions {
  readonly sources: Readonly<Record<Exclude<Origin, 'collector'>, PlotSource | undefined>> & { readonly collector: PlotSource };
  /** A collector that was imported has only a log group. */
  readonly resources: Readonly<Record<ResourceSeries['of'], PlotResource | undefined>>;
  readonly filter: JobQueueFilter;
}

type Measured = Pick<TotalSeries, 'from' | 'statistic' | 'jobState'>;

/** The dimension of AWS's own metrics of AWS Batch. */
const SERVICE_JOB_QUEUE = 'JobQueueName';
/** What CloudWatch takes as a search. */
const MAX_SEARCH_LENGTH = 1024;

/** Plots series: over everything, of the job queue that the viewer chooses, or of those that the dashboard is limited to. */
export class SeriesPlots {
  constructor(private readonly options: PlotOptions) {}

  /** None, where nobody publishes what the series needs. */
  of(series: Series): Plot[] {
    switch (series.of) {
      case 'total':
        return this.total(series);
      case 'share':
        return this.share(series);
      case 'groups':
        return this.groups(series);
      case 'service':
        return this.service(series);
      case 'collector':
        return [this.ofCollector(series)];
      default:
        return this.ofResource(series);
    }
  }

  /** Counts and sums of several queues add up; percentiles do not, so that each queue gets its own. */
  private total(series: TotalSeries): Plot[] {
    if (!series.metrics.every((metric) => this.isPublished(metric, series))) return [];
    const several = this.severalFor(series.metrics, series);
    if (several) return totalOfChosen(series, several);
    const queues = this.namedQueuesOf(series.metrics[0]);
    if (!queues || series.statistic === 'Sum' || series.addsUp) {
      return [
        valueOf(
          series.metrics.flatMap((metric) => this.terms(metric, series)),
          series,
        ),
      ];
    }
    return this.perJobQueue(series, series.metrics[0], (queue) => (queues.length === 1 ? series.label : `${queue} ${series.label}`));
  }

  private share(series: ShareSeries): Plot[] {
    const { parts, whole, label, color } = series;
    if (!whole.every((metric) => this.isPublished(metric, {}))) return [];
    const several = this.severalFor(whole, {});
    if (several) return [shareOfChosen(series, several)];
    const some = parts.flatMap((metric) => this.terms(metric, { statistic: 'Sum' }));
    const all = whole.flatMap((metric) => this.terms(metric, { statistic: 'Sum' }));
    return [shareOf({ part: sumOf(some, 'zero'), whole: sumOf(all) }, { metrics: metricsIn([...some, ...all]), label, color })];
  }

  /** By anything but the queue, a metric cannot be limited to some queues. */
  private groups(series: GroupSeries): Plot[] {
    const { metric, dimension, jobState, statistic, dividedBy, label, color } = series;
    const isLimited = this.namedQueuesOf(metric) !== undefined;
    const source = this.sourceOf(series);
    if (!source || !publishes(source, metric, dimensionsOf(series, dimension)) || (isLimited && dimension !== DimensionName.JOB_QUEUE)) {
      return [];
    }
    if (isLimited) return this.perJobQueue(series, metric, (queue) => queue);
    const several = this.severalFor([metric], series);
    const terms = [
      `MetricName="${metric}"`,
      ...(jobState ? [`${DimensionName.JOB_STATE}="${jobState}"`] : []),
      ...(this.isChosen(metric, source) ? [chosenTerm(dimension)] : []),
      ...(several ? [chosenTerm(dimension, several.filter.isChosen)] : []),
    ];
    const found = search({ namespace: source.namespace, dimensions: dimensionsOf(series, dimension), terms, statistic });
    const plot = { expression: divided(filled(found, gapsOf(series)), dividedBy), metrics: [], label: labelOf(dimension, label), color };
    return [several ? { ...plot, isOfChosen: true } : plot];
  }

  /** In as many searches as their length needs. */
  private service(series: ServiceSeries): Plot[] {
    const { namespace, dimension, metric, having, statistic, dividedBy, label, color } = series;
    const named = dimension === SERVICE_JOB_QUEUE ? serviceJobQueues(this.options.filter) : undefined;
    const names = named?.names.map((name) => `"${name}"`);
    const labelOfEach = metric ? labelOf(dimension, label) : `\${PROP('MetricName')} ${labelOf(dimension, label)}`;
    const searchOf = (words: readonly (readonly string[] | undefined)[]): string => {
      const terms = [...(metric ? [`MetricName="${metric}"`] : []), ...words.flatMap((each) => (each ? [anyOf(dimension, each)] : []))];
      return search({ namespace, dimensions: [dimension], terms, statistic });
    };
    return inSearches(names, named?.longest, (some) => searchOf([having, some])).map((found) => ({
      expression: divided(filled(found, gapsOf(series)), dividedBy),
      metrics: [],
      label: labelOfEach,
      color,
    }));
  }

  private perJobQueue(series: TotalSeries | GroupSeries, metric: AnyMetric, label: (queue: string) => string): Plot[] {
    const queues = this.namedQueuesOf(metric) ?? [];
    return this.terms(metric, series).map(({ text, metrics }, index) => ({
      expression: divided(filled(text, gapsOf(series)), series.dividedBy),
      metrics,
      label: label(queues[index]),
    }));
  }

  /** The metric over everything or of the chosen job queue, or once for each job queue. */
  private terms(name: AnyMetric, series: Measured): Term[] {
    const { statistic, jobState } = series;
    const source = this.sourceOf(series);
    if (!source) return [];
    const ofState: Readonly<Record<string, string>> = jobState ? { [DimensionName.JOB_STATE]: jobState } : {};
    const id = idOf(name, statistic, jobState ?? '');
    const all: PlottedMetric = { id, namespace: source.namespace, name, dimensions: ofState, statistic };
    const ofQueue = (queue: string, suffix: string): PlottedMetric => ({
      ...all,
      id: `${id}${suffix}`,
      dimensions: { [DimensionName.JOB_QUEUE]: queue, ...ofState },
    });
    const queues = this.namedQueuesOf(name);
    if (queues) return queues.map((queue, index) => termOf(ofQueue(queue, `Queue${index + 1}`)));
    if (!this.isChosen(name, source)) return [termOf(all)];
    const byQueue = publishes(source, name, dimensionsOf(series, DimensionName.JOB_QUEUE));
    return [whicheverHasData([{ ...all, namespace: CHOSEN_JOB_QUEUE }, ...(byQueue ? [ofQueue(CHOSEN_JOB_QUEUE, 'OfQueue')] : [])])];
  }

  private ofCollector(series: CollectorSeries): Plot {
    const { metric: name, statistic } = series;
    const { namespace } = this.options.sources.collector;
    return valueOf([termOf({ id: idOf(name, statistic), namespace, name, dimensions: {}, statistic })], series);
  }

  private ofResource(series: ResourceSeries): Plot[] {
    const { of, metrics, statistic } = series;
    const resource = this.options.resources[of];
    if (!resource) return [];
    return [
      valueOf(
        metrics.map((name) => termOf({ id: idOf(name, statistic), ...resource, name, statistic })),
        series,
      ),
    ];
  }

  private isPublished(metric: AnyMetric, series: Partial<Measured>): boolean {
    const source = this.sourceOf(series);
    const byQueue = this.namedQueuesOf(metric) ? [DimensionName.JOB_QUEUE] : [];
    return source !== undefined && publishes(source, metric, dimensionsOf(series, ...byQueue));
  }

  private sourceOf({ from = 'collector' }: Pick<TotalSeries, 'from'>): PlotSource | undefined {
    return this.options.sources[from];
  }

  /** The queues that this metric is limited to. */
  private namedQueuesOf(metric: AnyMetric): readonly string[] | undefined {
    const { filter } = this.options;
    return filter.by === 'named' && knowsJobQueues(metric) ? filter.names : undefined;
  }

  /** Where the viewer chooses among the values of these metrics by job queue. */
  private severalFor(metrics: readonly AnyMetric[], series: Partial<Measured>): ChosenSource | undefined {
    const { filter } = this.options;
    const source = this.sourceOf(series);
    if (filter.by !== 'several' || source?.namespace !== filter.all) return undefined;
    const byQueue = dimensionsOf(series, DimensionName.JOB_QUEUE);
    return metrics.every((metric) => knowsJobQueues(metric) && publishes(source, metric, byQueue))
      ? { filter, namespace: source.namespace }
      : undefined;
  }

  /** Whether the viewer's choice reaches the metric: in a namespace of its own, all queues are shown. */
  private isChosen(metric: AnyMetric, { namespace }: PlotSource): boolean {
    const { filter } = this.options;
    return filter.by === 'chosen' && filter.all === namespace && knowsJobQueues(metric);
  }
}

/** A metric whose values have no job queue cannot be limited to some: instances serve several. */
const knowsJobQueues = (metric: AnyMetric): boolean => carries(metric, DimensionName.JOB_QUEUE);

const dimensionsOf = ({ jobState }: Pick<TotalSeries, 'jobState'>, ...dimensions: string[]): string[] => [
  ...dimensions,
  ...(jobState ? [DimensionName.JOB_STATE] : []),
];

const publishes = (source: PlotSource, metric: AnyMetric, dimensions: readonly string[]): boolean =>
  source.setsOf(metric).some((names) => names.join() === dimensions.join());

/** Searches for all of the names, each within the limit, also if all names are as long as the longest. */
function inSearches(names: readonly string[] | undefined, longest = 0, searchFor: (some?: readonly string[]) => string): string[] {
  const found = searchFor(names);
  if (!names || names.length === 1) return [found];
  const length = found.length + names.reduce((more, name) => more + longest + '""'.length - name.length, 0);
  if (length <= MAX_SEARCH_LENGTH) return [found];
  const half = Math.ceil(names.length / 2);
  return [names.slice(0, half), names.slice(half)].flatMap((some) => inSearches(some, longest, searchFor));
}
